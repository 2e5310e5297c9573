"""One submitted revision of a document, judged by its statements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from docctl.approval.steps import ADOPT
from docctl.approval.steps import ENDING
from docctl.approval.steps import OBSOLETE
from docctl.approval.steps import OPENING
from docctl.approval.steps import REJECT
from docctl.approval.steps import RELEASE
from docctl.approval.steps import WITHDRAW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.approval.statement import Statement
    from docctl.expressions.notations import RevisionMark
    from docctl.library import Record
    from docctl.violation import Violation


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
    def statement(self) -> Statement:
        """What was signed."""
        return self.filed.statement

    @property
    def transition(self) -> str:
        """Which step it signs."""
        return self.filed.statement.transition

    def meets(self, requirement: str) -> bool:
        """Whether it is the step that a requirement such as `review:qa|reviewer` asks for, in one of its roles."""
        name, _, roles = requirement.partition(":")
        return self.transition == name and self.filed.statement.role in roles.split("|")


def missing(requires: Iterable[str], counted: Iterable[Judged]) -> tuple[str, ...]:
    """The requirements that no counted statement meets."""
    held = tuple(counted)
    return tuple(requirement for requirement in requires if not any(judged.meets(requirement) for judged in held))


def preceding(transition: str, requires: Sequence[str]) -> Sequence[str]:
    """The requirements before those of a step; all of them for a step that is not required."""
    names = [requirement.partition(":")[0] for requirement in requires]
    return requires[: names.index(transition)] if transition in names else requires


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
    released_on: str = ""  # the day of the release, where there was one

    @property
    def id(self) -> str:
        """The document's id."""
        return self.folder.record

    @property
    def complete(self) -> bool:
        """Whether every statement that was required when it was submitted is valid, its effective date signed."""
        return bool(self.statements) and not self.missing and self.approval is not None

    @property
    def issued(self) -> bool:
        """Whether it is complete and the signed bytes are there to be read."""
        return self.complete and self.record is not None and not self.problems

    def valid(self, *transitions: str) -> Judged | None:
        """The last valid statement of a step, or of one of several."""
        return next((s for s in reversed(self.statements) if s.valid and s.transition in transitions), None)

    @property
    def opening(self) -> Judged | None:
        """The statement that opened the last round."""
        return self.valid(*OPENING)

    @property
    def is_adopted(self) -> bool:
        """Whether it was approved on paper before the library began."""
        return self.opening is not None and self.opening.transition == ADOPT

    @property
    def awaits_release(self) -> bool:
        """Whether everything but the release is signed."""
        steps = [requirement.partition(":")[0] for requirement in self.missing]
        return steps == [RELEASE] and self.approval is not None and self.record is not None and not self.problems

    @cached_property
    def approval(self) -> Judged | None:
        """The last statement that puts it into force, and names the day."""
        return next(
            (
                judged
                for judged in reversed(self.statements)
                if judged.valid and judged.transition not in (*ENDING, RELEASE) and judged.statement.effective_on
            ),
            None,
        )

    @property
    def effective_on(self) -> str:
        """The day it takes effect: as signed, or its release if that is later; else as the submitted bytes say."""
        if self.approval is not None:
            return max(self.approval.statement.effective_on or "", self.released_on)
        return str(self.record.data.get("effective_on", "")) if self.record is not None else ""

    @property
    def ended_on(self) -> str | None:
        """The day on which it was withdrawn or made obsolete, if it was."""
        days = [ending.statement.effective_on or "" for name in ENDING if (ending := self.valid(name))]
        return min(days) if days else None

    @property
    def came_into_force(self) -> bool:
        """Whether there is a day on which it counts: not if it was withdrawn while still pending."""
        return self.complete and (self.ended_on is None or self.ended_on > self.effective_on)

    def has_ended(self, day: str) -> bool:
        """Whether it was withdrawn or made obsolete by a day."""
        return self.ended_on is not None and self.ended_on <= day

    @property
    def stage(self) -> str:
        """What follows from the statements alone, without a date."""
        for name, stage in ((OBSOLETE, "obsolete"), (WITHDRAW, "withdrawn")):
            if self.valid(name):
                return stage
        if self.issued or self.awaits_release:
            return "approved"
        counted = [s for s in self.statements if s.valid]
        if not counted:
            return "draft"
        return "rejected" if counted[-1].transition == REJECT else "in_review"
