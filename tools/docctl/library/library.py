"""All records of one state, found by id, by type and by what they hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from docctl.cache.kept import packed
from docctl.library.reads import Reads
from docctl.reader import stem_of
from docctl.reader.stored import Sources
from docctl.reader.stored import StoredDocument
from docctl.schema.record_type import EACH
from docctl.schema.record_type import values_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.library.record import Record
    from docctl.reader import Document
    from docctl.schema import Schemas
    from docctl.snapshot import Snapshot


ROOT = "records/"
# What follows from the records of a type, one by one.
FOLLOWS = "follows"
APPROVALS = "records/approvals/"


class Library:
    """The records of a snapshot; nothing in it changes after loading."""

    def __init__(
        self, schemas: Schemas, snapshot: Snapshot, records: Iterable[Record], sources: Sources | None = None
    ) -> None:
        """Index the records by id and type; the first of two with one id wins (the other is reported)."""
        self.schemas = schemas
        self.snapshot = snapshot
        self.sources = sources if sources is not None else Sources(snapshot.read_all, ())
        self.reads = Reads()
        # Key and value of each file as the last check read it, for what may still be asked about that state.
        self.read_before: Mapping[str, tuple[str, str]] = {}
        self.records: dict[str, Record] = {}
        self._by_type: dict[str, list[Record]] = {slug: [] for slug in schemas.types}
        self._holders: dict[tuple[str, str], dict[Any, list[Record]]] = {}
        for record in records:
            if self.records.setdefault(record.id, record) is record:
                self._by_type[record.type.slug].append(record)

    def __len__(self) -> int:
        return len(self.records)

    def get(self, record: str) -> Record | None:
        """The record with an id."""
        self.reads.record(record)
        return self.records.get(record)

    def as_read(self, path: str, oid: str) -> Document | None:
        """A file with a content as it was read for this state or, as far as that is kept, for the one before."""
        record = self.records.get(stem_of(path))
        if record is not None and record.path == path and self.snapshot.oid(path) == oid:
            return record.document
        known, value = self.read_before.get(path, ("", ""))
        fields = value.partition("\n")[2]
        return StoredDocument(path, fields, {}) if known == oid and fields else None

    def of_type(self, slug: str) -> Sequence[Record]:
        """The records of a type in path order."""
        self.reads.of_type(slug)
        return self._by_type.get(slug, ())

    def holding(self, slug: str, path: str, value: Any) -> Sequence[Record]:
        """The records of a type that hold a stored value at a dotted path, lists entered."""
        self.reads.held(slug, path, value)
        return self._index(slug, path).get(value, ())

    def each(self, slug: str, name: str, of: Callable[[Record], list[Any]]) -> Iterator[tuple[Record, list[Any]]]:
        """The records of a type with what follows from each one's bytes alone; `name` says what that is.

        Where something is kept, `of` is asked only of records that have changed since.
        """
        records, kept = self._by_type.get(slug, ()), self.schemas.kept
        if not kept.keeps:
            for record in records:
                yield record, of(record)
            return
        entry, oids = f"{slug} {name}", self.snapshot.oids([record.path for record in records])
        known = json.loads(kept.value(FOLLOWS, entry) or "{}")
        found: dict[str, list[Any]] = {}
        for record in records:
            before, oid = known.get(record.path), oids[record.path]
            found[record.path] = before if before is not None and before[0] == oid else [oid, of(record)]
        if found != known:
            kept.put(FOLLOWS, [(entry, "", packed(found))])
        yield from ((record, found[record.path][1]) for record in records)

    def _index(self, slug: str, path: str) -> dict[Any, list[Record]]:
        key = (slug, path)
        if key not in self._holders:
            index: dict[Any, list[Record]] = {}
            for record, values in self.each(slug, f"held {path}", lambda record: held_values(record, path)):
                for value in dict.fromkeys(values):
                    index.setdefault(value, []).append(record)
            self._holders[key] = index
        return self._holders[key]


def held_values(record: Record, path: str) -> list[Any]:
    """What a record holds at a dotted path, lists entered."""
    if path == "id":
        return [record.id]
    steps = _with_lists(record, path)
    return [value for _, value in values_at(record.data, steps) if isinstance(value, (str, int, float, bool))]


def _with_lists(record: Record, path: str) -> tuple[str, ...]:
    schema: Any = record.type.schema
    steps: list[str] = []
    for name in path.split("."):
        schema = schema.get("properties", {}).get(name, {})
        steps.append(name)
        while "items" in schema:
            schema = schema["items"]
            steps.append(EACH)
    return tuple(steps)
