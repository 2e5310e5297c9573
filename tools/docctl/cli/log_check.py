"""`docctl log --check`: whether history bears out what the statements of issued revisions say."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from docctl import __version__
from docctl.cli.past import Past
from docctl.cli.past import open_log
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.expressions.calendar import date_of
from docctl.history.trace import Issued
from docctl.history.trace import disagreements
from docctl.report import FORMATS
from docctl.report import Report
from docctl.report import sort

if TYPE_CHECKING:
    from docctl.approval.approvals import Approvals
    from docctl.cli.session import Session


def check_history(session: Session, record: str | None, shape: str) -> int:
    """Print what history says otherwise, of one document or of all; the exit code."""
    log = open_log(session)
    approvals = session.check.approvals
    documents = approvals.documents() if record is None else [Past.of(session, record).record]

    def day_of(moment: int) -> str:
        return date_of(datetime.fromtimestamp(moment, UTC).isoformat(), session.timezone)

    found = [
        violation
        for document in documents
        for violation in disagreements(document, issued(approvals, document), log.statements(document), day_of)
    ]
    where = session.label.get(chosen_language())
    report = Report(sort(found), len(documents), session.snapshot.commit, session.as_of, __version__, where)
    out(FORMATS["json" if shape == "json" else "full"](report, chosen_language()))
    return int(report.failed)


def issued(approvals: Approvals, document: str) -> list[Issued]:
    """The issued revisions of a document, as history is asked about them."""
    return [
        Issued(r.name, r.folder.path, r.approval.filed.path, "" if r.approval.transition == "adopt" else r.effective_on)
        for r in approvals.issued(document)
        if r.approval is not None
    ]
