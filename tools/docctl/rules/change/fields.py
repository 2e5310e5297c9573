"""Changes of fields: frozen ones stay, filled ones change by a correction, corrections and voiding are for good."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.lifecycle import steps
from docctl.rules.change import codes
from docctl.rules.change import values
from docctl.rules.change.states import status
from docctl.rules.change.states import taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Edit
    from docctl.library import Record
    from docctl.lifecycle.check import LifecycleCheck
    from docctl.reader import PathInFile
    from docctl.rules.change.context import ChangeContext
    from docctl.violation import Violation

CORRECTIONS = "corrections"
VOIDED = "voided"
# What other checkers judge, and what says nothing of the matter that the record is about.
_APART = frozenset({"id", "type", "created_on", "status", "schema_version", CORRECTIONS, VOIDED})


def field_changes(context: ChangeContext) -> Iterator[Violation]:
    """Each field that changed although it may not, or not without saying why."""
    for edit in context.change.edits:
        if edit.old is None:
            continue
        yield from _for_good(edit.old, edit.new)
        wrong, corrected = _corrections(edit.old, edit.new)
        yield from wrong
        check = context.after.lifecycle_of(edit.new)
        if check is not None:
            yield from _settled(context, edit, edit.old, check, corrected)


def _for_good(old: Record, new: Record) -> Iterator[Violation]:
    """Corrections that were taken away or rewritten, and a record that counts again."""
    before, after = old.data.get(CORRECTIONS, []), new.data.get(CORRECTIONS, [])
    for index, entry in enumerate(before):
        if index >= len(after) or after[index] != entry:
            yield new.at((CORRECTIONS, index), codes.CORRECTION_REWRITTEN, number=index + 1)
            break
    if VOIDED in old.data and new.data.get(VOIDED) != old.data[VOIDED]:
        yield new.at((VOIDED,), codes.VOIDED_REWRITTEN)


def _corrections(old: Record, new: Record) -> tuple[list[Violation], set[PathInFile]]:
    """Added corrections that do not say what changed, and the places that the added ones name."""
    listed, first = new.data.get(CORRECTIONS, []), len(old.data.get(CORRECTIONS, []))
    wrong: list[Violation] = []
    named: dict[PathInFile, tuple[int, str]] = {}
    for index, entry in enumerate(listed[first:], first):
        at = values.place_of(entry["field"])
        stands = named[at][1] if at in named else values.written_at(old, at)
        if entry["old"] != stands:
            wrong.append(_untrue(new, index, "old", stands))
        named[at] = (index, entry["new"])
    for at, (index, stated) in named.items():
        stands = values.written_at(new, at)
        if stated != stands:
            wrong.append(_untrue(new, index, "new", stands))
    return wrong, set(named)


def _untrue(record: Record, index: int, key: str, stands: str) -> Violation:
    stated = record.data[CORRECTIONS][index]
    return record.at(
        (CORRECTIONS, index, key), codes.CORRECTION_UNTRUE, field=stated["field"], value=stated[key], expected=stands
    )


def _settled(
    context: ChangeContext, edit: Edit, old: Record, check: LifecycleCheck, corrected: set[PathInFile]
) -> Iterator[Violation]:
    """Fields that may not change in the state the record had."""
    lifecycle, before = check.bound.lifecycle, status(old.data)
    frozen, freed = _frozen(context, edit, check, before)
    for name in frozen:
        if not values.equal(old.data.get(name), edit.new.data.get(name)):
            state = lifecycle.title(before)
            yield edit.new.at((name,), codes.FIELD_FROZEN, field=old.type.label((name,)), state=state)
    if lifecycle.is_open(before):
        return
    apart = _APART | frozen | freed | steps.written(lifecycle, taken(lifecycle, before, status(edit.new.data)))
    for found in values.differences(values.contents(old), values.contents(edit.new)):
        if found.at[0] not in apart and not any(found.at[: len(place)] == place for place in corrected):
            field = "/".join(map(str, found.at))
            label = old.type.label(found.at)
            yield edit.new.at(found.at, codes.CORRECTION_MISSING, name=field, field=label, old=found.old, new=found.new)


def _frozen(
    context: ChangeContext, edit: Edit, check: LifecycleCheck, state: str
) -> tuple[frozenset[str], frozenset[str]]:
    """The fields that are frozen in a state, and those that would be but for this change."""
    given: Any = check.bound.lifecycle.states.get(state, {}).get("frozen", [])
    fields = frozenset(given["fields"] if isinstance(given, dict) else given)
    condition = check.bound.condition(("states", state, "frozen", "unless"))
    try:
        free = condition is not None and context.holds(edit, condition)
    except (SkipRule, Undecided):  # what cannot be judged opens nothing
        free = False
    return (frozenset(), fields) if free else (fields, frozenset())
