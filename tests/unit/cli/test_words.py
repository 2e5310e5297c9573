from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cli.main import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Outcome

# Git's words, which no message in Chinese needs.
GIT_WORDS = ("仓库", "暂存", "分支", "工作区", "提交记录")
MADE = [name for name in COMMANDS if name != "site"]


@pytest.mark.parametrize("name", MADE)
def test_help_is_in_one_language(name: str, ask: Callable[..., Outcome]) -> None:
    english, chinese = ask(name, "--help"), ask(name, "-h", lang="zh")
    assert english.code == chinese.code == 0
    assert COMMANDS[name].text.en in english.out
    assert COMMANDS[name].text.zh in chinese.out
    assert english.out.partition("Examples")[0].isascii()
    for word in ("Usage", "Options", "Show", "[OPTIONS]", " / ", "DIR", "default"):
        assert word not in chinese.out
    assert chinese.out.startswith(f"用法：docctl {name} [选项]")
    assert not [word for word in GIT_WORDS if word in chinese.out]


def test_columns_of_help_are_aligned_for_chinese(ask: Callable[..., Outcome]) -> None:
    lines = ask("check", "--help", lang="zh").out.splitlines()
    rev, day = (next(line for line in lines if name in line) for name in ("--rev", "--as-of"))
    assert rev.index("读取") == day.index("以该日")


def test_subcommands_have_help(ask: Callable[..., Outcome]) -> None:
    assert "每次提交前自动检查。" in ask("hook", "--help", lang="zh").out
    assert "Check records before each commit." in ask("hook", "install", "--help").out
    assert "Write nothing" in ask("fmt", "--help").out


def test_a_group_answers_unknown_subcommands(ask: Callable[..., Outcome]) -> None:
    outcome = ask("hook", "installs", lang="zh")
    assert outcome.code == 2
    assert "没有命令 installs" in outcome.err
    assert "install" in outcome.err
