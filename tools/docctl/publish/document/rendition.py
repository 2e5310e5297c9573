"""Finished files that stand for the text of a document: served as they were signed, under its number only."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.library.load import RENDITION
from docctl.publish.masking import plain
from docctl.publish.revisions import issued_revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.publish.edition import Edition
    from docctl.publish.revisions import Issued
    from docctl.publish.site import Site

# What a browser saves or shows without running any of it; SVG and HTML run.
SERVED = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "png", "jpg", "jpeg"})


class Served(NamedTuple):
    """A file from the root of the site."""

    path: str
    data: bytes


def served_file(issued: Issued) -> Served | None:
    """The signed file of a revision; none where it is of another kind or not the one that the record pins."""
    given = issued.record.data.get(RENDITION)
    if not isinstance(given, dict):
        return None
    path = str(given.get("path", ""))
    ending = path.rpartition(".")[2].lower()
    data = issued.revision.folder.files.get(path)
    if data is None or ending not in SERVED or hashlib.sha256(data).hexdigest() != given.get("sha256"):
        return None
    return Served(f"files/{issued.revision.id}.{ending}", data)


def served_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files of the documents that are in force and may be read."""
    for name, found in site.standings.items():
        for issued in issued_revisions(site, name):
            served = served_file(issued) if found.in_force and issued.revision is found.revision else None
            if served is not None:
                yield served


def where_the_text_is(edition: Edition, record: Record) -> str:
    """Where the text is that a page does not show: in a finished file, in the archive or in the vault."""
    given = record.data.get(RENDITION)
    if not isinstance(given, dict):
        return ""
    for name, words in (("archive_entry", "text_in_archive"), ("vault", "text_in_vault")):
        if name in given:
            return edition.words(words, entry=plain(given[name]))
    name = plain(given.get("path", "")).rpartition("/")[2]
    return edition.words("text_in_file", name=name, sha256=plain(given.get("sha256", "")))
