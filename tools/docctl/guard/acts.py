"""What people do in a push: sign-offs in records are their own, and statements are as old as they say."""

from __future__ import annotations

import re
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import statement as statements
from docctl.approval.folder import ROOT as APPROVALS
from docctl.approval.statement import Malformed
from docctl.guard import push_codes as codes
from docctl.library import Record
from docctl.library.load import is_record_path
from docctl.lifecycle.check import signoffs
from docctl.reader import stem_of
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.rules.engine import Rulebook
    from docctl.violation import Violation

HOURS = 24
STATEMENT = re.compile(re.escape(APPROVALS) + r"[^/]+/[^/]+/[0-9]{2,3}-[^/]+\.json").fullmatch
_PLACE = Position(1, 1)
_Found = tuple[tuple[str | int, ...], dict[str, Any]]


class SignOffs:
    """Who signs off in which fields, by the lifecycles of some rules."""

    def __init__(self, book: Rulebook) -> None:
        """Keep the steps that are signed in the record itself."""
        self.types = book.schemas.types
        self.steps = {
            slug: [step for step in bound.lifecycle.transitions if "signs" in step.raw]
            for slug, bound in book.lifecycles.items()
        }

    def concerns(self, path: str) -> bool:
        """Whether a file can hold a sign-off."""
        return is_record_path(path) and bool(self.steps.get(path.split("/")[1]))

    def problems(
        self, document: Document | None, before: Iterable[Document | None], person: str
    ) -> Iterator[Violation]:
        """Sign-offs that none of the versions before held, and that name somebody else than who pushes."""
        if document is None:
            return
        record = self._record(document)
        known = [entry for version in before if version is not None for _, entry in self._signed(self._record(version))]
        for at, entry in self._signed(record):
            if entry not in known and entry.get("person") != person:
                label = record.type.label(tuple(step for step in at if isinstance(step, str)))
                yield record.at(at, codes.SIGNOFF_PUSHER, field=label, value=entry.get("person", ""), person=person)

    def _record(self, document: Document) -> Record:
        path = document.path
        return Record(stem_of(path), self.types[path.split("/")[1]], document)

    def _signed(self, record: Record) -> list[_Found]:
        # A version on the way may hold anything at all in their place.
        entries: list[tuple[tuple[str | int, ...], Any]] = [
            (at, entry) for step in self.steps[record.type.slug] for at, entry in signoffs(record, step)
        ]
        return [(at, entry) for at, entry in entries if isinstance(entry, dict)]


def stale_statements(path: str, source: bytes, now: datetime) -> Iterator[Violation]:
    """A statement that names a moment far from that of the server."""
    try:
        at = statements.parse(source).at
    except Malformed:  # the state says what is wrong with it
        return
    if abs(datetime.fromisoformat(at) - now) > timedelta(hours=HOURS):
        yield codes.STATEMENT_STALE.at(path, _PLACE, value=at, hours=HOURS)
