"""A lifecycle as its file states it: states, transitions, and what every path to a state has passed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.schema import codes
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.reader import Document
    from docctl.reader import PathInFile
    from docctl.violation import Violation


@dataclass(frozen=True)
class Requirement:
    """Fields that a state needs, perhaps only when an expression holds."""

    state: str
    fields: tuple[str, ...]
    when: str | None
    sources: tuple[str, ...]
    at: PathInFile


class Frozen(NamedTuple):
    """Fields that no longer change from a state on, unless a condition holds; its place is `(*at, "unless")`."""

    fields: tuple[str, ...]
    unless: str | None
    at: PathInFile


Way = tuple["Transition", ...]


@dataclass(frozen=True)
class Transition:
    """One step; `raw` is the entry of the file, `at` its place there."""

    raw: dict[str, Any]
    at: PathInFile

    @property
    def name(self) -> str:
        """What the command is called."""
        return str(self.raw["name"])

    @property
    def title(self) -> Text:
        """What people call the step."""
        return Text(str(self.raw.get("title", self.name)), str(self.raw.get("x-zh", self.name)))

    @property
    def meaning(self) -> Text:
        """What a signature under this step says."""
        given = self.raw.get("meaning", {})
        return Text(given.get("en", self.title.en), given.get("zh", self.title.zh))

    @property
    def origins(self) -> tuple[str, ...]:
        """The states the step may be taken in."""
        return tuple(self.raw["from"])

    @property
    def target(self) -> str:
        """The state the step leads to."""
        return str(self.raw["to"])

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that may sign the step on some record."""
        return tuple(entry["role"] for entry in self.raw.get("signed_by", ()))

    @property
    def sources(self) -> tuple[str, ...]:
        """Requirement ids of the step."""
        return tuple(self.raw.get("x-sources", ()))


