"""Sheets of ours that no longer say so: what was edited on them must not be dropped without a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docctl.exchange import codes
from docctl.exchange.layout import layouts
from docctl.exchange.opened import address
from docctl.exchange.records_book import HEADS
from docctl.exchange.records_book import HIDDEN
from docctl.exchange.records_book import KEYS
from docctl.exchange.records_book import LISTS
from docctl.exchange.records_book import SOURCE
from docctl.exchange.sheets import sheet_title
from docctl.exchange.values import written

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.exchange.layout import Layout
    from docctl.exchange.opened import Sheet
    from docctl.schema import RecordType
    from docctl.violation import Violation

# What only docctl writes: the first cell of a sheet, in this or another shape, and the version of a row.
_OURS = re.compile(r"docctl-records/\S+ .+|[0-9a-f]{64} [0-9a-f]{16} [0-9a-f]{16}").fullmatch
# So many rows are looked through: a title is put above a table, not a hundred lines.
_LOOKED_AT = 50


def lost_marks(
    name: str, unmarked: Collection[Sheet], found: Collection[Layout], types: Iterable[RecordType]
) -> Iterator[Violation]:
    """Each sheet of ours whose first cell does not tell so any more; sheets of people's own are left alone."""
    known = [one.type for one in found] or (types if any(sheet.title == LISTS for sheet in unmarked) else ())
    titles = _titles(known)
    for sheet in unmarked:
        if sheet.title != LISTS and (sheet.title in titles or _has_traces(sheet)):
            place = f"{name}:{address(sheet.title, KEYS, SOURCE)}"
            yield codes.SHEET_MARK.at(place, value=written(sheet.value(KEYS, SOURCE)) or "—")


def without_records(name: str, found: Collection[Layout]) -> Iterator[Violation]:
    """Types of which only lists came back: what was edited in the records themselves is not in the file."""
    whole = {one.type.slug for one in found if not one.path}
    for lacking in {one.type.slug: one.type for one in found if one.type.slug not in whole}.values():
        yield codes.SHEET_MISSING.at(name, value=lacking.title)


def lost_heading(place: str, sheet: Sheet) -> Iterator[Violation]:
    """Whether the heading still stands where it stood: else a record would be taken for it, or it for a record."""
    held = written(sheet.value(HEADS, SOURCE)).strip()
    if held not in {HIDDEN.en, HIDDEN.zh}:
        yield codes.SHEET_HEADING.at(place, row=HEADS)


def _titles(types: Iterable[RecordType]) -> set[str]:
    found = [layout.title for one in types for layout in layouts(one)]
    return {sheet_title(title.get(language), ()) for title in found for language in ("zh", "en")}


def _has_traces(sheet: Sheet) -> bool:
    first = sorted(sheet.rows.items())[:_LOOKED_AT]
    return any(_OURS(written(cell.value)) for _, cells in first for cell in cells.values())
