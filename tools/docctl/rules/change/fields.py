"""Changes of fields: frozen ones stay, filled ones change by a correction, corrections and voiding are for good."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.rules.change import codes
from docctl.rules.change import values
from docctl.rules.change.states import status
from docctl.rules.change.states import ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Edit
    from docctl.library import Record
    from docctl.lifecycle.check import LifecycleCheck
    from docctl.lifecycle.model import Lifecycle
    from docctl.lifecycle.model import Way
    from docctl.reader import PathInFile
    from docctl.rules.change.context import ChangeContext
    from docctl.violation import Violation

CORRECTIONS = "corrections"
VOIDED = "voided"
# What other checkers judge, and what says nothing of the matter that the record is about.
_APART = frozenset({"id", "type", "created_on", "status", "schema_version", CORRECTIONS, VOIDED})


class Passage(NamedTuple):
    """What a way lets change: nothing `frozen`, without a correction what is `free`, or all where it was open."""

    frozen: frozenset[str]
    free: frozenset[str]
    is_open: bool

    def frees(self, name: str) -> bool:
        """Whether a field may change without a correction."""
        return self.is_open or name in self.free


_NO_WAY = Passage(frozenset(), frozenset(), is_open=False)


def field_changes(context: ChangeContext) -> Iterator[Violation]:
    """Each field that changed although it may not, or not without saying why."""
    for edit in context.change.edits:
        if edit.old is None:
            continue
        yield from _for_good(edit.old, edit.new)
        check = context.after.lifecycle_of(edit.new)
        if check is None:
            yield from _corrections(edit.old, edit.new, _NO_WAY)[0]
        else:
            yield from _unexplained(context, edit, edit.old, check)


def _unexplained(context: ChangeContext, edit: Edit, old: Record, check: LifecycleCheck) -> list[Violation]:
    """What the shortest way does not explain, where no other explains everything."""
    before = status(old.data)
    passages = (_passage(context, edit, check, before, way) for way in _possible(context, edit, check, before))
    reports = (list(_settled(old, edit.new, check.bound.lifecycle, passage)) for passage in passages)
    first = next(reports)
    return first if first and all(reports) else []


def _possible(context: ChangeContext, edit: Edit, check: LifecycleCheck, before: str) -> Iterator[Way]:
    """The ways that a record can have gone; the shortest where there is none such, which is reported elsewhere."""
    lifecycle = check.bound.lifecycle
    if lifecycle.is_final(before):
        yield ()
        return
    gone = ways(context, edit, check, before)
    first = next(gone, None)
    yield next(lifecycle.paths(before, status(edit.new.data)), ()) if first is None else first
    yield from gone


def _passage(context: ChangeContext, edit: Edit, check: LifecycleCheck, before: str, way: Way) -> Passage:
    """What may have changed in some state on a way."""
    lifecycle = check.bound.lifecycle
    states = (before, *(step.target for step in way))
    frozen, freed = zip(*(_frozen(context, edit, check, state) for state in states), strict=True)
    return Passage(
        frozenset.intersection(*frozen), lifecycle.written(way).union(*freed), any(map(lifecycle.is_open, states))
    )


def _frozen(
    context: ChangeContext, edit: Edit, check: LifecycleCheck, state: str
) -> tuple[frozenset[str], frozenset[str]]:
    """The fields that are frozen in a state, and those that would be but for this change."""
    frozen: set[str] = set()
    freed: set[str] = set()
    for entry in check.bound.lifecycle.frozen(state):
        condition = check.bound.condition((*entry.at, "unless"))
        try:
            free = condition is not None and context.holds(edit, condition)
        except (SkipRule, Undecided):  # what cannot be judged opens nothing
            free = False
        (freed if free else frozen).update(entry.fields)
    return frozenset(frozen), frozenset(freed - frozen)


def _for_good(old: Record, new: Record) -> Iterator[Violation]:
    """Corrections that were taken away or rewritten, and a record that counts again."""
    before, after = old.data.get(CORRECTIONS, []), new.data.get(CORRECTIONS, [])
    for index, entry in enumerate(before):
        if index >= len(after) or after[index] != entry:
            yield new.at((CORRECTIONS, index), codes.CORRECTION_REWRITTEN, number=index + 1)
            break
    if VOIDED in old.data and new.data.get(VOIDED) != old.data[VOIDED]:
        yield new.at((VOIDED,), codes.VOIDED_REWRITTEN)


def _corrections(old: Record, new: Record, passage: Passage) -> tuple[list[Violation], set[PathInFile]]:
    """Added corrections that do not say what changed, and the places that the added ones name."""
    listed, first = new.data.get(CORRECTIONS, []), len(old.data.get(CORRECTIONS, []))
    wrong: list[Violation] = []
    named: dict[PathInFile, tuple[int, str]] = {}
    for index, entry in enumerate(listed[first:], first):
        at = values.place_of(entry["field"])
        stands = named[at][1] if at in named else values.written_at(old, at)
        if not _went_on(passage, at, stands, entry["old"]):
            wrong.append(_untrue(new, index, "old", stands))
        named[at] = (index, entry["new"])
    for at, (index, stated) in named.items():
        stands = values.written_at(new, at)
        if not _went_on(passage, at, stated, stands):
            wrong.append(_untrue(new, index, "new", stands))
    return wrong, set(named)


def _went_on(passage: Passage, at: PathInFile, stood: str, stands: str) -> bool:
    """Whether one value became another as it may without a correction, between two corrections of one change."""
    return passage.frees(str(at[0])) or values.is_filled(stood, stands)


def _untrue(record: Record, index: int, key: str, stands: str) -> Violation:
    stated = record.data[CORRECTIONS][index]
    return record.at(
        (CORRECTIONS, index, key), codes.CORRECTION_UNTRUE, field=stated["field"], value=stated[key], expected=stands
    )


def _settled(old: Record, new: Record, lifecycle: Lifecycle, passage: Passage) -> Iterator[Violation]:
    """Fields that may not change on a way, or whose corrections are not there or not true."""
    wrong, corrected = _corrections(old, new, passage)
    yield from wrong
    for name in passage.frozen:
        if not values.equal(old.data.get(name), new.data.get(name)):
            state = lifecycle.title(status(old.data))
            yield new.at((name,), codes.FIELD_FROZEN, field=old.type.label((name,)), state=state)
    apart = _APART | passage.frozen
    for found in values.differences(values.contents(old), values.contents(new)):
        name = str(found.at[0])
        if name in apart or passage.frees(name) or any(found.at[: len(place)] == place for place in corrected):
            continue
        field = "/".join(map(str, found.at))
        label = old.type.label(found.at)
        yield new.at(found.at, codes.CORRECTION_MISSING, name=field, field=label, old=found.old, new=found.new)
