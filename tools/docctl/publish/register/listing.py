"""A table as its template shows it: columns, cells, and by which columns a reader may narrow it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.masking import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from markupsafe import Markup


RIGHT = frozenset({"int", "money", "pct"})
DEPARTMENT = "department"
# What a reader narrows by, the most useful first; a choice among many is no help.
_NARROWING = ("status", DEPARTMENT, "choice")
_MOST_FACETS = 4
_OPTIONS = range(2, 41)
# A browser shows a longer table than this in pages of so many rows.
_LONG, _PER_PAGE = 2000, 200


@dataclass(frozen=True)
class Heading:
    """A column; `narrows` is one of status, department, choice, or empty."""

    key: str
    label: str
    kind: str = "text"
    narrows: str = ""

    @property
    def right(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in RIGHT


@dataclass(frozen=True)
class Option:
    """A value that narrows a table, as the address says it and as its cells show it, with its rows."""

    value: str
    text: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A column to narrow a table by."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Line:
    """A row: the values of its cells, and the cells."""

    values: Sequence[Any]
    cells: Sequence[Markup]
    css: str = ""


@dataclass(frozen=True)
class Listing:
    """Columns and rows of one table."""

    columns: Sequence[Heading]
    rows: Sequence[Line]
    id: str = ""
    help: str = ""
    summary: Sequence[tuple[str, str]] = field(default=())

    @property
    def facets(self) -> list[Facet]:
        """The columns to narrow it by."""
        return facets(self.columns, self.rows)

    @property
    def per_page(self) -> int:
        """Into pages of how many rows a browser divides it; 0 where it does not."""
        return _PER_PAGE if len(self.rows) > _LONG else 0


def facets(columns: Sequence[Heading], rows: Sequence[Line]) -> list[Facet]:
    """The few columns of a state, a department or a closed list whose values divide the rows."""
    found = [
        (_NARROWING.index(column.narrows), index, Facet(column.key, column.label, options))
        for index, column in enumerate(columns)
        if column.narrows and len(options := tuple(_options(index, rows))) in _OPTIONS
    ]
    best = sorted(found, key=lambda one: one[:2])[:_MOST_FACETS]
    return [facet for _, _, facet in sorted(best, key=lambda one: one[1])]


def _options(index: int, rows: Sequence[Line]) -> Iterator[Option]:
    """Each value with its rows, the most frequent first."""
    texts = {str(row.values[index]): row.cells[index].striptags() for row in rows}
    counts = Counter(str(row.values[index]) for row in rows)
    for value, count in sorted(counts.items(), key=lambda one: (-one[1], texts[one[0]])):
        if texts[value]:
            yield Option(plain(value), texts[value], count)


def narrowing(schema: Mapping[str, Any]) -> str:
    """By what a field narrows a table of its values."""
    if "enum" in schema:
        return "choice"
    return DEPARTMENT if schema.get("x-ref") == [DEPARTMENT] else ""
