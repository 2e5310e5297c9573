"""Attachments: each file beside a record is named in it, and its bytes are those that the record pins."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from docctl.rules import codes
from docctl.schema.record_type import values_at
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Library
    from docctl.library import Record
    from docctl.reader import PathInFile
    from docctl.violation import Violation

_PLACE = Position(1, 1)


def check_attachments(library: Library, record: Record) -> Iterator[Violation]:
    """Each attachment of a record that is missing, changed, elsewhere, or not named in the record."""
    folder = record.path.rpartition("/")[0] + "/"
    own = f"{record.id}.files/"
    named: set[str] = set()
    for at, path, digest in _pinned(record):
        if not path.startswith(own) or ".." in path.split("/"):
            yield record.at((*at, "path"), codes.ATTACHMENT_PLACE, value=path, expected=own)
            continue
        named.add(folder + path)
        if folder + path not in library.snapshot:
            yield record.at((*at, "path"), codes.ATTACHMENT_MISSING, value=path)
        elif hashlib.sha256(library.snapshot.read(folder + path)).hexdigest() != digest:
            yield record.at((*at, "sha256"), codes.ATTACHMENT_CHANGED, value=path)
    for path in library.snapshot.paths(folder + own):
        if path not in named:
            yield codes.ATTACHMENT_UNNAMED.at(path, _PLACE, record=record.id, value=path.removeprefix(folder))


def _pinned(record: Record) -> Iterator[tuple[PathInFile, str, str]]:
    for field in record.type.fields:
        if {"path", "sha256"} <= field.schema.get("properties", {}).keys():
            for at, value in values_at(record.data, field.path):
                if isinstance(value, dict) and "path" in value:
                    yield at, str(value["path"]), str(value.get("sha256", ""))
