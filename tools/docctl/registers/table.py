"""A generated table: typed columns, rows in order."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.violation import Text


@dataclass(frozen=True)
class Column:
    """A column; `kind` is text, date, int, money, pct, ref or status, `schema` that of the field it repeats."""

    key: str
    title: Text
    kind: str
    schema: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Table:
    """A register as of a day; every row has one value per column, empty text where there is none."""

    id: str
    title: Text
    help: Text
    as_of: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    summary: tuple[tuple[Text, Any], ...] = ()
