"""One submitted revision of a document, judged by its statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.expressions.notations import RevisionMark
    from docctl.library import Record
    from docctl.violation import Violation

ENDING = ("withdraw", "obsolete")


@dataclass(frozen=True)
class Judged:
    """A statement with everything that is wrong with it."""

    filed: Filed
    problems: tuple[Violation, ...]
    in_round: bool

    @property
    def valid(self) -> bool:
        """Whether it counts: right in itself, and about the bytes of the last round."""
        return not self.problems and self.in_round

    @property
    def transition(self) -> str:
        """Which step it signs."""
        return self.filed.statement.transition


@dataclass(frozen=True)
class Revision:
    """A revision with its verdict; `record` is read from the signed bytes."""

    folder: Folder
    name: str
    mark: RevisionMark
    record: Record | None
    statements: tuple[Judged, ...]
    missing: tuple[str, ...]
    problems: tuple[Violation, ...]

    @property
    def id(self) -> str:
        """The document's id."""
        return self.folder.record

    @property
    def issued(self) -> bool:
        """Whether every statement that was required when it was submitted is valid."""
        return bool(self.statements) and not self.missing and self.record is not None and not self.problems

    def valid(self, transition: str) -> Judged | None:
        """The last valid statement of a step."""
        return next((s for s in reversed(self.statements) if s.valid and s.transition == transition), None)

    @property
    def approval(self) -> Judged | None:
        """The statement that completed the required ones."""
        return next(
            (
                s
                for s in reversed(self.statements)
                if s.valid and s.filed.statement.effective_on and s.transition not in ENDING
            ),
            None,
        )

    @property
    def effective_on(self) -> str:
        """The day it takes effect, from the approved bytes."""
        return str(self.record.data.get("effective_on", "")) if self.record is not None else ""

    @property
    def ended_on(self) -> str | None:
        """The day on which it was withdrawn or made obsolete, if it was."""
        days = [ending.filed.statement.effective_on or "" for name in ENDING if (ending := self.valid(name))]
        return min(days) if days else None

    @property
    def stage(self) -> str:
        """What follows from the statements alone, without a date."""
        for name, stage in (("obsolete", "obsolete"), ("withdraw", "withdrawn")):
            if self.valid(name):
                return stage
        if self.issued:
            return "approved"
        counted = [s for s in self.statements if s.valid]
        if not counted:
            return "draft"
        return "rejected" if counted[-1].transition == "reject" else "in_review"
