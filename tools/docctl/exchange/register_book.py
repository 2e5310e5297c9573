"""A register -> a workbook: typed cells, the heading in sight, a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from docctl.exchange import sheets
from docctl.exchange.packed import packed
from docctl.exchange.values import Names
from docctl.exchange.values import shown
from docctl.schema.record_type import SCALE

if TYPE_CHECKING:
    from docctl.registers.table import Column
    from docctl.registers.table import Table

_NOBODY = Names()
_FORMATS = {"date": sheets.DAY, "int": "0", "money": "#,##0.00", "pct": '0.##"%"'}


def register_book(table: Table, language: str) -> bytes:
    """The file of a register."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = sheets.add_sheet(workbook, f"{table.id} {table.title.get(language)}")
    for index, column in enumerate(table.columns, 1):
        sheets.head(sheet, 1, index, column.title.get(language))
        sheets.shape_column(sheet, index, _FORMATS.get(column.kind, sheets.TEXT))
    for number, row in enumerate(table.rows, 2):
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
            if value != "":
                cell = sheets.put(sheet, number, index, _typed(column, value, language))
                cell.number_format = _FORMATS.get(column.kind, sheets.TEXT)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    return packed(workbook)


def _typed(column: Column, value: Any, language: str) -> Any:
    if column.kind == "money" and isinstance(value, int):
        return value / SCALE
    schema = {"format": "date"} if column.kind == "date" else column.schema
    return shown(value, schema, language, _NOBODY)
