from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docctl.reader import read
from docctl.schema.parameter_checks import parameter_problems
from tests.unit.schema.schemas import faults

if TYPE_CHECKING:
    from docctl.violation import Position

ROOT = Path(__file__).resolve().parents[3]
NOTATION = """\
doc.notations:
  value:
    - name: letter/revision
      pattern: '^([A-Z])/([0-9]+)$'
      slug: $1-$2
      order: [letters, number]
      first: A/0
      later: '^(A/[1-9][0-9]*|[B-Z]/[0-9]+)$'
"""


def problems(text: str) -> list[tuple[Position, str]]:
    document, found = read("schemas/parameters.yaml", f"{text}\n".encode())
    assert document is not None, found
    return [(v.position, v.message.en) for v in parameter_problems(document)]


def test_a_name_is_a_value_or_a_group() -> None:
    text = "doc: {value: 1}\ndoc.a.b: {value: 1}\ndoc.a: {value: 1}\ndocs.x: {value: 1}\n"
    said = "is a value and a group of values at once"
    assert problems(text) == [((1, 6), f"parameter doc: {said}"), ((3, 8), f"parameter doc.a: {said}")]


def test_a_choice_is_one_of_its_values_at_every_date() -> None:
    text = """\
a: {value: x, enum: [x, y]}
b: {value: z, enum: [x, y]}
c:
  value:
    - {from: 2026-01-01, value: x}
    - {from: 2027-01-01, value: Y}
  enum: [x, y]
d: {value: [y, x], enum: [x, y]}
e: {value: [x, z], enum: [x, y]}
"""
    assert problems(text) == [
        ((2, 12), "parameter b: is none of: x, y"),
        ((6, 33), "parameter c: is none of: x, y"),
        ((9, 12), "parameter e: is none of: x, y"),
    ]


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "3", "true"])
def test_a_dated_value_begins_on_a_day(day: str) -> None:
    text = f"a:\n  value:\n    - {{from: 2026-01-01, value: x}}\n    - {{from: {day}, value: y}}\n"
    assert problems(text) == [((4, 14), f"parameter a: from {day} is no day")]


def test_a_pattern_is_one_that_all_engines_read_alike() -> None:
    text = "a.form_pattern: {value: '^[A-Z]+$'}\nb.form_pattern: {value: '^\\d+$'}\nc_pattern: {value: 12}\n"
    text += "d: {value: '\\d'}\n"
    assert problems(text) == [((2, 25), "parameter b.form_pattern: \\d is read differently by different engines")]


def test_the_patterns_of_numbers_are_checked() -> None:
    text = "doc.number_patterns:\n  value:\n"
    text += "    - {scheme: a, pattern: '^A$'}\n    - {scheme: b, pattern: '(?i)a'}\n    - x\n"
    assert problems(text) == [((4, 28), "parameter doc.number_patterns: (? is read differently by different engines")]
    assert problems("doc.number_patterns: {value: x}") == []


@pytest.mark.parametrize(
    ("before", "after", "position", "said"),
    [
        ("order: [letters, number]", "order: [letters]", (6, 14), "the pattern has 2 groups, order names 1"),
        ("first: A/0", "first: A0", (7, 14), "first A0 does not match the pattern"),
        ("first: A/0", "first: B/0", (7, 14), "first B/0 matches later"),
        ("'^([A-Z])/", "'^(\\w)/", (4, 16), "\\w is read differently by different engines"),
        ("later: '^", "later: '^\\b", (8, 14), "\\b is read differently by different engines"),
        (
            "order: [letters, number]",
            "order: letters",
            (3, 7),
            "a notation has name, pattern, slug, order, first, later",
        ),
        (
            "order: [letters, number]",
            "order: [letters, roman]",
            (3, 7),
            "a notation has name, pattern, slug, order, first, later",
        ),
        ("first: A/0", "frist: A/0", (3, 7), "a notation has name, pattern, slug, order, first, later"),
    ],
)
def test_a_notation_agrees_with_itself(before: str, after: str, position: tuple[int, int], said: str) -> None:
    assert problems(NOTATION) == []
    assert before in NOTATION
    assert problems(NOTATION.replace(before, after)) == [(position, f"parameter doc.notations: {said}")]


@pytest.mark.parametrize("value", ["x", "[x]", "[[x]]"])
def test_a_notation_is_a_group_of_fields(value: str) -> None:
    said = "parameter doc.notations: a notation has name, pattern, slug, order, first, later"
    assert [text for _, text in problems(f"doc.notations: {{value: {value}}}")] == [said]


def test_dated_notations_are_each_checked() -> None:
    text = """\
doc.notations:
  value:
    - from: 2026-01-01
      value: [{name: a, pattern: '^([A-Z])$', slug: $1, order: [letters], first: A, later: '^[B-Z]$'}]
    - from: 2027-01-01
      value: [{name: a, pattern: '^([A-Z])$', slug: $1, order: [letters], first: '1', later: '^[B-Z]$'}]
"""
    assert problems(text) == [((6, 82), "parameter doc.notations: first 1 does not match the pattern")]


def test_problems_reach_the_report_in_both_languages() -> None:
    found = faults({"schemas/parameters.yaml": "k: {value: c, title: K, x-zh: 键, enum: [a, b]}"})
    assert found == [("parameters.yaml", "SCHEMA_PARAMETER", (1, 12), "parameter k: is none of: a, b")]


def test_the_parameters_of_this_repository_are_right() -> None:
    text = (ROOT / "schemas" / "parameters.yaml").read_text(encoding="utf-8")
    assert problems(text) == []
    choices = ("audit.confirmer", "ext.scheme", "doc.sod", "tier.clock", "credit.notation", "dossier.approver")
    document, _ = read("schemas/parameters.yaml", f"{text}\n".encode())
    assert document is not None
    assert [name for name in choices if "enum" not in document.data[name]] == []
