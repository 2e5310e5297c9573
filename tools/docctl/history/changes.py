"""What an entry of the log changed: where the file lies, its fields, its text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.history.fields import field_changes
from docctl.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.reader import PathInFile

# Names of what is no field begin with #, which no pointer to a field does; the empty pointer is the file as a whole.
FILE, BODY, TEXT = "", "#body", "#text"


class Version(NamedTuple):
    """One state of a record: where it lay and what it held; the document is None where the bytes are no record."""

    path: str
    source: bytes
    document: Document | None

    @classmethod
    def of(cls, path: str, source: bytes) -> Version:
        """A state from the bytes of its file."""
        return cls(path, source, read(path, source)[0])

    @property
    def data(self) -> dict[str, Any]:
        """The fields, as far as they can be read."""
        return {} if self.document is None else self.document.data

    @property
    def text(self) -> str:
        """The bytes as text, whatever they are."""
        return self.source.decode("utf-8", "replace")


class Change(NamedTuple):
    """One difference; `path` is where the field is, for its label, and empty for what is no field."""

    pointer: str
    path: PathInFile
    old: Any
    new: Any


def changes(old: Version | None, new: Version | None) -> Iterator[Change]:
    """What differs between two states of a record; of one that came or went, only that and where."""
    before, after = old.path if old else None, new.path if new else None
    if before != after:
        yield Change(FILE, (), before, after)
    if old is not None and new is not None:
        yield from content_changes(old, new)


def content_changes(old: Version, new: Version) -> Iterator[Change]:
    """What differs between the contents of two states, wherever they lay."""
    if old.document is None or new.document is None:
        if old.source != new.source:
            yield Change(TEXT, (), old.text, new.text)
        return
    for path, before, after in field_changes(old.document.data, new.document.data):
        yield Change("".join(f"/{step}" for step in path), path, before, after)
    if old.document.body != new.document.body:
        yield Change(BODY, (), old.document.body, new.document.body)
