"""Every code of the engine is listed once."""

from __future__ import annotations

from collections import Counter

from docctl.cli.catalogue import ENGINE_CODES


def test_every_code_of_the_engine_is_listed_once() -> None:
    assert [code for code, count in Counter(c.code for c in ENGINE_CODES).items() if count > 1] == []
