from __future__ import annotations

from pathlib import Path

from docctl.approval import codes
from docctl.violation import Code


def test_every_code_is_listed_once() -> None:
    defined = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert sorted(codes.CODES, key=lambda c: c.code) == sorted(defined, key=lambda c: c.code)


def test_every_code_is_named_by_a_test_that_sees_it_fire() -> None:
    texts = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [c.code for c in codes.CODES if c.slug.removeprefix("engine.") not in texts] == []
