"""Which questions may have other answers than at an earlier check, told from the files that differ since.

Most checks follow one that saw nearly the same: to look at what differs costs less than to answer every question anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library import reads
from docctl.library.library import APPROVALS
from docctl.library.library import ROOT
from docctl.library.library import held_values
from docctl.library.load import is_record_path
from docctl.library.record import Record
from docctl.reader import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.library.library import Library

# Beyond so many files all answers are worked out.
MOST = 256
_FOLDERS = (ROOT, "schemas/")


def listing(library: Library) -> str:
    """Every file that a question can be about, with its content; empty where ids do not tell the records apart."""
    snapshot = library.snapshot
    paths = [path for folder in _FOLDERS for path in snapshot.paths(folder)]
    records = sum(is_record_path(path) and path.split("/")[1] in library.schemas.types for path in paths)
    if records != len(library) or not all(path.isprintable() for path in paths):
        return ""
    return "\n".join(f"{oid} {path}" for path, oid in snapshot.oids(paths).items())


class Touched:
    """The questions that some files bear upon; rather one too many than one too few."""

    def __init__(self, paths: Iterable[str], records: Iterable[Record], library: Library) -> None:
        """`records` are those at these paths, before and now."""
        self._paths, self._records = tuple(paths), tuple(records)
        self._ids = {record.id for record in self._records}
        self._types = {record.type.slug for record in self._records}
        signed = {path.removeprefix(APPROVALS).partition("/")[0] for path in self._paths if path.startswith(APPROVALS)}
        self._signed = {library.records[name].type.slug for name in signed if name in library.records}
        self._values: dict[tuple[str, str], set[str]] = {}
        self._asked = {
            *(reads.PART.join((reads.RECORD, name)) for name in self._ids),
            *(reads.PART.join((reads.TYPE, slug)) for slug in self._types),
            *(reads.PART.join((reads.SIGNED, slug)) for slug in self._types | self._signed),
        }
        # Of the prefixes of a path the short ones can be counted; long ones begin with the folder of its type.
        folders = {"/".join(path.split("/", 2)[:2]) for path in self._paths}
        short = (folder[:size] for folder in folders for size in range(len(folder) + 1))
        self._asked |= {reads.PART.join((reads.FILES, prefix)) for prefix in short}
        below = (reads.PART.join((reads.FILES, f"{folder}/")) for folder in folders)
        self._begun = (*below, *(reads.PART.join((reads.HELD, slug, "")) for slug in self._types))

    @classmethod
    def since(cls, before: str, now: str, library: Library) -> Touched | None:
        """What differs between two listings, the second being that of a library; none where that cannot be told."""
        if not before or not now:
            return None
        old, new = set(before.split("\n")), set(now.split("\n"))
        if len(old ^ new) > MOST:
            return None
        gone = [_old(line, library) for line in old - new]
        paths = {line.partition(" ")[2] for line in old ^ new}
        stems = {stem_of(path) for path in paths if is_record_path(path)}
        come = [library.records[stem] for stem in stems if stem in library.records]
        if None in gone:
            return None
        return cls(paths, [*come, *(record for record in gone if isinstance(record, Record))], library)

    def bears_on(self, questions: str) -> bool:
        """Whether one of some questions may have another answer."""
        if not self._paths:
            return False
        asked = questions.split(reads.NEXT)
        if not self._asked.isdisjoint(asked):
            return True
        return any(self._holds(question) for question in asked if question.startswith(self._begun))

    def _holds(self, question: str) -> bool:
        """Whether one of the files lies below the prefix in question, or one of the records holds the value."""
        kind, _, rest = question.partition(reads.PART)
        if kind == reads.FILES:
            return any(path.startswith(rest) for path in self._paths)
        slug, path, value = rest.split(reads.PART, 2)
        return value in self._held(slug, path)

    def _held(self, slug: str, path: str) -> set[str]:
        if (slug, path) not in self._values:
            records = (record for record in self._records if record.type.slug == slug)
            self._values[slug, path] = {str(value) for record in records for value in held_values(record, path)}
        return self._values[slug, path]


def _old(line: str, library: Library) -> Record | bool | None:
    """The record that a file was; none where that is not known any more, and false for what was no record."""
    oid, _, path = line.partition(" ")
    record_type = library.schemas.types.get(path.split("/")[1]) if is_record_path(path) else None
    if record_type is None:
        return False
    document = library.as_read(path, oid)
    return None if document is None else Record(stem_of(path), record_type, document)
