"""One state and one change judged by a rulebook: what `check`, the hook before a commit and the server share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.library import load_beside
from docctl.library import load_library
from docctl.rules.change import ChangeContext
from docctl.rules.change import codes
from docctl.rules.change import judge
from docctl.rules.change import read_by
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.library import Library
    from docctl.rules.engine import Check
    from docctl.violation import Violation

Reading = tuple["Library", "dict[str, Violation]"]
NOTHING: dict[str, Violation] = {}


@dataclass(frozen=True)
class State:
    """A state judged: its records, and everything that is wrong with them by themselves."""

    library: Library
    problems: list[Violation]


def judge_state(snapshot: Snapshot, book: Rulebook) -> State:
    """Every rule on a state; the same files and the same rules give the same verdict, which may be kept."""
    library, found = load_library(snapshot, book.schemas)
    return State(library, [*found, *book.open(library).run_again()])


@dataclass(frozen=True)
class ChangeJudge:
    """Judges changes by the rules of one rulebook, whatever rules the states bring."""

    book: Rulebook

    def read(self, own: Library) -> Reading:
        """A state as these rules read it, and what they refuse to read."""
        return (own, NOTHING) if own.schemas is self.book.schemas else read_by(self.book.schemas, own)

    def judged(
        self, parents_before: Sequence[Snapshot | Check], reading: Reading, messages: tuple[str, ...]
    ) -> tuple[Check, list[Violation]]:
        """What is wrong compared with each of some states: a merge takes either side of what both changed."""
        library, refused = reading
        opened = [self._opened(before, library) for before in parents_before]
        after = self.book.open(library)
        first, *others = (_compared(ChangeContext(before, after, messages), refused) for before in opened)
        for other in others:
            also = {_place(violation) for violation in other}
            first = [violation for violation in first if _place(violation) in also]
        for before in opened:
            self.book.host.forget(before.library)
        return after, first

    def _opened(self, before: Snapshot | Check, library: Library) -> Check:
        return self.book.open(load_beside(before, library)) if isinstance(before, Snapshot) else before


def rules_of(base: Snapshot, own: Rulebook, state: Snapshot) -> tuple[Rulebook, tuple[Violation, ...]]:
    """The rules of a base: a change is not judged by the rules that it brings, unless the base has none that hold."""
    paths = base.paths("schemas/")
    same = paths == state.paths("schemas/") and all(base.oid(path) == state.oid(path) for path in paths)
    if not paths or same:
        return own, ()
    schemas, problems = load_schemas(base)
    book = Rulebook(schemas)
    found = [*problems, *book.problems]
    if not found:
        return book, ()
    first = found[0]
    return own, (codes.BASE_BROKEN.at(first.path, first.position, value=base.label[:12], problem=first.message),)


def _compared(context: ChangeContext, refused: Mapping[str, Violation]) -> list[Violation]:
    touched = {record.id for record in context.change.added}
    touched |= {new.id for _, new in context.change.changed}
    return [*(violation for name, violation in refused.items() if name in touched), *judge(context)]


def _place(violation: Violation) -> tuple[str, str, str]:
    return violation.slug, violation.record, violation.pointer
