from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cli.language import chosen_language
from docctl.cli.language import preferred_language
from docctl.cli.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Outcome

VARIABLES = ("DOCCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.GBK", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"DOCCTL_LANG": "ZH", "LC_ALL": "C.UTF-8"}, "zh"),
        ({"DOCCTL_LANG": "", "LANG": "zh"}, "zh"),
    ],
)
def test_environment_decides(given: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert preferred_language() == expected
    assert chosen_language() == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--lang", "zh", "check"], "zh"),
        (["check", "--lang=zh"], "zh"),
        (["check", "--bogus", "--lang", "zh", "--lang", "en", "--lang", "zh"], "zh"),
        (["check", "--lang", "de"], "en"),
        (["check", "--lang"], "en"),
        (["new", "customer", "--", "--lang", "zh"], "en"),
        ([], "en"),
    ],
)
def test_lang_is_found_wherever_it_stands(arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCCTL_LANG", "en")
    assert spoken(arguments) == expected


def test_lang_is_accepted_before_and_after_the_command(ask: Callable[..., Outcome]) -> None:
    assert ask("--lang", "zh", "types") == ask("types", "--lang", "zh") == ask("types", lang="zh")
    assert "客户" in ask("types", lang="zh").out
