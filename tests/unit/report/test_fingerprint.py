from __future__ import annotations

from dataclasses import replace

from docctl.report.fingerprint import fingerprints
from docctl.violation import Position
from docctl.violation import Text
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import MANY


def test_all_differ_even_of_equal_violations_on_other_lines() -> None:
    moved = replace(ERROR, position=Position(99, 1))
    found = list(fingerprints([*MANY, moved, moved]))
    assert len(set(found)) == len(found) == len(MANY) + 2


def test_neither_line_nor_language_changes_one() -> None:
    moved = replace(ERROR, position=Position(99, 1), message=Text(ERROR.message.en, "别的"))
    assert list(fingerprints([moved])) == list(fingerprints([ERROR]))


def test_another_value_or_file_does() -> None:
    others = [replace(ERROR, message=Text("too high", "")), replace(ERROR, path="records/c.yaml")]
    assert len({*fingerprints([ERROR]), *fingerprints(others)}) == 3
