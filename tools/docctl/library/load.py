"""Files under records/ -> `Library`, with everything that is wrong about their place and shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docctl.library import codes
from docctl.library.library import Library
from docctl.library.record import Record
from docctl.library.record import Unreadable
from docctl.library.tombstone import tombstone_type
from docctl.reader import read
from docctl.schema import Shape
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.reader import Document
    from docctl.schema import RecordType
    from docctl.schema import Schemas
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

ROOT = "records/"
APPROVALS = "records/approvals/"
# The field of a finished file that stands for the body of a Markdown record.
RENDITION = "rendition"


def load_library(snapshot: Snapshot, schemas: Schemas) -> tuple[Library, list[Violation]]:
    """The records of a snapshot and what is wrong with each."""
    problems: list[Violation] = []
    paths = [path for path in snapshot.paths(ROOT) if is_record_path(path)]
    return Library(schemas, snapshot, _records(snapshot.read_all(paths), schemas, problems)), problems


def load_beside(snapshot: Snapshot, library: Library) -> Library:
    """The records of another state; those whose bytes are the same at the same place are shared, not read again."""
    known = {record.path: record for record in library.records.values()}
    paths = [path for path in snapshot.paths(ROOT) if is_record_path(path)]
    shared = {path for path in paths if path in known and snapshot.oid(path) == library.snapshot.oid(path)}
    read = _records(snapshot.read_all([path for path in paths if path not in shared]), library.schemas, [])
    found = {record.path: record for record in read} | {path: known[path] for path in shared}
    return Library(library.schemas, snapshot, (found[path] for path in paths if path in found))


def _records(sources: Mapping[str, bytes], schemas: Schemas, problems: list[Violation]) -> list[Record]:
    shapes = Shapes(schemas)
    records: dict[str, Record] = {}
    for path, source in sources.items():
        record_type = schemas.types.get(path.split("/")[1])
        if record_type is None:
            problems.append(codes.RECORD_TYPE.at(path, value=path.split("/")[1]))
            continue
        record = _record(path, source, record_type, shapes, problems)
        first = records.setdefault(record.id, record)
        if first is not record:
            problems.append(
                codes.RECORD_TWICE.at(path, Position(1, 1), record=record.id, value=record.id, other=first.path)
            )
    return list(records.values())


class Shapes:
    """The shapes of the records and of the tombstones of some schemas, each compiled when first needed."""

    def __init__(self, schemas: Schemas) -> None:
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


def _record(path: str, source: bytes, record_type: RecordType, shapes: Shapes, problems: list[Violation]) -> Record:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    document, found = read(path, source)
    if document is None:
        problems += found
        return Record(stem, record_type, Unreadable(path, source, {}), faulty=True)
    record = Record(stem, record_type, document)
    found += _place_problems(document, stem, record_type)
    found += shapes.of(record).check(document)
    if not record.is_destroyed:
        found += _missing_headings(document, stem, record_type)
    problems += found
    return replace(record, faulty=True) if found or record.is_destroyed else record


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
