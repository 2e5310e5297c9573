"""Files under records/ -> `Library`, with everything that is wrong about their place and shape."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from docctl.cache.kept import Kept
from docctl.cache.kept import packed
from docctl.library import codes
from docctl.library.library import APPROVALS
from docctl.library.library import ROOT
from docctl.library.library import Library
from docctl.library.record import Record
from docctl.library.record import Unreadable
from docctl.library.tombstone import tombstone_type
from docctl.reader import read
from docctl.reader import stem_of
from docctl.reader.bounds import Bounds
from docctl.reader.stored import Sources
from docctl.reader.stored import StoredDocument
from docctl.schema import Shape
from docctl.shares import processes
from docctl.shares import shared
from docctl.violation import Position
from docctl.violation import Severity
from docctl.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.reader import Document
    from docctl.schema import RecordType
    from docctl.schema import Schemas
    from docctl.snapshot import Snapshot

# The field of a finished file that stands for the body of a Markdown record.
RENDITION = "rendition"
SHELF = "records"


def load_library(snapshot: Snapshot, schemas: Schemas) -> tuple[Library, list[Violation]]:
    """The records of a snapshot and what is wrong with each."""
    paths = [path for path in snapshot.paths(ROOT) if is_record_path(path)]
    reading = Reading(snapshot, schemas, paths)
    problems: list[Violation] = []
    records = _first_of_each([reading.record(path, problems) for path in paths], problems)
    reading.keep()
    library = Library(schemas, snapshot, records, reading.sources)
    library.read_before = reading.known
    return library, problems


def load_beside(snapshot: Snapshot, library: Library) -> Library:
    """The records of another state; those whose bytes are the same at the same place are shared, not read again."""
    known = {record.path: record for record in library.records.values()}
    paths = [path for path in snapshot.paths(ROOT) if is_record_path(path)]
    here = library.snapshot.oids([path for path in paths if path in known])
    shared = {path for path, oid in snapshot.oids(list(here)).items() if oid == here[path]}
    reading = Reading(snapshot, library.schemas, [path for path in paths if path not in shared], library.read_before)
    read = _first_of_each([reading.record(path, []) for path in paths if path not in shared], [])
    found = {record.path: record for record in read} | {path: known[path] for path in shared}
    return Library(library.schemas, snapshot, (found[path] for path in paths if path in found))


def _first_of_each(found: Iterable[Record | None], problems: list[Violation]) -> list[Record]:
    """The records by their ids; of two with one id the second is reported."""
    records: dict[str, Record] = {}
    for record in found:
        first = records.setdefault(record.id, record) if record is not None else None
        if record is not None and first is not None and first is not record:
            problems.append(
                codes.RECORD_TWICE.at(
                    record.path,
                    Position(1, 1),
                    record=record.id,
                    value=record.id,
                    other=first.path,
                    file=record.path,
                )
            )
    return list(records.values())


class Shapes:
    """The shapes of the records and of the tombstones of some schemas, and how large a record may be."""

    def __init__(self, schemas: Schemas) -> None:
        self.types = schemas.types
        self.bounds = Bounds.of(schemas.policy)
        self._records = schemas.shapes
        self._tombstones: dict[str, Shape] = {}

    def of(self, record: Record) -> Shape:
        """The shape that a record must have."""
        slug = record.type.slug
        if not record.is_destroyed:
            return self._records[slug]
        return self._tombstones.setdefault(slug, Shape(tombstone_type(record.type)))


def is_record_path(path: str) -> bool:
    """Whether a path is a record's: neither a statement, nor an attachment, nor an ignored dot file."""
    name = path.rpartition("/")[2]
    return (
        path.startswith(ROOT) and not path.startswith(APPROVALS) and ".files/" not in path and not name.startswith(".")
    )


