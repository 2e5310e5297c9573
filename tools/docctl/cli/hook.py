"""`docctl hook`: what git calls before a commit."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from docctl.cli.check import judged
from docctl.cli.session import Session
from docctl.cli.session import open_repository
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import say
from docctl.cli.writing import dry_run
from docctl.report import full
from docctl.violation import Text

MARK = "# docctl pre-commit hook"
# Nothing staged below these folders: nothing to judge, and no Python to start.
_SCRIPT = """#!/bin/sh
{mark}
git diff --cached --quiet -- records schemas && exit 0
exec {python} -m docctl hook pre-commit
"""


@click.group
def command() -> None:
    """Install the hook, or run it. / 安装或运行提交前检查。"""


@command.command
@dry_run
def install(*, dry_run: bool) -> None:
    """Let git check records before each commit. / 每次提交前自动检查。"""
    repository = open_repository(str(click.get_current_context().find_root().params.get("directory") or "."))
    folder = Path(repository.root or ".", repository.run("rev-parse", "--git-path", "hooks").decode().strip())
    target = folder / "pre-commit"
    if target.exists() and MARK not in target.read_text(encoding="utf-8", errors="replace"):
        raise Trouble(
            Text(f"{target} exists and is not docctl's", f"{target} 已存在，且不是 docctl 的"),
            Text("add this line to it: docctl hook pre-commit", "请在其中加入一行：docctl hook pre-commit"),
        )
    if not dry_run:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(_SCRIPT.format(mark=MARK, python=shlex.quote(sys.executable)), encoding="utf-8")
        target.chmod(0o755)
    say(Text(f"installed {target}", f"已安装 {target}"))


@command.command("pre-commit")
def pre_commit() -> int:
    """Check what is staged; any error refuses the commit. / 检查暂存内容，有错误则拒绝提交。"""
    report = judged(Session.start(staged=True))
    if report.violations:
        click.echo(full(report, chosen_language()), err=True)
    if report.failed:
        say(Text("nothing was committed; your files are as they were", "未提交；您的文件保持原样"))
    return 1 if report.failed else 0
