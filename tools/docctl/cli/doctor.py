"""`docctl doctor`: what is missing here, and the command that mends it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.cli import options
from docctl.cli.hook import MARK
from docctl.cli.session import open_repository
from docctl.cli.session import take_snapshot
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.git import GitError
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.git import Repository

MINIMUM = (3, 11)
_MODULES = ("yaml._yaml", "jsonschema_rs", "cel_expr_python", "re2", "cryptography", "mkdocs", "material")
_TITLES = {"en": ("what", "found", "command"), "zh": ("项目", "结果", "处理办法")}


@dataclass(frozen=True)
class Finding:
    """One thing looked for; `needed` ones that are missing fail the command."""

    what: Text
    found: bool
    mend: str
    needed: bool = True


@click.command
@options.output_format("table", "json")
def command(shape: str) -> int:
    """Say what is missing on this machine and in this repository. / 检查环境。"""
    root = click.get_current_context().find_root()
    repository = open_repository(str(root.params.get("directory") or "."))
    findings = [*_machine(), *_repository(repository)]
    language = chosen_language()
    if shape == "json":
        print_json(
            [{"what": f.what.get(language), "found": f.found, "needed": f.needed, "command": f.mend} for f in findings]
        )
    else:
        marks = {True: Text("ok", "正常"), False: Text("missing", "缺少")}
        print_table(
            _TITLES[language],
            [(f.what.get(language), marks[f.found].get(language), "" if f.found else f.mend) for f in findings],
        )
    return 3 if any(f.needed and not f.found for f in findings) else 0


def _machine() -> Iterator[Finding]:
    version = ".".join(str(number) for number in sys.version_info[:3])
    yield Finding(
        Text(f"Python {version}", f"Python {version}"), sys.version_info >= MINIMUM, "install Python 3.11 or later"
    )
    for name in _MODULES:
        yield Finding(Text(f"package {name}", f"软件包 {name}"), _importable(name), "make site")
    for program, needed in (("git", True), ("ssh-keygen", False), ("chromium", False)):
        yield Finding(
            Text(f"program {program}", f"程序 {program}"),
            shutil.which(program) is not None,
            f"apt install {program}",
            needed,
        )


def _importable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _repository(repository: Repository) -> Iterator[Finding]:
    snapshot = take_snapshot(repository)
    yield Finding(Text("schemas/", "schemas/ 文件夹"), bool(snapshot.paths("schemas/")), "git checkout -- schemas")
    hooks = Path(repository.root or ".", repository.run("rev-parse", "--git-path", "hooks").decode().strip())
    hook = hooks / "pre-commit"
    installed = hook.is_file() and MARK in hook.read_text(encoding="utf-8", errors="replace")
    yield Finding(Text("pre-commit hook", "提交前检查"), installed, "docctl hook install", needed=False)
    yield Finding(Text("full history", "完整历史"), not repository.is_shallow(), "git fetch --unshallow", needed=False)
    for name in ("user.name", "user.email"):
        yield Finding(
            Text(f"git setting {name}", f"git 设置 {name}"),
            _set(repository, name),
            f"git config {name} …",
            needed=False,
        )


def _set(repository: Repository, name: str) -> bool:
    try:
        return bool(repository.run("config", "--get", name).strip())
    except GitError:
        return False
