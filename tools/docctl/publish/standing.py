"""What holds of a controlled document on a day: its state, the revision its page speaks of, and what is coming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docctl.approval.approvals import Approvals
    from docctl.approval.revision import Revision
    from docctl.library import Library
    from docctl.library import Record

DRAFT = "draft"


@dataclass(frozen=True)
class Coming:
    """A revision that is not in force yet."""

    name: str
    state: str
    effective_on: str


@dataclass(frozen=True)
class Standing:
    """A document on a day; `record` gives its header, and only where `in_force` also its body."""

    id: str
    state: str
    record: Record
    revision: Revision | None
    in_force: bool
    coming: tuple[Coming, ...]

    @property
    def pending(self) -> tuple[Coming, ...]:
        """The approved revisions that take effect later."""
        own: tuple[Coming, ...] = ()
        if self.state == "pending" and self.revision is not None:
            own = (Coming(self.revision.name, self.state, self.revision.effective_on),)
        return (*own, *(c for c in self.coming if c.state == "pending"))


def standing(approvals: Approvals, library: Library, document: str, day: str) -> Standing | None:
    """The standing of a document; none where nothing readable is left of it."""
    working = library.get(document)
    subject = _subject(approvals, document, day)
    record = subject.record if subject is not None else working
    if record is None:
        return None
    state = approvals.state(subject, day) if subject is not None else DRAFT
    coming = _coming(approvals, document, day, subject)
    if working is not None:
        coming += _draft(approvals, working, subject)
    return Standing(document, state, record, subject, state == "effective", coming)


def _subject(approvals: Approvals, document: str, day: str) -> Revision | None:
    """The revision in force; else the last that was, the next that will be, or the last submitted."""
    current = approvals.in_force(document, day)
    if current is not None:
        return current
    issued = [r for r in approvals.issued(document) if r.record is not None]
    begun = [r for r in issued if r.effective_on <= day]
    if begun:
        return begun[-1]
    submitted = [r for r in approvals.of(document) if r.record is not None and r.stage != DRAFT]
    return issued[0] if issued else (submitted[-1] if submitted else None)


def _coming(approvals: Approvals, document: str, day: str, subject: Revision | None) -> tuple[Coming, ...]:
    found = []
    for revision in approvals.of(document):
        state = approvals.state(revision, day)
        if revision is not subject and state in {"pending", "in_review", "rejected"}:
            found.append(Coming(revision.name, state, revision.effective_on))
    return tuple(found)


def _draft(approvals: Approvals, working: Record, subject: Revision | None) -> tuple[Coming, ...]:
    """The working record, where it is a revision that nobody has submitted."""
    if subject is None or approvals.revision_of(working) is not None:
        return ()
    return (Coming(str(working.data.get("revision", "")), DRAFT, ""),)
