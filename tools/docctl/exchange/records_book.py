"""Records of a type -> a workbook that can be edited and brought back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from docctl.exchange import sheets
from docctl.exchange.layout import ID
from docctl.exchange.layout import POSITION
from docctl.exchange.layout import STATE
from docctl.exchange.layout import layouts
from docctl.exchange.packed import packed
from docctl.exchange.values import choices
from docctl.exchange.values import shown
from docctl.exchange.values import written
from docctl.schema.record_type import value_at
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from docctl.exchange.layout import Column
    from docctl.exchange.layout import Layout
    from docctl.exchange.values import Names
    from docctl.schema import RecordType

KEYS, HEADS, FIRST = 1, 2, 3  # rows: hidden keys, headings, the first record
SOURCE = 1  # the hidden column that says which version of a record a row shows
_BLANKS = 1_000  # rows for which validation is prepared below the last one
_MOST_CHOICES = 500
LISTS = "docctl-lists"
HIDDEN = Text("version (do not change)", "版本校验（请勿修改）")
_DAY = Text("a day such as 2026-02-28", "请填写日期，例如 2026-02-28")
_NUMBER = Text("a number", "请填写数字")
_CHOICE = Text("choose from the list", "请从下拉列表中选择")


class Shown(NamedTuple):
    """A record on its way into a workbook: its file's SHA-256, its stored and computed fields, its state."""

    id: str
    sha256: str
    data: Mapping[str, Any]
    state: str = ""


@dataclass(frozen=True)
class RecordsBook:
    """A workbook of the records of a type, in one language."""

    type: RecordType
    language: str
    names: Names

    def data(self, records: Sequence[Shown]) -> bytes:
        """The file."""
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        lists = _Lists(workbook)
        for layout in layouts(self.type):
            self._fill(sheets.add_sheet(workbook, layout.title.get(self.language)), layout, records, lists)
        lists.write()
        return packed(workbook)

    def _fill(self, sheet: Worksheet, layout: Layout, records: Sequence[Shown], lists: _Lists) -> None:
        _frame(sheet, layout, self.language)
        row = HEADS
        for row, (version, values) in enumerate(self._rows(layout, records), FIRST):
            sheets.put(sheet, row, SOURCE, version)
            for index, (column, value) in enumerate(zip(layout.columns, values, strict=True), SOURCE + 1):
                if value is not None and value != "":
                    _style(sheets.put(sheet, row, index, value), column, layout)
        sheet.auto_filter.ref = f"B{HEADS}:{get_column_letter(SOURCE + len(layout.columns))}{max(row, FIRST)}"
        for index, column in enumerate(layout.columns, SOURCE + 1):
            if not column.settled:
                letter = get_column_letter(index)
                self._validate(sheet, column, lists, f"{letter}{FIRST}:{letter}{row + _BLANKS}")

    def _validate(self, sheet: Worksheet, column: Column, lists: _Lists, cells: str) -> None:
        """Let people type into cells only what their field may hold."""
        offered = choices(column.schema, self.language, self.names, _MOST_CHOICES)
        rule = _rule(column.schema, lists.named(offered))
        if rule is None:
            return
        made, said = rule
        # Several of a list stand below one another in one cell.
        made.showErrorMessage = column.schema.get("type") != "array"
        made.error = said.get(self.language)
        made.add(cells)
        sheet.add_data_validation(made)

    def _rows(self, layout: Layout, records: Iterable[Shown]) -> Iterator[tuple[str, list[Any]]]:
        for record in records:
            if not layout.path:
                cells = [self.cell(record, column, record.data) for column in layout.columns]
                yield _version(record, layout, cells), cells
                continue
            for position, entry in enumerate(value_at(record.data, layout.path) or (), 1):
                given = {**entry, ID: record.id, POSITION: position}
                cells = [self.cell(record, column, given) for column in layout.columns]
                yield _version(record, layout, cells), cells

    def cell(self, record: Shown, column: Column, data: Mapping[str, Any]) -> Any:
        """What a cell shows of a record, or of an entry of one of its lists."""
        value = record.state if column.path == (STATE,) else value_at(data, column.path)
        return shown(value, column.schema, self.language, self.names)