class Lifecycle:
    """States and transitions of one lifecycle file."""

    def __init__(self, name: str, document: Document) -> None:
        """Read the parts of an accepted file."""
        self.name = name
        self.document = document
        self.kind = str(document.data["kind"])
        self.initial = str(document.data["initial"])
        self.states: dict[str, dict[str, Any]] = document.data["states"]
        listed = document.data["transitions"]
        self.transitions = tuple(Transition(raw, ("transitions", index)) for index, raw in enumerate(listed))
        self.derived: list[dict[str, Any]] = document.data.get("derived", [])

    @property
    def own_title(self) -> Text:
        """What people call the lifecycle."""
        given = self.document.data
        return Text(str(given.get("title", self.name)), str(given.get("x-zh", self.name)))

    @property
    def is_signed(self) -> bool:
        """Whether transitions are signed statements instead of a stored status."""
        return self.kind == "signed"

    @property
    def creates_anywhere(self) -> bool:
        """Whether a new record may begin in any state, not only in the initial one."""
        return self.document.data.get("create") == "any"

    @property
    def needed(self) -> tuple[Transition, ...]:
        """The transitions without which a revision is not issued, in their order; some only under a condition."""
        return tuple(transition for transition in self.transitions if transition.raw.get("needed"))

    def is_open(self, state: str) -> bool:
        """Whether a record in a state is still written: in its first, unless that is its last, or one of upkeep."""
        return (state == self.initial and not self.is_final(state)) or bool(
            self.states.get(state, {}).get("maintained")
        )

    def is_final(self, state: str) -> bool:
        """Whether nothing follows a state."""
        return bool(self.states.get(state, {}).get("final"))

    def transition(self, name: str) -> Transition | None:
        """The transition with a name."""
        return next((transition for transition in self.transitions if transition.name == name), None)

    def title(self, state: str) -> Text:
        """What people call a state, stored or derived."""
        raw = self.states.get(state) or next((d for d in self.derived if d["state"] == state), {})
        return Text(str(raw.get("title", state)), str(raw.get("x-zh", state)))

    def passed(self, state: str) -> tuple[str, ...]:
        """The states that every path from the initial one to a state goes through, itself included."""
        return tuple(passed for passed in self.states if passed in self._dominators.get(state, ()))

    def requirements(self, state: str) -> Iterator[Requirement]:
        """What a record in a state must hold: its own needs and those of the states all paths pass."""
        for passed in self.passed(state):
            yield from self.own_requirements(passed)

    def own_requirements(self, state: str) -> Iterator[Requirement]:
        """What a state itself needs."""
        given = self.states[state]
        sources = tuple(given.get("x-sources", ()))
        for index, entry in enumerate(given.get("requires", ())):
            at = ("states", state, "requires", index)
            if isinstance(entry, str):
                yield Requirement(state, (entry,), None, sources, at)
            else:
                found = tuple(entry.get("x-sources", sources))
                yield Requirement(state, tuple(entry["fields"]), entry.get("when"), found, at)

    def frozen(self, state: str) -> tuple[Frozen, ...]:
        """What may no longer change in a state: its own list and those of the states all paths pass."""
        found = []
        for passed in self.passed(state):
            given = self.states[passed].get("frozen")
            if given is not None:
                listed = given if isinstance(given, dict) else {"fields": given}
                at = ("states", passed, "frozen")
                found.append(Frozen(tuple(listed["fields"]), listed.get("unless"), at))
        return tuple(found)

    def paths(self, old: str, new: str) -> Iterator[Way]:
        """Every way from one state to another that enters none twice, shortest first; to itself the empty one."""
        pending: deque[tuple[tuple[str, ...], Way]] = deque([((old,), ())])
        while pending:
            entered, taken = pending.popleft()
            if entered[-1] == new:
                yield taken
                continue
            for step in self.transitions:
                if entered[-1] in step.origins and step.target not in entered:
                    pending.append(((*entered, step.target), (*taken, step)))

    def written(self, steps: Iterable[Transition]) -> frozenset[str]:
        """The fields that some steps fill in: sign-offs, and what the states entered need or are dated by."""
        names: set[str] = set()
        for step in steps:
            given = self.states[step.target]
            names.update(name for requirement in self.own_requirements(step.target) for name in requirement.fields)
            names.update(source[key] for source, key in ((step.raw, "signs"), (given, "dated_by")) if key in source)
        return frozenset(names)

    @cached_property
    def _dominators(self) -> dict[str, set[str]]:
        everything = set(self.states)
        before = {
            state: everything.intersection(s for t in self.transitions if t.target == state for s in t.origins)
            for state in everything
        }
        found = {state: {state} if state == self.initial else set(everything) for state in everything}
        changed = True
        while changed:
            changed = False
            for state in everything - {self.initial}:
                known = [found[s] for s in before[state] if s != state]
                new = {state} | (set.intersection(*known) if known else set())
                changed |= new != found[state]
                found[state] = new
        return found

    def problems(self) -> Iterator[Violation]:
        """States and transitions that do not exist, and states that cannot be reached or cannot be left."""
        yield from self._unknown_names()
        reached = self._reached()
        left = {state for t in self.transitions for state in t.origins if t.target != state}
        for state, given in self.states.items():
            if state not in reached:
                yield self._problem(("states", state), state, Text("cannot be reached", "无法到达"))
            elif not given.get("final") and state not in left:
                stuck = Text("has no way out and is not final", "没有出口，又不是终止状态")
                yield self._problem(("states", state), state, stuck)

    def _unknown_names(self) -> Iterator[Violation]:
        steps = {transition.name for transition in self.transitions}
        states: list[tuple[PathInFile, str]] = [(("initial",), self.initial)]
        others: list[tuple[PathInFile, str]] = []
        for transition in self.transitions:
            states += [((*transition.at, "from"), name) for name in transition.origins]
            states.append(((*transition.at, "to"), transition.target))
            for index, entry in enumerate(transition.raw.get("distinct_from", ())):
                others.append(((*transition.at, "distinct_from", index, "transition"), entry["transition"]))
        for at, name in states:
            if name not in self.states:
                yield self._problem(at, name, Text("is no state", "不是已定义的状态"))
        for at, name in others:
            if name not in steps:
                yield self._problem(at, name, Text("is no transition", "不是已定义的步骤"))

    def _reached(self) -> set[str]:
        reached, pending = {self.initial}, [self.initial]
        while pending:
            state = pending.pop()
            for transition in self.transitions:
                if state in transition.origins and transition.target not in reached:
                    reached.add(transition.target)
                    pending.append(transition.target)
        return reached

    def _problem(self, at: Sequence[str | int], value: str, problem: Text) -> Violation:
        place = self.document.position(at)
        return codes.SCHEMA_LIFECYCLE.at(self.document.path, place, value=value, problem=problem)
