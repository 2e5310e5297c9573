"""`docctl hook`: what git calls before a commit."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.cli import options
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

MARK = "# docctl pre-commit hook"
# Nothing staged below these folders: nothing to judge, and no Python to start.
_SCRIPT = """#!/bin/sh
{mark}
git diff --cached --quiet -- records schemas && exit 0
python={python}
[ -x "$python" ] && exec "$python" -m docctl hook pre-commit
command -v docctl >/dev/null && exec docctl hook pre-commit
echo "docctl: not found; install it and run: docctl hook install / 未找到 docctl，请安装后运行：docctl hook install" >&2
exit 1
"""


@click.group(cls=words.Group, examples=("docctl hook install",))
def command() -> None:
    """Install the hook, or run it."""


@command.command(text=Text("Check records before each commit.", "每次提交前自动检查。"))
@options.dry_run
def install(*, dry_run: bool) -> None:
    """Write the hook where git looks for it; the hook of someone else stays."""
    target = hook_file(open_repository(folder()))
    if target.exists() and not installed(target):
        raise Trouble(
            Text(f"{target} exists and is not docctl's", f"{target} 已存在，且不是 docctl 的"),
            Text(
                "add this line to it: docctl hook pre-commit || exit 1",
                "请在其中加入一行：docctl hook pre-commit || exit 1",
            ),
        )
    if dry_run:
        say(Text(f"would write {target}", f"将写入 {target}"))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_SCRIPT.format(mark=MARK, python=shlex.quote(sys.executable)), encoding="utf-8")
    target.chmod(0o755)
    say(Text(f"installed {target}", f"已安装 {target}"))


def hook_file(repository: Repository) -> Path:
    """Where git looks for the hook: linked work trees share one, and core.hooksPath moves it."""
    work_tree(repository)
    return Path(repository.hooks_folder(), "pre-commit")


def installed(target: Path) -> bool:
    """Whether a hook is docctl's."""
    return target.is_file() and MARK in target.read_text(encoding="utf-8", errors="replace")


@command.command("pre-commit", text=Text("Judge what is staged; git calls this.", "检查即将提交的内容（自动调用）。"))
def pre_commit() -> int:
    """Check what is staged; any error refuses the commit."""
    report = judged(Session.start(staged=True))
    if report.violations:
        out(full(report, chosen_language()), err=True)
    if report.failed:
        say(Text("nothing was committed; your files are as they were", "未提交；您的文件保持原样"), err=True)
    return 1 if report.failed else 0
