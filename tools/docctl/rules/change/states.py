"""Changes of a stored status: each follows the steps of the lifecycle, and what these need is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.lifecycle.signing import unmet
from docctl.rules.change import codes
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Edit
    from docctl.lifecycle.check import LifecycleCheck
    from docctl.lifecycle.model import Lifecycle
    from docctl.lifecycle.model import Transition
    from docctl.lifecycle.model import Way
    from docctl.reader import PathInFile
    from docctl.rules.change.context import ChangeContext
    from docctl.violation import Violation


def status_changes(context: ChangeContext) -> Iterator[Violation]:
    """Each stored status that begins or moves as its lifecycle does not allow."""
    for edit in context.change.edits:
        check = context.after.lifecycle_of(edit.new)
        if check is None:
            continue
        if edit.old is None:
            # What a library begins with is older than its rules.
            yield from _begun(context, edit, check) if len(context.before.library) else ()
        elif status(edit.old.data) != status(edit.new.data):
            yield from _moved(context, edit, check, status(edit.old.data))


def status(data: dict[str, object]) -> str:
    """The stored status."""
    return str(data.get("status", ""))


def ways(context: ChangeContext, edit: Edit, check: LifecycleCheck, start: str) -> Iterator[Way]:
    """The ways from a state to that of the new record which this can have gone, as it has what they need."""
    gone: dict[PathInFile, bool] = {}
    for way in check.bound.lifecycle.paths(start, status(edit.new.data)):
        for step in way:
            if step.at not in gone:
                gone[step.at] = not any(_unmet(context, edit, check, step))
        if all(gone[step.at] for step in way):
            yield way


def _begun(context: ChangeContext, edit: Edit, check: LifecycleCheck) -> Iterator[Violation]:
    lifecycle, new = check.bound.lifecycle, status(edit.new.data)
    first = lifecycle.initial
    if lifecycle.creates_anywhere or next(ways(context, edit, check, first), None) is not None:
        return
    state, initial = lifecycle.title(new), lifecycle.title(first)
    yield edit.new.at(("status",), codes.STATUS_INITIAL, state=state, initial=initial, name=first)
    yield from _lacking(context, edit, check, first)


def _moved(context: ChangeContext, edit: Edit, check: LifecycleCheck, old: str) -> Iterator[Violation]:
    lifecycle, new = check.bound.lifecycle, status(edit.new.data)
    from_title, to_title = lifecycle.title(old), lifecycle.title(new)
    if lifecycle.is_final(old):
        yield edit.new.at(("status",), codes.STATUS_FINAL, old=from_title, new=to_title)
    elif next(lifecycle.paths(old, new), None) is None:
        following = _following(lifecycle, old)
        yield edit.new.at(("status",), codes.STATUS_PATH, old=from_title, new=to_title, next=following)
    elif next(ways(context, edit, check, old), None) is None:
        yield from _lacking(context, edit, check, old)


def _following(lifecycle: Lifecycle, state: str) -> Text:
    found = [lifecycle.title(step.target) for step in lifecycle.transitions if state in step.origins]
    return Text(" or ".join(title.en for title in found), "或".join(title.zh for title in found))


def _lacking(context: ChangeContext, edit: Edit, check: LifecycleCheck, start: str) -> Iterator[Violation]:
    """What the shortest way from a state needs and the new record does not give."""
    for step in next(check.bound.lifecycle.paths(start, status(edit.new.data)), ()):
        yield from _unmet(context, edit, check, step)


def _unmet(context: ChangeContext, edit: Edit, check: LifecycleCheck, step: Transition) -> Iterator[Violation]:
    """What a step and the state it leads to need and the new record does not give."""
    yield from check.lacking(edit.new, step.target)
    for problem, sources in unmet(check.bound, step, edit.new, lambda condition: context.holds(edit, condition)):
        yield edit.new.at(("status",), codes.STATUS_REQUIRES, sources=sources, step=step.title, problem=problem)
