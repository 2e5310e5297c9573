"""What a tombstone names: a record of a destruction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library.tombstone import MARK
from docctl.rules import codes
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Library
    from docctl.library import Record
    from docctl.schema import RecordType
    from docctl.violation import Violation

PARAMETER = "archive.destruction_types"
_SOURCES = ("R-034",)


def check_tombstone(library: Library, record: Record) -> Iterator[Violation]:
    """Whether a tombstone names a record that may order a destruction."""
    stated = _stated(record)
    if not record.is_destroyed or not stated:
        return
    at, types = (MARK, "record"), _types(library)
    found, titles = library.get(stated), [kind.title for kind in types]
    label = Text("Destruction record", "销毁记录")
    if not types:
        yield record.at(at, codes.DESTRUCTION_TYPES, sources=_SOURCES, parameter=PARAMETER)
    elif found is None:
        kinds = " ".join(kind.slug for kind in types)
        yield record.at(at, codes.REF_MISSING, sources=_SOURCES, field=label, value=stated, types=kinds)
    elif found.type not in types:
        wanted = Text(" or ".join(t.en for t in titles), "或".join(t.zh for t in titles))
        actual = found.type.title
        yield record.at(at, codes.REF_TYPE, sources=_SOURCES, field=label, value=stated, actual=actual, wanted=wanted)


def destruction(library: Library, tombstone: Record) -> Record | None:
    """The record of a destruction that a tombstone names; none where it is missing or of another type."""
    found = library.get(_stated(tombstone))
    return found if found is not None and found.type in _types(library) else None


def _stated(record: Record) -> str:
    mark = record.data.get(MARK)
    return str(mark.get("record", "")) if isinstance(mark, dict) else ""


def _types(library: Library) -> list[RecordType]:
    named = library.schemas.parameters.at("9999-12-31").get("archive", {}).get("destruction_types", [])
    return [library.schemas.types[slug] for slug in named if slug in library.schemas.types]
