"""`docctl hook`: what git calls before a commit, and once its message is written."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.cli import options
from docctl.cli import pre_receive
from docctl.cli import words
from docctl.cli.check import judged
from docctl.cli.session import Session
from docctl.cli.session import folder
from docctl.cli.session import open_repository
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.cli.writing import work_tree
from docctl.report import full
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.git import Repository
    from docctl.report import Report

_ARGUMENTS = {"pre-commit": "", "commit-msg": ' "$1"'}
HOOKS = tuple(_ARGUMENTS)
# Nothing staged below these folders and no new name elsewhere: nothing to judge, and no Python to start.
_SCRIPT = """#!/bin/sh
# docctl {name} hook
git diff --cached --quiet -- records schemas site && git diff --cached --quiet --diff-filter=ART && exit 0
python={python}
[ -x "$python" ] && exec "$python" -m docctl hook {name} "$@"
command -v docctl >/dev/null && exec docctl hook {name} "$@"
echo "docctl: not found; install it and run: docctl hook install / 未找到 docctl，请安装后运行：docctl hook install" >&2
exit 1
"""


@click.group(cls=words.Group, examples=("docctl hook install",))
def command() -> None:
    """Install the hook, or run it."""


@command.command(text=Text("Check records before each commit.", "每次提交前自动检查。"))
@options.dry_run
def install(*, dry_run: bool) -> None:
    """Write the hooks where git looks for them; the hook of someone else stays."""
    write_hooks(open_repository(folder()), dry_run=dry_run)


def write_hooks(repository: Repository, *, dry_run: bool) -> None:
    """The same for a repository."""
    targets = [hook_file(repository, name) for name in HOOKS]
    for target in targets:
        if target.exists() and not installed(target):
            line = f"docctl hook {target.name}{_ARGUMENTS[target.name]} || exit 1"
            raise Trouble(
                Text(f"{target} exists and is not docctl's", f"{target} 已存在，且不是 docctl 的"),
                Text(
                    f"add this line to it: {line}",
                    f"请在其中加入一行：{line}",
                ),
            )
    for target in targets:
        _write(target, dry_run=dry_run)


def _write(target: Path, *, dry_run: bool) -> None:
    if dry_run:
        say(Text(f"would write {target}", f"将写入 {target}"))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    text = _SCRIPT.format(name=target.name, python=shlex.quote(sys.executable))
    target.write_text(text, encoding="utf-8", newline="\n")
    target.chmod(0o755)
    say(Text(f"installed {target}", f"已安装 {target}"))


def hook_file(repository: Repository, name: str = "pre-commit") -> Path:
    """Where git looks for a hook: linked work trees share one, and core.hooksPath moves it."""
    work_tree(repository)
    return Path(repository.hooks_folder(), name)


def installed(target: Path) -> bool:
    """Whether a hook is docctl's."""
    return target.is_file() and f"# docctl {target.name} hook" in target.read_text(encoding="utf-8", errors="replace")


@command.command("pre-commit", text=Text("Judge what is staged; git calls this.", "检查即将提交的内容（自动调用）。"))
def pre_commit() -> int:
    """Check what is staged; any error refuses the commit."""
    return _answer(judged(Session.start(staged=True)))


@command.command(
    "commit-msg", text=Text("Judge what a commit changes; git calls this.", "检查本次提交所作的修改（自动调用）。")
)
@words.argument("file", Text("FILE", "文件"))
def commit_msg(file: str) -> int:
    """Check the change that a commit makes, with its message at hand; any error refuses the commit."""
    from docctl.cli.check import changed

    session = Session.start(staged=True)
    if session.snapshot.commit is None:
        return 0  # the first commit changes nothing
    written = Path(session.repository.root or ".", file).read_text(encoding="utf-8", errors="replace")
    return _answer(changed(session, message(written)))


command.add_command(pre_receive.command, "pre-receive")


def message(written: str) -> str:
    """A commit message as git will store it, without the comments of its template."""
    kept = written.partition("\n# ------------------------ >8")[0]
    return "\n".join(line for line in kept.splitlines() if not line.startswith("#"))


def _answer(report: Report) -> int:
    if report.violations:
        out(full(report, chosen_language()), err=True)
    if report.failed:
        say(Text("nothing was committed; your files are as they were", "未提交；您的文件保持原样"), err=True)
    return 1 if report.failed else 0
