from __future__ import annotations

import pytest

from docctl.schema import codes
from docctl.violation import Code
from docctl.violation import Severity


def test_every_code_is_listed_once() -> None:
    declared = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert list(codes.CODES) == declared
    assert len({code.code for code in codes.CODES}) == len(codes.CODES)


@pytest.mark.parametrize("code", codes.CODES, ids=lambda code: code.code)
def test_every_code_says_in_both_languages_what_and_what_to_do(code: Code) -> None:
    assert code.severity is (Severity.WARNING if code is codes.FIELD_PROFILE else Severity.ERROR)
    for text in (code.message, code.hint):
        assert text.en
        assert text.zh
        assert "git" not in text.zh.lower()
