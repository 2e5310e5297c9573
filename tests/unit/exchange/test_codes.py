from __future__ import annotations

import re
from pathlib import Path

import pytest

from docctl.exchange import codes
from docctl.violation import Code

TESTS = Path(__file__).resolve().parents[2]
SEEN = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != Path(__file__))


def test_every_code_is_listed_once() -> None:
    declared = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert list(codes.CODES) == declared


@pytest.mark.parametrize("code", codes.CODES, ids=lambda code: code.code)
def test_every_code_is_seen_and_says_what_to_do_in_both_languages(code: Code) -> None:
    assert re.search(rf"\b{code.code}\b", SEEN)
    for text in (code.message, code.hint):
        assert text.en
        assert text.zh
        assert "git" not in text.zh.lower()
