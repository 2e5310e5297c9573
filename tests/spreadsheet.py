"""An exported workbook, edited as people do: by record and field instead of by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from docctl.exchange.records_book import FIRST
from docctl.exchange.records_book import KEYS

if TYPE_CHECKING:
    from pathlib import Path


class Spreadsheet:
    """A workbook on disk; `save` writes what was edited."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """Open one of its sheets."""
        self.path = path
        self.book = load_workbook(path)
        self.sheet = self.book.worksheets[index]

    def other(self, path: str) -> Spreadsheet:
        """The sheet of a list of the same workbook, as a spreadsheet of its own."""
        marks = [str(sheet.cell(1, 1).value) for sheet in self.book.worksheets]
        found = Spreadsheet.__new__(Spreadsheet)
        found.path, found.book = self.path, self.book
        found.sheet = self.book.worksheets[next(i for i, mark in enumerate(marks) if mark.endswith(f" {path}"))]
        return found

    @property
    def keys(self) -> list[str]:
        """The keys of the columns."""
        return [str(cell.value) for cell in self.sheet[KEYS]]

    def column(self, key: str) -> int:
        """Where a field stands."""
        return self.keys.index(key) + 1

    def row(self, number: str, position: int = 0) -> int:
        """Where a record stands, or an entry of one."""
        place = self.column("id")
        found = [row for row in range(FIRST, self.sheet.max_row + 1) if self.sheet.cell(row, place).value == number]
        return found[max(position - 1, 0)]

    def at(self, number: str, key: str, position: int = 0) -> str:
        """The address of a cell."""
        return f"{self.sheet.title}!{get_column_letter(self.column(key))}{self.row(number, position)}"

    def get(self, number: str, key: str, position: int = 0) -> Any:
        """What stands in a cell."""
        return self.sheet.cell(self.row(number, position), self.column(key)).value

    def set(self, number: str, key: str, value: Any, position: int = 0) -> str:
        """Put a value into a cell; its address."""
        return self.put(self.row(number, position), key, value)

    def put(self, row: int, key: str, value: Any) -> str:
        """Put a value into the cell of a row; its address."""
        self.sheet.cell(row, self.column(key)).value = value
        return f"{self.sheet.title}!{get_column_letter(self.column(key))}{row}"

    def add(self, **values: Any) -> int:
        """A new row at the end; dots of a key are written as `__`."""
        row: int = self.sheet.max_row + 1
        for key, value in values.items():
            self.put(row, {"position": "#"}.get(key, key.replace("__", ".")), value)
        return row

    def save(self) -> None:
        """Write it."""
        self.book.save(self.path)
