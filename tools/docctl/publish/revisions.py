"""The issued revisions of a document that an audience may read, and the addresses that each of them has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.approval.statement import digest

if TYPE_CHECKING:
    from docctl.approval.revision import Revision
    from docctl.library import Record
    from docctl.publish.site import Site

_OVER = frozenset({"superseded", "withdrawn", "obsolete"})


@dataclass(frozen=True)
class Issued:
    """An issued revision with what holds of it on the day; `by` is the one that took its place."""

    revision: Revision
    record: Record
    state: str
    by: Revision | None
    # Whether it was in force once and is not any more: its text is kept, as history.
    is_past: bool

    @property
    def content_hash(self) -> str:
        """The digest of its signed bytes, as every statement on it gives it."""
        return digest(self.record.document.source)

    @property
    def verify_path(self) -> str:
        """The folder of its verify page from the root of the site: frozen, because it stands in printed codes."""
        return f"v/{self.revision.id}/{self.revision.mark.slug}/"

    @property
    def history_path(self) -> str:
        """Its page in the history area, from the root of a language."""
        return f"history/{self.revision.id}/{self.revision.mark.slug}.html"


def issued_revisions(site: Site, document: str) -> list[Issued]:
    """The issued revisions of a document from the first to the last, those above the audience's level left out."""
    approvals = site.approvals
    begun = [r for r in approvals.of(document) if r.came_into_force and r.effective_on <= site.day]
    last = max(begun, key=lambda r: (r.effective_on, r.mark.order), default=None)
    found = []
    for revision in approvals.issued(document):
        if revision.record is not None and site.may_show(revision.record):
            state = approvals.state(revision, site.day)
            by = last if state == "superseded" else None
            found.append(Issued(revision, revision.record, state, by, state in _OVER and revision in begun))
    return found


def audit_path(document: str) -> str:
    """The page of a document for auditors, from the root of a language."""
    return f"audit/{document}.html"
