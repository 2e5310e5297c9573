"""A register for other programs: the JSON and the CSV that the command prints and the site keeps beside a page."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from docctl.registers.table import Table

# What makes a spreadsheet take a cell for a formula, also in full width.
_FORMULA = frozenset("=+-@\t\r＝＋－＠")
_NEGATIVE = re.compile(r"-[0-9]+(\.[0-9]+)?")


def as_data(table: Table, language: str, commit: str | None) -> dict[str, Any]:
    """The shape of `register --format json`."""
    columns = [{"key": c.key, "title": c.title.get(language), "kind": c.kind} for c in table.columns]
    return {
        "id": table.id,
        "title": table.title.get(language),
        "as_of": table.as_of,
        "commit": commit,
        "columns": columns,
        "rows": [list(row) for row in table.rows],
    }


def as_json(table: Table, language: str, commit: str | None) -> str:
    """What `register --format json` prints."""
    return json.dumps(as_data(table, language, commit), ensure_ascii=False, indent=2)


def as_csv(rows: Iterable[Sequence[object]], *, line_end: str = "\n") -> str:
    """Rows as comma-separated values in which no cell is a formula."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator=line_end).writerows([inert(str(cell)) for cell in row] for row in rows)
    return stream.getvalue()


def inert(text: str) -> str:
    """A cell that a spreadsheet shows as text: one that would be a formula gets an apostrophe."""
    return "'" + text if text[:1] in _FORMULA and text and not _NEGATIVE.fullmatch(text) else text
