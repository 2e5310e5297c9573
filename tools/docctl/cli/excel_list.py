"""The lines of a list that is kept in an Excel file: of its first sheet with a heading that names documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli.headings import key_of
from docctl.exchange.opened import address
from docctl.exchange.opened import opened
from docctl.exchange.values import written

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.exchange.opened import Cell
    from docctl.exchange.opened import Sheet

# Above the heading stand a title, a form number, a date.
_ABOVE = 20

Line = tuple[int, list[str]]


def excel_lines(
    name: str, source: bytes, known: Mapping[str, str], numbers: Collection[str]
) -> tuple[list[Line], list[tuple[int, int]]]:
    """The heading and the rows below it, each with its number; row and place of cells that hold no value of their own.

    `known` tells the field of a heading, `numbers` which fields number a document. Raises `Stop`.
    """
    for sheet in opened(name, source):
        head = _head(sheet, known, numbers)
        if head:
            last = max(sheet.rows[head])
            lines = [(row, _texts(cells, last)) for row, cells in sorted(sheet.rows.items()) if row >= head]
            return lines, sorted(set(_valueless(sheet, head)))
    return [], []


def column_letters(count: int) -> tuple[str, ...]:
    """What a spreadsheet calls its first columns."""
    return tuple(address("", column=place).lstrip("!") for place in range(1, count + 1))


def _head(sheet: Sheet, known: Mapping[str, str], numbers: Collection[str]) -> int:
    """The row of the heading; 0 where there is none."""
    for row, cells in sorted(sheet.rows.items())[:_ABOVE]:
        if any(known.get(key_of(written(cell.value))) in numbers for cell in cells.values()):
            return row
    return 0


def _texts(cells: Mapping[int, Cell], last: int) -> list[str]:
    end = max(last, *cells)
    return [written(cells[place].value) if place in cells else "" for place in range(1, end + 1)]


def _valueless(sheet: Sheet, head: int) -> Iterator[tuple[int, int]]:
    """Formulas, errors, and the first cell of those that are merged, each by row and place in it from nought."""
    for row, cells in sheet.rows.items():
        yield from ((row, place - 1) for place, cell in cells.items() if row > head and cell.kind in {"e", "f"})
    yield from ((row, place - 1) for row, place in map(sheet.top, sheet.merged) if row > head)
