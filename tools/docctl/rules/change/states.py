"""Changes of a stored status: each follows the steps of the lifecycle, and what these need is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.expressions import codes as expression_codes
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.lifecycle import steps
from docctl.rules.change import codes
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Edit
    from docctl.lifecycle.check import LifecycleCheck
    from docctl.lifecycle.model import Lifecycle
    from docctl.lifecycle.model import Transition
    from docctl.lifecycle.steps import Way
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
            yield from _begun(edit, check.bound.lifecycle) if len(context.before.library) else ()
        elif status(edit.old.data) != status(edit.new.data):
            yield from _moved(context, edit, check, status(edit.old.data))


def status(data: dict[str, object]) -> str:
    """The stored status."""
    return str(data.get("status", ""))


def taken(lifecycle: Lifecycle, old: str, new: str) -> Way:
    """The shortest way between two states, whatever its steps need; none where there is no way."""
    return steps.way(lifecycle, old, new, lambda _: True) or ()


def _begun(edit: Edit, lifecycle: Lifecycle) -> Iterator[Violation]:
    if lifecycle.creates_anywhere or status(edit.new.data) == lifecycle.initial:
        return
    state, initial = lifecycle.title(status(edit.new.data)), lifecycle.title(lifecycle.initial)
    yield edit.new.at(("status",), codes.STATUS_INITIAL, state=state, initial=initial, name=lifecycle.initial)


def _moved(context: ChangeContext, edit: Edit, check: LifecycleCheck, old: str) -> Iterator[Violation]:
    lifecycle, new = check.bound.lifecycle, status(edit.new.data)
    from_title, to_title = lifecycle.title(old), lifecycle.title(new)
    if lifecycle.is_final(old):
        yield edit.new.at(("status",), codes.STATUS_FINAL, old=from_title, new=to_title)
    elif not taken(lifecycle, old, new):
        following = _following(lifecycle, old)
        yield edit.new.at(("status",), codes.STATUS_PATH, old=from_title, new=to_title, next=following)
    elif steps.way(lifecycle, old, new, lambda step: not any(_unmet(context, edit, check, step))) is None:
        for step in taken(lifecycle, old, new):
            yield from _unmet(context, edit, check, step)


def _following(lifecycle: Lifecycle, state: str) -> Text:
    found = [lifecycle.title(t.raw["to"]) for t in lifecycle.transitions if state in t.raw["from"]]
    return Text(" or ".join(title.en for title in found), "或".join(title.zh for title in found))


def _unmet(context: ChangeContext, edit: Edit, check: LifecycleCheck, step: Transition) -> Iterator[Violation]:
    """What a step and the state it leads to need and the new record does not give."""
    yield from check.lacking(edit.new, step.raw["to"])
    for index, entry in enumerate(step.raw.get("requires", ())):
        condition = check.bound.conditions[*step.at, "requires", index]
        try:
            if context.holds(edit, condition):
                continue
        except SkipRule:
            continue
        except Undecided as undecided:
            name = check.bound.lifecycle.name
            yield edit.new.at((), expression_codes.RULE_FAILED, rule=name, problem=undecided.reason)
            continue
        stated = {} if isinstance(entry, str) else entry
        said = stated.get("message", {"en": f"it requires {entry}", "zh": f"条件未满足：{entry}"})
        sources = tuple(stated.get("x-sources", step.sources))
        problem = Text(said["en"], said["zh"])
        yield edit.new.at(("status",), codes.STATUS_REQUIRES, sources=sources, step=step.title, problem=problem)
