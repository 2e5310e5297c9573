from __future__ import annotations

import pytest
from openpyxl import Workbook

from docctl.exchange.sheets import add_sheet
from docctl.exchange.sheets import number_format
from docctl.exchange.sheets import sheet_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("供应商/客户:登记表", "供应商 客户 登记表"),
        ("x" * 40, "x" * 31),
        ("[a]*?\\", "a"),
        ("'quoted'", "quoted"),
        ("", "docctl"),
        ("//", "docctl"),
    ],
)
def test_every_title_is_one_for_a_spreadsheet(text: str, title: str) -> None:
    assert sheet_title(text, ()) == title


def test_no_two_sheets_have_one_title() -> None:
    workbook = Workbook()
    titles = [add_sheet(workbook, text).title for text in ("List", "list", "LIST", "x" * 40, "x" * 40)]
    assert titles == ["List", "list2", "LIST3", "x" * 31, "x" * 30 + "2"]


@pytest.mark.parametrize(
    ("schema", "form"),
    [
        ({"type": "string"}, "@"),
        ({"type": "string", "format": "date"}, "yyyy-mm-dd"),
        ({"type": "string", "format": "date-time"}, "@"),
        ({"type": "integer"}, "0"),
        ({"type": "number"}, "General"),
        ({"type": "number", "x-scale": 2}, "0.00"),
        ({"type": "boolean"}, "@"),
        ({"x-computed": "…"}, "@"),
    ],
)
def test_everything_is_text_unless_the_schema_says_number_or_date(schema: dict[str, object], form: str) -> None:
    assert number_format(schema) == form
