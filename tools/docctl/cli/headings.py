"""The columns of a company's own list: by what their fields are called, in either language, or by field names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from docctl.exchange.layout import ID
from docctl.exchange.layout import layouts
from docctl.library.load import RENDITION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.exchange.layout import Column
    from docctl.schema import RecordType

# The columns of a list that name the file of a row, what the document reads, and the number that stands on it.
FILE, DOC_NO = "file", "doc_no"
_NO_LETTER = re.compile(r"[\s*＊]+")


def key_of(heading: str) -> str:
    """A heading without what people write in different ways: blanks, line ends, stars, width, capitals."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", heading)).casefold()


def field_names(record_type: RecordType) -> dict[str, str]:
    """The field, by its dotted name, that each known heading means; what two fields are called means the first."""
    found = {key_of(name): name for name in (ID, *(name for name, _ in _columns(record_type)))}
    if allows_rendition(record_type):
        called = record_type.properties[RENDITION].get("x-headings", ())
        found |= {key_of(str(heading)): FILE for heading in (FILE, *called)}
    # The full way to a field before its last word: every group has a date.
    for whole in (True, False):
        for name, column in _columns(record_type):
            for heading in _headings(column, whole=whole):
                found.setdefault(key_of(heading), name)
    return found


def allows_rendition(record_type: RecordType) -> bool:
    """Whether a finished file may stand for the body."""
    return bool(record_type.raw.get("x-body", {}).get("rendition")) and RENDITION in record_type.properties


def _columns(record_type: RecordType) -> Iterator[tuple[str, Column]]:
    for layout in layouts(record_type):
        for column in layout.columns:
            if not column.derived and not column.path[0].startswith("#") and column.path != (ID,):
                yield ".".join((*layout.path, *column.path)), column


def _headings(column: Column, *, whole: bool) -> Iterator[str]:
    """What a field is called: by its own title, and by further words that its schema lists."""
    schema = column.schema
    if whole and len(column.path) > 1:
        yield from (column.title.en, column.title.zh)
        return
    yield from (str(schema[word]) for word in ("x-zh", "title") if word in schema)
    yield from (str(word) for word in schema.get("x-headings", ()))
