"""Registers for other programs: the shape of the JSON, and no formula in the CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest

from docctl.registers.table import Column
from docctl.registers.table import Table
from docctl.registers.written import as_csv
from docctl.registers.written import as_json
from docctl.registers.written import inert
from docctl.violation import NO_TEXT
from docctl.violation import Text

TABLE = Table(
    "G-01",
    Text("In force", "清单"),
    NO_TEXT,
    "2026-11-21",
    (Column("number", Text("Number", "编号"), "ref"), Column("count", Text("Count", "数量"), "int")),
    (("QP-1", 3), ("QP-2", "")),
)


def test_json_has_the_shape_of_the_contract() -> None:
    assert json.loads(as_json(TABLE, "zh", None)) == {
        "id": "G-01",
        "title": "清单",
        "as_of": "2026-11-21",
        "commit": None,
        "columns": [
            {"key": "number", "title": "编号", "kind": "ref"},
            {"key": "count", "title": "数量", "kind": "int"},
        ],
        "rows": [["QP-1", 3], ["QP-2", ""]],
    }


def test_csv_can_be_read_again() -> None:
    rows = [["a,b", 'say "x"', "two\nlines"], ["1", "", "末"]]
    text = as_csv(rows, line_end="\r\n")
    assert text.endswith("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "+86 21", "@x", "-x", "-", "-1-1", "-1,5", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"],
)
def test_what_would_be_a_formula_is_text(cell: str) -> None:
    assert inert(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-1", "-1.5", "", "a", "1-2", "2026-11-21", "'x"])
def test_what_is_none_stays_as_it_is(cell: str) -> None:
    assert inert(cell) == cell
