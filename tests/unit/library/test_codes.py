from __future__ import annotations

from docctl.library import codes
from docctl.violation import Code


def test_every_code_is_listed_once() -> None:
    defined = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert sorted(codes.CODES, key=lambda c: c.code) == sorted(defined, key=lambda c: c.code)
