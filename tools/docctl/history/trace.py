"""Where the issued revisions of a document stand in history, and what history says otherwise than they do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.history import codes

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.history.log import Step
    from docctl.violation import Violation


class Issued(NamedTuple):
    """An issued revision: its folder, the statement in it that issued it, and the day on which it took effect.

    That day is empty for one adopted from paper: it was in force long before it came here.
    """

    revision: str
    folder: str
    statement: str
    effective_on: str


class Arrival(NamedTuple):
    """An issued revision with the commit in which its last statement first stood; None while it is not committed."""

    issued: Issued
    step: Step | None


def arrivals(issued: Sequence[Issued], steps: Sequence[Step]) -> list[Arrival]:
    """The versions of a document with the commit of each: who brought it, when, and with what words."""
    return [Arrival(one, next((s for s in steps if s.files.get(one.statement)), None)) for one in issued]


def disagreements(
    document: str, issued: Sequence[Issued], steps: Sequence[Step], day_of: Callable[[int], str]
) -> Iterator[Violation]:
    """What history says otherwise than the folders; `day_of` tells on which day of the company a moment was."""
    for one, step in arrivals(issued, steps):
        if step is None:
            continue
        day = day_of(step.moment)
        if one.effective_on and day > one.effective_on:
            yield codes.ISSUED_LATE.at(
                one.statement, record=document, sources=("R-040",), value=one.revision, date=day, other=one.effective_on
            )
        for later, path in _replaced(one, step, steps):
            day, commit = day_of(later.moment), later.commit[:12]
            yield codes.ISSUED_REPLACED.at(
                path, record=document, sources=("R-040",), value=one.revision, date=day, commit=commit
            )


def _replaced(one: Issued, step: Step, steps: Sequence[Step]) -> Iterator[tuple[Step, str]]:
    """What was in the folder of a revision when it was issued and was changed since; more may be added to it."""
    since = steps.index(step) + 1
    kept = {path for before in steps[:since] for path in before.files if path.startswith(one.folder)}
    yield from ((later, path) for later in steps[since:] for path in sorted(kept.intersection(later.files)))