class Reading:
    """Reads each record once for all checks: what a file holds, and what is wrong with it, follows from its bytes."""

    def __init__(
        self,
        snapshot: Snapshot,
        schemas: Schemas,
        paths: Sequence[str],
        known: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """Find out which files were read before, and fetch the others; with these given, nothing is kept."""
        self._shapes = Shapes(schemas)
        self._kept = schemas.kept if known is None else Kept()
        self.known = self._kept.shelf(SHELF) if known is None else known
        self._oids = snapshot.oids(paths) if self._kept.keeps or self.known else {}
        self._new: list[tuple[str, str, str]] = []
        self.sources = Sources(snapshot.read_all, paths)
        unread = [path for path in paths if not self._was_read(path)]
        self.sources.want(unread)
        # What copies of this process read comes back in the form in which it is kept.
        elsewhere = shared(unread, self._value) if processes(len(unread)) > 1 else ()
        self._read = {path: value for path, value in zip(unread, elsewhere, strict=False) if value}

    def _was_read(self, path: str) -> bool:
        return path in self.known and self.known[path][0] == self._oids[path]

    def record(self, path: str, problems: list[Violation]) -> Record | None:
        """The record at a path, with what is wrong with it; none in the folder of no type."""
        if self._was_read(path):
            return self._again(path, self.known[path][1], problems)
        if path in self._read:
            self._note(path, self._read[path])
            return self._again(path, self._read[path], problems)
        found: list[Violation] = []
        record = read_record(path, self.sources[path], self._shapes, found)
        problems += found
        if record is not None and self._kept.keeps:
            self._note(path, _value(record, found))
        return record

    def _value(self, path: str) -> str:
        """A record read now; empty in the folder of no type."""
        found: list[Violation] = []
        record = read_record(path, self.sources[path], self._shapes, found)
        return "" if record is None else _value(record, found)

    def _note(self, path: str, value: str) -> None:
        if self._kept.keeps:
            self._new.append((path, self._oids[path], value))

    def _again(self, path: str, value: str, problems: list[Violation]) -> Record:
        head, _, fields = value.partition("\n")
        if len(head) > len("0[]"):
            problems += [Violation.from_plain(values) for values in json.loads(head[1:])]
        document: Document = StoredDocument(path, fields, self.sources)
        if not fields:
            document = Unreadable(path, self.sources[path], {})
        return Record(stem_of(path), self._shapes.types[path.split("/")[1]], document, faulty=head[0] == "1")

    def keep(self) -> None:
        """Put what was read on the shelf."""
        self._kept.put(SHELF, self._new)


def _value(record: Record, found: list[Violation]) -> str:
    """A record with what is wrong with it, as it is kept."""
    fields = "" if isinstance(record.document, Unreadable) else packed(record.data)
    return f"{int(record.faulty)}{packed([violation.plain() for violation in found])}\n{fields}"


def read_record(path: str, source: bytes, shapes: Shapes, problems: list[Violation]) -> Record | None:
    """One file as a record, with what is wrong with it; none in the folder of no type."""
    folder = path.split("/")[1]
    record_type = shapes.types.get(folder)
    if record_type is None:
        problems.append(codes.RECORD_TYPE.at(path, value=folder))
        return None
    return _record(path, source, record_type, shapes, problems)


def _record(path: str, source: bytes, record_type: RecordType, shapes: Shapes, problems: list[Violation]) -> Record:
    stem = stem_of(path)
    document, found = read(path, source, shapes.bounds)
    if document is None:
        problems += found
        return Record(stem, record_type, Unreadable(path, source, {}), faulty=True)
    record = Record(stem, record_type, document)
    found += _place_problems(document, stem, record_type)
    found += shapes.of(record).check(document)
    if not record.is_destroyed:
        found += _missing_headings(document, stem, record_type)
    problems += found
    refused = any(problem.severity is Severity.ERROR for problem in found)
    return replace(record, faulty=True) if refused or record.is_destroyed else record


def _place_problems(document: Document, stem: str, record_type: RecordType) -> Iterator[Violation]:
    path, title, slug = document.path, record_type.title, record_type.slug
    if not record_type.path_pattern.fullmatch(path):
        yield codes.RECORD_PATH.at(path, record=stem, expected=record_type.path_template, type=title, slug=slug)
    if not record_type.id_pattern.fullmatch(stem):
        pattern = record_type.id_pattern.pattern
        yield codes.RECORD_ID.at(path, Position(1, 1), record=stem, value=stem, pattern=pattern, type=title, slug=slug)
    stated = document.data.get("id")
    if isinstance(stated, str) and stated != stem:
        yield codes.RECORD_ID_STATED.at(path, document.position(("id",)), record=stem, value=stem, stated=stated)


def _missing_headings(document: Document, stem: str, record_type: RecordType) -> Iterator[Violation]:
    if document.body is None or RENDITION in document.data:
        return
    # In a bilingual document the other language follows: 目的 Purpose.
    present = {heading.text.lstrip("0123456789.、 ").partition(" ")[0] for heading in document.headings}
    for wanted in record_type.raw.get("x-body", {}).get("headings", ()):
        if wanted not in present:
            yield codes.BODY_HEADING.at(document.path, Position(1, 1), record=stem, value=wanted)
