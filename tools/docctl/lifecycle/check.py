"""What a record with a stored status must hold in its state, and whether those who signed were allowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cache.on_demand import OnDemand
from docctl.expressions import codes as expression_codes
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.library import people
from docctl.library.host import Needs
from docctl.lifecycle import codes
from docctl.lifecycle.signing import distinct
from docctl.lifecycle.signing import signer_titles
from docctl.lifecycle.signing import signers
from docctl.lifecycle.signing import unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.expressions.checked import Checked
    from docctl.library.host import LibraryHost
    from docctl.library.record import Record
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.model import Requirement
    from docctl.lifecycle.model import Transition
    from docctl.lifecycle.signing import Distinct
    from docctl.lifecycle.signing import Signer
    from docctl.reader import PathInFile
    from docctl.violation import Text
    from docctl.violation import Violation


class LifecycleCheck:
    """Judges records of one type by their lifecycle."""

    def __init__(self, bound: BoundLifecycle, host: LibraryHost) -> None:
        """Keep the lifecycle and the library its conditions ask."""
        self.bound, self.host, self.library = bound, host, host.library
        lifecycle = bound.lifecycle
        self._requirements = OnDemand(lifecycle.states, lambda state: tuple(lifecycle.requirements(state)))
        self._signed = tuple(transition for transition in lifecycle.transitions if "signs" in transition.raw)

    def check(self, record: Record, state: str) -> Iterator[Violation]:
        """What a record lacks in a state, and sign-offs by people who may not give them."""
        yield from self.missing(record, state)
        for transition in self._signed:
            if transition.raw["signs"] in record.data:
                yield from self._decided(record, self._signoff(record, transition))

    def missing(self, record: Record, state: str) -> Iterator[Violation]:
        """The fields that a state needs and a record does not hold."""
        for requirement in self._requirements.get(state, ()):
            if not all(name in record.data for name in requirement.fields):
                yield from self._decided(record, self._absent(record, requirement))

    def lacking(self, record: Record, state: str) -> Iterator[Violation]:
        """The fields that a state itself needs and a record does not hold."""
        for requirement in self.bound.lifecycle.own_requirements(state):
            if not all(name in record.data for name in requirement.fields):
                yield from self._decided(record, self._absent(record, requirement))

    def holds(self, record: Record, condition: Checked) -> object:
        """The value of a condition on a record."""
        return condition.evaluate(self.host.scope(self.library, record, Needs.of((condition,))))

    def signers(self, record: Record, transition: Transition) -> list[Signer]:
        """The roles that may sign a step of a record; none where that cannot be worked out."""
        try:
            return signers(self.bound, transition, lambda condition: self.holds(record, condition))
        except (SkipRule, Undecided):
            return []

    def unmet(self, record: Record, transition: Transition) -> Iterator[tuple[Text, tuple[str, ...]]]:
        """The conditions of a step that do not hold when it is taken, in words, with their sources."""
        return unmet(self.bound, transition, record, lambda condition: self.holds(record, condition))

    def derived(self, record: Record, day: str) -> str:
        """The state that follows from the day, as overdue or expired does; empty where none does."""
        state = str(record.data.get("status", ""))
        self.host.day = day
        try:
            for index, entry in enumerate(self.bound.lifecycle.derived):
                condition = self.bound.condition(("derived", index, "when"))
                if condition is not None and self._follows(record, condition, day, state):
                    return str(entry["state"])
        finally:
            self.host.day = ""
        return ""

    def _follows(self, record: Record, condition: Checked, day: str, state: str) -> bool:
        try:
            scope = self.host.scope(self.library, record, Needs.of((condition,)), today=day, state=state)
            return bool(condition.evaluate(scope))
        except (SkipRule, Undecided):
            return False

    def _decided(self, record: Record, found: Iterator[Violation]) -> Iterator[Violation]:
        """Violations, as far as their conditions can be judged; one that fails is itself reported."""
        try:
            yield from found
        except SkipRule:
            return
        except Undecided as undecided:
            name = self.bound.lifecycle.name
            yield record.at((), expression_codes.RULE_FAILED, rule=name, problem=undecided.reason)

    def _absent(self, record: Record, requirement: Requirement) -> Iterator[Violation]:
        condition = self.bound.condition((*requirement.at, "when"))
        if condition is not None and not self.holds(record, condition):
            return
        for name in requirement.fields:
            if name not in record.data:
                yield record.at(
                    (name,),
                    codes.STATE_REQUIRES,
                    sources=requirement.sources,
                    field=self.bound.type.label((name,)),
                    name=name,
                    state=self.bound.lifecycle.title(requirement.state),
                )

    def _signoff(self, record: Record, transition: Transition) -> Iterator[Violation]:
        allowed = signers(self.bound, transition, lambda condition: self.holds(record, condition))
        barred = tuple(distinct(self.bound, transition, lambda condition: self.holds(record, condition)))
        for at, given in signoffs(record, transition):
            person = self.library.get(given["person"])
            if person is not None and not person.faulty and "signed_by" in transition.raw:
                yield from self._unheld(record, transition, allowed, at, given, person)
            for other in barred:
                yield from self._not_distinct(record, transition, other, at, given["person"])

    def _unheld(
        self,
        record: Record,
        transition: Transition,
        allowed: list[Signer],
        at: PathInFile,
        given: dict[str, str],
        person: Record,
    ) -> Iterator[Violation]:
        role, day = given["role"], given["date"]
        if not any(s.role == role and people.held_role(person, role, day, s.department) for s in allowed):
            yield record.at(
                at,
                codes.SIGNOFF_ROLE,
                sources=allowed[0].sources if allowed else transition.sources,
                person=person.id,
                role=role,
                date=day,
                transition=transition.title,
                needed=signer_titles(self.library.schemas, allowed),
            )

    def _not_distinct(
        self, record: Record, transition: Transition, other: Distinct, at: PathInFile, person: str
    ) -> Iterator[Violation]:
        earlier = self.bound.lifecycle.transition(other.transition)
        if earlier is not None and any(
            given["person"] == person and place != at for place, given in signoffs(record, earlier)
        ):
            yield record.at(
                (*at, "person"),
                codes.SIGNOFF_DISTINCT,
                sources=other.sources,
                person=person,
                first=earlier.title,
                second=transition.title,
            )


def signoffs(record: Record, transition: Transition) -> list[tuple[PathInFile, dict[str, str]]]:
    """The sign-offs under the field of a transition: one, or a list where several people sign."""
    field = transition.raw.get("signs", "")
    given = record.data.get(field)
    if isinstance(given, list):
        return [((field, index), entry) for index, entry in enumerate(given)]
    return [((field,), given)] if given is not None else []
