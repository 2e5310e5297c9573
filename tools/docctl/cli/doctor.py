"""`docctl doctor`: what is missing here, and the command that mends it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli import options
from docctl.cli import typesetting
from docctl.cli import words
from docctl.cli.session import folder
from docctl.cli.session import open_repository
from docctl.cli.session import take_snapshot
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.git import GitError
from docctl.violation import NO_TEXT
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.git import Repository

MINIMUM = (3, 11)
_MODULES = ("yaml._yaml", "jsonschema_rs", "cel_expr_python", "re2", "cryptography", "git", "mkdocs", "material")
_PROGRAMS = {
    "git": ("git", True),
    "ssh-keygen": ("openssh-client", False),
    "chromium": ("chromium", False),
}
_TITLES = {"en": ("what", "found", "what mends it"), "zh": ("项目", "结果", "处理办法")}
_MARKS = {True: Text("ok", "正常"), False: Text("missing", "缺少")}


@dataclass(frozen=True)
class Finding:
    """One thing looked for; `needed` ones that are missing fail the command."""

    what: Text
    found: bool
    mend: Text
    needed: bool = True

    def as_json(self, language: str) -> dict[str, Any]:
        """The shape of `doctor --format json`."""
        mend = "" if self.found else self.mend.get(language)
        return {"what": self.what.get(language), "found": self.found, "needed": self.needed, "command": mend}


@words.command(examples=("docctl doctor",))
@options.output_format("table", "json")
def command(shape: str) -> int:
    """Print what was looked for and what mends it; fails where something needed is missing."""
    findings = [*_machine(), *_here()]
    language = chosen_language()
    entries = [finding.as_json(language) for finding in findings]
    if shape == "json":
        print_json(entries)
    else:
        rows = [(e["what"], _MARKS[e["found"]].get(language), e["command"]) for e in entries]
        print_table(_TITLES[language], rows)
    return FAULT if any(f.needed and not f.found for f in findings) else 0


def _machine() -> Iterator[Finding]:
    version = ".".join(str(number) for number in sys.version_info[:3])
    newer = Text("install Python 3.11 or later", "请安装 Python 3.11 或更高版本")
    yield Finding(Text(f"Python {version}", f"Python {version}"), sys.version_info >= MINIMUM, newer)
    for name in _MODULES:
        yield Finding(Text(f"package {name}", f"软件包 {name}"), _importable(name), _both("make environment"))
    for program, (package, needed) in _PROGRAMS.items():
        found = shutil.which(program) is not None
        mend = Text(
            f"install {package} (Debian: apt install {package})", f"请安装 {package}（Debian：apt install {package}）"
        )
        yield Finding(Text(f"program {program}", f"程序 {program}"), found, mend, needed)
    yield from (Finding(part.what, part.found, part.mend, needed=False) for part in typesetting.parts())


def _importable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _both(command: str) -> Text:
    return Text(command, command)


def _here() -> Iterator[Finding]:
    """What is found in this folder: nothing, where it is no repository."""
    what = Text("repository", "文件库")
    try:
        repository = open_repository(folder())
    except (Trouble, GitError) as error:
        hint = error.hint if isinstance(error, Trouble) and error.hint is not None else NO_TEXT
        yield Finding(what, found=False, mend=hint)
        return
    yield Finding(what, found=True, mend=NO_TEXT)
    schemas = bool(take_snapshot(repository).paths("schemas/"))
    yield Finding(Text("folder schemas/", "schemas/ 文件夹"), schemas, _both("git checkout -- schemas"))
    yield from _repository(repository)


def _repository(repository: Repository) -> Iterator[Finding]:
    if repository.root is not None:
        yield _finished(repository)
        from docctl.cli.hook import HOOKS
        from docctl.cli.hook import hook_file
        from docctl.cli.hook import installed

        hook = Text("check before each commit", "提交前自动检查")
        found = all(installed(hook_file(repository, name)) for name in HOOKS)
        yield Finding(hook, found, _both("docctl hook install"), needed=False)
    whole = not repository.is_shallow()
    yield Finding(Text("whole history", "完整的修订历史"), whole, _both("git fetch --unshallow"), needed=False)
    for name in ("user.name", "user.email"):
        what = Text(f"git setting {name}", f"git 设置 {name}")
        yield Finding(what, _set(repository, name), _both(f"git config {name} …"), needed=False)


def _finished(repository: Repository) -> Finding:
    """Whether every write was finished; what is left of one that was interrupted is finished now, which is said."""
    from docctl.cli.writing import clone_of
    from docctl.cli.writing import one_writer

    what = Text("no interrupted write", "无中断的写入")
    try:
        with one_writer(clone_of(repository)):
            return Finding(what, found=True, mend=NO_TEXT)
    except Trouble as trouble:
        return Finding(what, found=False, mend=trouble.text)
    except (GitError, OSError) as error:
        return Finding(what, found=False, mend=Text(show(error), show(error)))


def _set(repository: Repository, name: str) -> bool:
    try:
        return bool(repository.run("config", "--get", name).strip())
    except GitError:
        return False
