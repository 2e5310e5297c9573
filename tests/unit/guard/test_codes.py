from __future__ import annotations

import pytest

from docctl.guard import codes
from docctl.violation import Code
from tests.hostile.content_inputs import INPUTS


def test_every_code_is_listed_once() -> None:
    declared = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert list(codes.CODES) == declared


@pytest.mark.parametrize("code", codes.CODES, ids=lambda code: code.code)
def test_every_code_is_seen_to_be_given_and_says_what_to_do_in_both_languages(code: Code) -> None:
    assert code.code in {given.code for given in INPUTS}
    for text in (code.message, code.hint):
        assert text.en
        assert text.zh
        assert "git" not in text.zh.lower()
