from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from docctl.cli.complaint import answer
from docctl.cli.complaint import near
from docctl.cli.main import run
from docctl.cli.terminal import Trouble
from docctl.git import GitError
from docctl.git import GitMissing
from docctl.snapshot import MissingPath
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Outcome


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["checks"], "there is no command checks", "没有命令 checks"),
        (["check", "--stage"], "there is no option --stage", "没有选项 --stage"),
        (["show"], "ID is missing", "缺少“编号”"),
        (["list", "customer", "more"], "more is too much", "多余的内容：more"),
        (["due", "--format", "xml"], "--format xml: choose table or json", "--format xml：可选 table"),
        (["check", "--lang", "de"], "--lang de: choose zh or en", "--lang de：可选 zh、en"),
        (["check", "--as-of"], "--as-of needs a value", "--as-of 后缺少值"),
        (["check", "--staged=x"], "--staged takes no value", "--staged 不需要值"),
        (["check", "-C", "x"], "-C DIR stands before the command", "应写在命令之前"),
        (["check", "--as-of", "2026-02-30"], "--as-of 2026-02-30 is not a day", "不是 2026-02-28 这样的日期"),
    ],
)
def test_misuse_is_answered_in_our_words(
    arguments: list[str], english: str, chinese: str, ask: Callable[..., Outcome]
) -> None:
    for language, expected in (("en", english), ("zh", chinese)):
        outcome = ask(*arguments, lang=language)
        assert (outcome.code, outcome.out) == (2, "")
        assert expected in outcome.err
        assert "Error" not in outcome.err
        assert len(outcome.err.splitlines()) <= 2


def test_near_names_are_offered(ask: Callable[..., Outcome]) -> None:
    assert "did you mean check?" in ask("checks").err
    assert "您要找的是 --staged 吗？" in ask("check", "--stage", lang="zh").err
    assert near("zz", ["check"]) == []
    assert near("c", ["check"]) == []


def test_no_command_shows_the_help(
    ask: Callable[..., Outcome], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCCTL_LANG", "en")
    assert "缺少命令名称" in ask(lang="zh").err
    assert run([]) == run(["hook"]) == 2
    assert capsys.readouterr().err.startswith("Usage: docctl")


@pytest.mark.parametrize(
    ("error", "code", "english", "chinese"),
    [
        (Trouble(Text("a", "甲")), 2, "docctl: a\n", "docctl: 甲\n"),
        (Trouble(Text("a", "甲"), Text("b", "乙"), exit_code=1), 1, "docctl: a\n    → b\n", "docctl: 甲\n    → 乙\n"),
        (click.Abort(), 130, "interrupted", "已中断"),
        (GitMissing("x"), 3, "git is missing", "未找到 git"),
        (GitError("odd"), 3, "docctl: odd\n", "读取失败（odd）"),
        (MissingPath("a.yaml", "gone"), 3, "a.yaml: gone", "a.yaml: gone"),
        (PermissionError(13, "Permission denied", "a.yaml"), 3, "a.yaml: Permission denied", "a.yaml: 无法读写"),
        (OSError("strange"), 3, "strange", "strange"),
        (ModuleNotFoundError("x", name="re2"), 3, "the Python package re2 is missing", "缺少 Python 软件包 re2"),
        (KeyError("x"), 3, "docctl itself failed (KeyError: 'x')", "docctl 程序出错（KeyError: 'x'）"),
        (click.UsageError("odd words"), 2, "odd words", "命令写法有误（odd words）"),
        (click.BadParameter("odd value"), 2, "odd value", "odd value"),
    ],
)
def test_every_end_is_a_sentence_and_a_code(
    error: Exception, code: int, english: str, chinese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(error, "en") == code
    assert english in capsys.readouterr().err
    assert answer(error, "zh") == code
    assert chinese in capsys.readouterr().err


def test_debug_shows_where_it_failed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DOCCTL_DEBUG", "1")
    assert answer(KeyError("x"), "en") == 3
    assert "KeyError: 'x'\n" in capsys.readouterr().err
    assert answer(Trouble(Text("a", "甲")), "en") == 2
    assert capsys.readouterr().err == "docctl: a\n"


def test_a_control_character_in_a_name_reaches_no_terminal(ask: Callable[..., Outcome]) -> None:
    assert "\x1b" not in ask("\x1b[2Jx").err
    assert "\x1b" not in ask("show", "\x1b[2Jx").err
    assert "\x1b" not in ask("check", "\x1b[2Jx").err
