"""Sheets that came back -> rows of records and of entries of their lists, each with its cells and their addresses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from docctl.exchange import codes
from docctl.exchange.damage import lost_heading
from docctl.exchange.damage import lost_marks
from docctl.exchange.damage import without_records
from docctl.exchange.layout import ID
from docctl.exchange.layout import POSITION
from docctl.exchange.layout import layouts
from docctl.exchange.layout import marked
from docctl.exchange.opened import Sheet
from docctl.exchange.opened import address
from docctl.exchange.opened import opened
from docctl.exchange.records_book import FIRST
from docctl.exchange.records_book import HEADS
from docctl.exchange.records_book import KEYS
from docctl.exchange.records_book import SOURCE
from docctl.exchange.records_book import Version
from docctl.exchange.values import written
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.exchange.layout import Column
    from docctl.exchange.layout import Layout
    from docctl.exchange.opened import Cell
    from docctl.schema import RecordType
    from docctl.violation import Code
    from docctl.violation import Violation


@dataclass(frozen=True)
class Row:
    """A filled row: the version of the record that it shows, and its cells; an empty cell has none."""

    sheet: SheetOf
    number: int
    version: Version
    cells: Mapping[Column, Any]

    def text(self, *path: str) -> str:
        """What stands in a column, as text."""
        return next((written(value).strip() for column, value in self.cells.items() if column.path == path), "")

    @property
    def now(self) -> Version:
        """Its version, were it written as it stands."""
        return Version.of(self.version.sha256, self.sheet.layout, self.cells)

    @property
    def id(self) -> str:
        """The number that it names."""
        return self.text(ID)

    @property
    def position(self) -> str:
        """Which entry of a list it shows."""
        return self.text(POSITION)

    @property
    def is_emptied(self) -> bool:
        """Whether it shows something that was exported, under a number that was taken away."""
        return bool(self.version.sha256) and not (self.position if self.sheet.layout.path else self.id)

    def at(self, code: Code, column: Column | None = None, **values: object) -> Violation:
        """What is wrong with it, at the cell of a column or at its number."""
        place = self.place(column)
        return code.at(place, Position(), pointer="", record=self.id, sources=(), severity=None, **values)

    def place(self, column: Column | None = None) -> str:
        """The address of a cell, of its number where no column is given."""
        place = self.sheet.places.get(column) if column is not None else None
        return self.sheet.address(self.number, place or self.sheet.id_column)


@dataclass
class SheetOf:
    """A sheet of ours: where its columns stand, and its rows."""

    book: str
    title: str
    layout: Layout
    places: dict[Column, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def id_column(self) -> int:
        """Where the numbers stand."""
        return next((place for column, place in self.places.items() if column.path == (ID,)), 1)

    def address(self, row: int = 0, column: int = 0) -> str:
        """A place in it."""
        return f"{self.book}:{address(self.title, row, column)}"


@dataclass
class Book:
    """A workbook that came back: its sheets by type, the records first, and what is wrong with it as a workbook."""

    name: str
    sheets: list[SheetOf] = field(default_factory=list)
    problems: list[Violation] = field(default_factory=list)


def read_book(name: str, source: bytes, types: Mapping[str, RecordType]) -> Book:
    """What a workbook says; raises `Stop` where it is none."""
    book, unmarked = Book(name), list[Sheet]()
    for sheet in opened(name, source):
        mark = marked(sheet.value(KEYS, SOURCE))
        if mark is None:
            unmarked.append(sheet)  # people calculate beside our sheets
            continue
        layout = _layout(mark, types)
        if layout is None:
            place = f"{name}:{address(sheet.title, KEYS, SOURCE)}"
            book.problems.append(codes.SHEET_TYPE.at(place, value=" ".join(mark).strip()))
        elif any(known.layout.mark == layout.mark for known in book.sheets):
            book.problems.append(codes.SHEET_TWICE.at(f"{name}:{address(sheet.title)}", value=layout.title))
        else:
            book.sheets.append(_read(book, sheet, layout))
    found = [sheet.layout for sheet in book.sheets]
    book.problems += lost_marks(name, unmarked, found, types.values())
    if not book.problems:
        book.problems += without_records(name, found) if found else [codes.BOOK_FOREIGN.at(name)]
    return book


def _layout(mark: tuple[str, str], types: Mapping[str, RecordType]) -> Layout | None:
    slug, path = mark
    found = types.get(slug)
    return next((one for one in layouts(found) if ".".join(one.path) == path), None) if found is not None else None


def _read(book: Book, sheet: Sheet, layout: Layout) -> SheetOf:
    found = SheetOf(book.name, sheet.title, layout)
    book.problems += _columns(found, sheet)
    book.problems += lost_heading(found.address(HEADS, SOURCE), sheet)
    for merged in sheet.merged:
        row, column = sheet.top(merged)
        book.problems.append(codes.CELL_MERGED.at(found.address(row, column), value=merged))
    for number, cells in sheet.rows.items():
        if number >= FIRST:
            book.problems += _faults(found, number, cells)
            given = {column: cells[place].value for column, place in found.places.items() if place in cells}
            if given:
                found.rows.append(Row(found, number, Version.read(written(sheet.value(number, SOURCE))), given))
    return found


def _columns(found: SheetOf, sheet: Sheet) -> Iterator[Violation]:
    """Find where the columns stand by their hidden keys; what stands under no key is nobody's."""
    known = {column.key: column for column in found.layout.columns}
    keys = {place: written(cell.value) for place, cell in sheet.rows.get(KEYS, {}).items() if place != SOURCE}
    used = {place for number, row in sheet.rows.items() if number >= HEADS for place in row} - {SOURCE}
    for place in sorted(used | keys.keys()):
        key = keys.get(place, "")
        if key not in known:
            yield _nobodys(found, sheet, place, written(sheet.value(HEADS, place)) or key)
        elif known[key] in found.places:
            yield codes.COLUMN_TWICE.at(found.address(HEADS, place), value=known[key].title)
        else:
            found.places[known[key]] = place
    for column in found.layout.columns:
        if column.path in {(ID,), (POSITION,)} and column not in found.places:
            yield codes.COLUMN_MISSING.at(found.address(), value=column.title)


def _nobodys(found: SheetOf, sheet: Sheet, place: int, title: str) -> Violation:
    """A column of people's own, or a note beside the table: the first one under no heading."""
    if title:
        return codes.COLUMN_UNKNOWN.at(found.address(HEADS, place), value=title)
    row, cell = next((row, cells[place]) for row, cells in sorted(sheet.rows.items()) if place in cells)
    return codes.CELL_BESIDE.at(found.address(row, place), value=cell.value)


def _faults(found: SheetOf, number: int, cells: Mapping[int, Cell]) -> Iterator[Violation]:
    """Cells that hold no value of their own."""
    for place in sorted(set(found.places.values()) & cells.keys()):
        if cells[place].kind == "f":
            yield codes.CELL_FORMULA.at(found.address(number, place))
        elif cells[place].kind == "e":
            yield codes.CELL_ERROR.at(found.address(number, place), value=cells[place].value)


def twice(rows: list[Row]) -> Iterator[Violation]:
    """Numbers that stand in several rows, entries of a list likewise; empty ones are new."""
    count = Counter((row.id, row.position) for row in rows)
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.id, row.position)
        # An entry without a position is new; a record without a number is.
        named = row.position if row.sheet.layout.path else row.id
        if named and count[key] > 1 and first.setdefault(key, row.number) != row.number:
            yield row.at(codes.ROW_TWICE, value=" ".join(filter(None, key)), row=first[key])
