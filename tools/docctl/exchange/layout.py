"""Which sheets and columns a record type has in a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.schema import RecordType
    from docctl.schema.record_type import FieldPath

# The shape of the workbook; it rises when keys change their meaning.
SHAPE = "docctl-records/1"
ID, STATUS, CREATED = "id", "status", "created_on"
# Columns of docctl's own: no name of a field begins so.
POSITION, STATE = "#", "#state"
_UNSEEN = frozenset({"type", "schema_version"})
_SETTLED = frozenset({STATUS, CREATED})
_FIRST = (ID, "title", "name", STATUS)
_MARK = re.compile(rf"{SHAPE} ([a-z0-9-]+)(?: (\S+))?").fullmatch
_TITLES = {ID: Text("Number", "编号"), POSITION: Text("Row", "序号"), STATE: Text("State", "状态")}


@dataclass(frozen=True, eq=False)
class Column:
    """A field in a sheet: the way to it within the record or the entry of a list, and its schema.

    What is `settled` is not typed over; what is `derived` is no part of the file.
    """

    path: FieldPath
    schema: Mapping[str, Any]
    title: Text
    settled: bool = False
    derived: bool = False
    needed: bool = False

    @property
    def key(self) -> str:
        """Its name in the hidden first row."""
        return ".".join(self.path)


@dataclass(frozen=True)
class Layout:
    """A sheet: the records of a type, or the entries of one of their lists."""

    type: RecordType
    path: FieldPath  # of the list; empty for the records themselves
    title: Text
    columns: tuple[Column, ...]

    @property
    def mark(self) -> str:
        """What the first cell of the sheet says."""
        return " ".join(filter(None, (SHAPE, self.type.slug, ".".join(self.path))))


def marked(text: object) -> tuple[str, str] | None:
    """Type and list that the first cell of a sheet names; none where it is no sheet of ours."""
    found = _MARK(text) if isinstance(text, str) else None
    return (found[1], found[2] or "") if found else None


def layouts(record_type: RecordType) -> tuple[Layout, ...]:
    """The sheets of a type: its records first, then each list of groups."""
    schema = record_type.schema
    of_its_own = record_type.raw.get("properties", {})
    columns = sorted(_columns(schema, (), record_type), key=lambda column: _rank(column.path, of_its_own))
    if record_type.lifecycle is not None and STATUS not in record_type.properties:
        columns.insert(1, Column((STATE,), {"type": "string"}, _TITLES[STATE], settled=True, derived=True))
    lists = sorted(_lists(schema, (), ()), key=lambda found: _rank(found[0], of_its_own))
    own = Layout(record_type, (), record_type.title, tuple(columns))
    return (own, *(_entries(record_type, path, inner, title) for path, inner, title in lists))


def _rank(path: FieldPath, of_its_own: Collection[str]) -> int:
    """Number and title come first, then what the type itself asks for, last what every record has."""
    if len(path) == 1 and path[0] in _FIRST:
        return _FIRST.index(path[0])
    return len(_FIRST) + (path[0] not in of_its_own)


def _entries(record_type: RecordType, path: FieldPath, schema: Mapping[str, Any], title: Text) -> Layout:
    text: Mapping[str, Any] = {"type": "string"}
    own = (Column((ID,), text, _TITLES[ID]), Column((POSITION,), {"type": "integer"}, _TITLES[POSITION]))
    return Layout(record_type, path, title, (*own, *_columns(schema["items"], (), None)))


def _columns(
    schema: Mapping[str, Any], at: FieldPath, record_type: RecordType | None, titles: tuple[Text, ...] = ()
) -> Iterator[Column]:
    """The plain fields of a group, those of groups within it by dotted names; lists of groups are sheets."""
    for name, inner in schema.get("properties", {}).items():
        top = record_type is not None and not at
        if (top and name in _UNSEEN) or _is_list_of_groups(inner):
            continue
        chain = (*titles, _title(name, inner))
        if "properties" in inner:
            yield from _columns(inner, (*at, name), record_type, chain)
            continue
        derived = "x-computed" in inner
        settled = derived or (top and name in _SETTLED)
        needed = name in schema.get("required", ())
        yield Column((*at, name), inner, _chained(chain), settled=settled, derived=derived, needed=needed)


def _lists(
    schema: Mapping[str, Any], at: FieldPath, titles: tuple[Text, ...]
) -> Iterator[tuple[FieldPath, Mapping[str, Any], Text]]:
    for name, inner in schema.get("properties", {}).items():
        chain = (*titles, _title(name, inner))
        if "x-computed" in inner:
            continue
        if _is_list_of_groups(inner):
            yield (*at, name), inner, _chained(chain)
        elif "properties" in inner:
            yield from _lists(inner, (*at, name), chain)


def _is_list_of_groups(schema: Mapping[str, Any]) -> bool:
    return "properties" in schema.get("items", {})


def _title(name: str, schema: Mapping[str, Any]) -> Text:
    title = str(schema.get("title", name))
    return Text(title, str(schema.get("x-zh", title)))


def _chained(titles: tuple[Text, ...]) -> Text:
    return Text(": ".join(t.en for t in titles), "：".join(t.zh for t in titles))
