"""How our sheets look: headings, formats, what may be chosen, what is grey."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEAD = PatternFill("solid", fgColor="FFD9E2F3")
GREY = PatternFill("solid", fgColor="FFEDEDED")
BOLD = Font(bold=True)
WRAP = Alignment(wrap_text=True, vertical="top")
TEXT, DAY = "@", "yyyy-mm-dd"
_TITLE_LENGTH = 31
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_NARROW, _WIDE = 12, 28


def sheet_title(text: str, taken: Container[str]) -> str:
    """A title that every program takes for a sheet, and no other sheet has."""
    base = _NO_TITLE.sub(" ", text).strip()[:_TITLE_LENGTH] or "docctl"
    title, number = base, 1
    while title.lower() in taken:
        number += 1
        title = f"{base[: _TITLE_LENGTH - len(str(number))]}{number}"
    return title


def add_sheet(workbook: Workbook, text: str) -> Worksheet:
    """Another sheet at the end."""
    sheet: Worksheet = workbook.create_sheet()
    sheet.title = sheet_title(text, {other.title.lower() for other in workbook.worksheets})
    return sheet


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """A cell; a text stays a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def head(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """The heading of a column."""
    cell = put(sheet, row, column, text)
    cell.font, cell.fill, cell.alignment = BOLD, HEAD, WRAP


def number_format(schema: Mapping[str, Any]) -> str:
    """How a column shows its values; text unless the schema says number or date."""
    if schema.get("format") == "date":
        return DAY
    if schema.get("type") == "integer":
        return "0"
    if schema.get("type") == "number":
        decimals = int(schema.get("x-scale", 0))
        return "0." + "0" * decimals if decimals else "General"
    return TEXT


def shape_column(sheet: Worksheet, column: int, form: str, *, grey: bool = False) -> None:
    """Width and format of a column, which cells that are still empty have too."""
    dimension = sheet.column_dimensions[get_column_letter(column)]
    dimension.width = _NARROW if form in {DAY, "0"} else _WIDE
    dimension.number_format = form
    if grey:
        dimension.fill = GREY
