"""Attachments: each file beside a record is named in it, and its bytes are those that the record pins."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from docctl.library.library import APPROVALS
from docctl.library.library import ROOT
from docctl.library.record import Unreadable
from docctl.rules import codes
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
    if isinstance(record.document, Unreadable):
        return
    folder = record.path.rpartition("/")[0] + "/"
    own = f"{record.id}.files/"
    library.reads.files(folder + own)
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


def check_orphans(library: Library) -> Iterator[Violation]:
    """Each file in an attachment folder beside which there is no record."""
    for path in library.snapshot.paths(ROOT):
        base, inside, _ = path.partition(".files/")
        if inside and not path.startswith(APPROVALS):
            folder, _, name = base.rpartition("/")
            record = library.get(name)
            if record is None or record.path.rpartition("/")[0] != folder:
                value = path.removeprefix(folder + "/")
                yield codes.ATTACHMENT_UNNAMED.at(path, _PLACE, record=name, value=value)


def _pinned(record: Record) -> Iterator[tuple[PathInFile, str, str]]:
    for at, value in record.files():
        if "path" in value:
            yield at, str(value["path"]), str(value.get("sha256", ""))
