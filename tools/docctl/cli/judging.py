"""What would be wrong with a record after a change to its file, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library import Library
from docctl.library import Record
from docctl.report import sort
from docctl.schema.shape import Shape
from docctl.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.approval.approvals import Approvals
    from docctl.cli.session import Session
    from docctl.reader import Document
    from docctl.rules.engine import Check
    from docctl.violation import Violation


def judged(
    session: Session, record: Record, document: Document, approvals: Approvals | None = None
) -> tuple[Record, Check | None, list[Violation]]:
    """The record as it would be, the rules bound to a library that holds it, and its errors; no rules for bad shape.

    A record that is new is judged in the same way; `approvals` where they are known and the change touches none.
    """
    after = Record(record.id, record.type, document)
    if shape := errors(Shape(record.type).check(document)):
        return after, None, shape
    records = {**session.library.records, record.id: after}
    # With the bytes as they would be: what was found out before is kept by them.
    snapshot = session.snapshot.with_files({document.path: document.source})
    check = session.book.open(Library(session.schemas, snapshot, records.values()), approvals)
    return after, check, errors(check.run(frozenset({record.id})))


def errors(found: Iterable[Violation]) -> list[Violation]:
    """Those that refuse, in the order of a report."""
    return [violation for violation in sort(list(found)) if violation.severity is Severity.ERROR]
