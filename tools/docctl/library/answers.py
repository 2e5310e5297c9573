"""What a library answers to the questions that a judgement asked, each answer as a short digest."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from docctl.library import reads
from docctl.library.library import APPROVALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library.library import Library
    from docctl.library.record import Record

_SIZE = 16


class Answers:
    """The answers of one library, each worked out once."""

    def __init__(self, library: Library) -> None:
        """Nothing is answered yet."""
        self._library = library
        self._known: dict[str, bytes] = {}
        self._stamps: dict[str, str] = {}

    def digest(self, questions: str) -> str:
        """One digest of the answers to all of some questions."""
        known, found = self._known, []
        for question in questions.split(reads.NEXT):
            answer = known.get(question)
            if answer is None:
                answer = known[question] = self._answer(question)
            found.append(answer)
        return blake2b(b"".join(found), digest_size=_SIZE).hexdigest()

    def _answer(self, question: str) -> bytes:
        kind, *parts = question.split(reads.PART)
        library = self._library
        if kind == reads.RECORD:
            record = library.records.get(parts[0])
            return b"absent" if record is None else _digest(self._stamp(record))
        if kind == reads.HELD:
            return _digest(
                *(self._stamp(record) for record in library.holding(parts[0], parts[1], reads.PART.join(parts[2:])))
            )
        if kind == reads.TYPE:
            return _digest(*(self._stamp(record) for record in library.of_type(parts[0])))
        if kind == reads.SIGNED:
            folders = (f"{APPROVALS}{record.id}/" for record in library.of_type(parts[0]))
            return _digest(*(path for folder in folders for path in self._files(folder)))
        return _digest(*self._files(parts[0]))

    def _stamp(self, record: Record) -> str:
        path = record.path
        if path not in self._stamps:
            self._stamps[path] = f"{path}\0{self._library.snapshot.oid(path)}"
        return self._stamps[path]

    def _files(self, prefix: str) -> Iterator[str]:
        for path in self._library.snapshot.paths(prefix):
            yield f"{path}\0{self._library.snapshot.oid(path)}"


def _digest(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=_SIZE).digest()
