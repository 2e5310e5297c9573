from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from docctl.exchange.register_book import register_book
from docctl.registers.table import Column
from docctl.registers.table import Table
from docctl.violation import NO_TEXT
from docctl.violation import Text

LEVEL = {"enum": ["high"], "x-labels": {"high": "高"}}
COLUMNS = (
    Column("id", Text("Number", "编号"), "ref"),
    Column("day", Text("Day", "日期"), "date"),
    Column("n", Text("Count", "数量"), "int"),
    Column("sum", Text("Sum", "金额"), "money"),
    Column("share", Text("Share", "比例"), "pct"),
    Column("level", Text("Level", "等级"), "text", LEVEL),
)
TABLE = Table(
    "G-99", Text("A register: all", "清单"), NO_TEXT, "2026-11-21", COLUMNS,
    (("A-1", "2026-02-28", 5, 1_234_500, 12.5, "high"), ("=A1", "", 0, "", "", "")),
)  # fmt: skip


def cells(language: str) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(register_book(TABLE, language))).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("language", "head", "level"),
    [
        ("en", ["Number", "Day", "Count", "Sum", "Share", "Level"], "high"),
        ("zh", ["编号", "日期", "数量", "金额", "比例", "等级"], "高"),
    ],
)
def test_cells_are_typed_and_headed_in_the_language(language: str, head: list[str], level: str) -> None:
    day = datetime(2026, 2, 28)  # noqa: DTZ001 - as a spreadsheet has it
    empty = [None] * 3
    assert cells(language) == [head, ["A-1", day, 5, 123.45, 12.5, level], ["=A1", None, 0, *empty]]


def test_the_heading_stays_in_sight_and_filters_and_text_is_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(register_book(TABLE, "en"))).worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("G-99 A register  all", "A2", "A1:F3")
    forms = [sheet["A3"].data_type, sheet["B2"].number_format, sheet["D2"].number_format]
    assert forms == ["s", "yyyy-mm-dd", "#,##0.00"]


def test_the_same_table_is_the_same_file() -> None:
    assert register_book(TABLE, "zh") == register_book(TABLE, "zh")
