"""Sorting and totals of registers: what expressions may not do, because they read one record at a time."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING
from typing import Any

from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

Row = tuple[Any, ...]

OPERATORS: dict[str, Callable[[list[Any]], Any]] = {
    "count": len,
    "sum": sum,
    "min": lambda values: min(values, default=""),
    "max": lambda values: max(values, default=""),
    "mean": lambda values: round(mean(values), 2) if values else "",
    "distinct": lambda values: len(set(values)),
}


def sort(rows: Sequence[Row], keys: Sequence[str], order: Sequence[str]) -> list[Row]:
    """The rows by some columns, `-` for descending; equal rows by all their values."""
    ordered = sorted(rows, key=lambda row: [_sortable(value) for value in row])
    for name in reversed(order):
        index = keys.index(name.removeprefix("-"))
        ordered.sort(key=lambda row, index=index: _sortable(row[index]), reverse=name.startswith("-"))  # type: ignore[misc]
    return ordered


def _sortable(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool):
        return 0, int(value)
    return (1, value) if isinstance(value, (int, float)) else (2, str(value))


def summary(
    rows: Sequence[Row], keys: Sequence[str], wanted: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Text, Any], ...]:
    """The totals that a register file asks for, each with its title."""
    found = []
    for entry in wanted:
        index = keys.index(entry["of"]) if "of" in entry else None
        values = [row[index] for row in rows if row[index] != ""] if index is not None else list(rows)
        title = Text(entry.get("title", entry["key"]), entry.get("x-zh", entry["key"]))
        found.append((title, OPERATORS[entry["op"]](values)))
    return tuple(found)