def _version(record: Shown, layout: Layout, cells: Sequence[Any]) -> str:
    return str(Version.of(record.sha256, layout, dict(zip(layout.columns, cells, strict=True))))


class Version(NamedTuple):
    """What the hidden column says of a row: the file that it shows, what follows from other records, and all of it."""

    sha256: str
    derived: str = ""
    whole: str = ""

    @classmethod
    def of(cls, sha256: str, layout: Layout, cells: Mapping[Column, Any]) -> Version:
        """The version of a row with these cells."""
        derived = [written(cells.get(column)) for column in layout.columns if column.derived]
        return cls(sha256, _digest(derived), _digest([written(cells.get(column)) for column in layout.columns]))

    @classmethod
    def read(cls, text: str) -> Version:
        """What a hidden cell says."""
        return cls(*text.split()[:3]) if text.strip() else cls("")

    def __str__(self) -> str:
        return " ".join(self)


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def _frame(sheet: Worksheet, layout: Layout, language: str) -> None:
    """The hidden keys, the headings that stay in sight, and the form of each column."""
    sheets.put(sheet, KEYS, SOURCE, layout.mark)
    sheets.head(sheet, HEADS, SOURCE, HIDDEN.get(language))
    for index, column in enumerate(layout.columns, SOURCE + 1):
        sheets.put(sheet, KEYS, index, column.key)
        sheets.head(sheet, HEADS, index, column.title.get(language) + (" *" if column.needed else ""))
        sheets.shape_column(sheet, index, sheets.number_format(column.schema), grey=column.settled)
    sheet.row_dimensions[KEYS].hidden = True
    sheet.column_dimensions[get_column_letter(SOURCE)].hidden = True
    sheet.freeze_panes = f"C{FIRST}"


def _style(cell: Any, column: Column, layout: Layout) -> None:
    cell.number_format = sheets.number_format(column.schema)
    # Grey, not locked: a sheet with locked cells can neither be sorted nor pasted into.
    if column.settled or column.path == (ID,) or (layout.path and column.path == (POSITION,)):
        cell.fill = sheets.GREY
    if isinstance(cell.value, str) and "\n" in cell.value:
        cell.alignment = sheets.WRAP


def _rule(schema: Mapping[str, Any], named: str) -> tuple[DataValidation, Text] | None:
    """What may be typed, one of a list, a day, a number, and what a program says of anything else."""
    if named:
        return DataValidation("list", formula1=named, allow_blank=True), _CHOICE
    if schema.get("format") == "date":
        return DataValidation("date", operator="greaterThan", formula1="1", allow_blank=True), _DAY
    if schema.get("type") in {"integer", "number"}:
        made = DataValidation("decimal", operator="between", formula1="-1E+15", formula2="1E+15", allow_blank=True)
        made.type = "whole" if schema["type"] == "integer" else "decimal"
        return made, _NUMBER
    return None


class _Lists:
    """The hidden sheet from whose columns cells are chosen, each list once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook, self.known = workbook, dict[tuple[str, ...], int]()

    def named(self, offered: tuple[str, ...]) -> str:
        """Where a list stands; nothing for none."""
        if not offered:
            return ""
        letter = get_column_letter(self.known.setdefault(offered, len(self.known) + 1))
        return f"'{LISTS}'!${letter}$1:${letter}${len(offered)}"

    def write(self) -> None:
        """The sheet itself, the last one."""
        sheet = sheets.add_sheet(self.workbook, LISTS)
        sheet.sheet_state = "hidden"
        for offered, index in self.known.items():
            for row, text in enumerate(offered, 1):
                sheets.put(sheet, row, index, text)
