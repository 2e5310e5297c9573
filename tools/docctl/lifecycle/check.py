"""What a record with a stored status must hold in its state, and whether those who signed were allowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.lifecycle import codes
from docctl.lifecycle.signing import distinct
from docctl.lifecycle.signing import signers
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.expressions.checked import Checked
    from docctl.library.host import LibraryHost
    from docctl.library.record import Record
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.model import Transition
    from docctl.violation import Violation


class LifecycleCheck:
    """Judges records of one type by their lifecycle."""

    def __init__(self, bound: BoundLifecycle, host: LibraryHost) -> None:
        """Keep the lifecycle and the library its conditions ask."""
        self.bound, self.host = bound, host

    def check(self, record: Record, state: str) -> Iterator[Violation]:
        """What a record lacks in a state, and sign-offs by people who may not give them."""
        yield from self.missing(record, state)
        for transition in self.bound.lifecycle.transitions:
            if "signs" in transition.raw and transition.raw["signs"] in record.data:
                yield from self._signoff(record, transition)

    def missing(self, record: Record, state: str) -> Iterator[Violation]:
        """The fields that a state needs and a record does not hold."""
        lifecycle = self.bound.lifecycle
        if state not in lifecycle.states:
            return
        for requirement in lifecycle.requirements(state):
            absent = [name for name in requirement.fields if name not in record.data]
            condition = self.bound.condition((*requirement.at, "when"))
            if not absent or (condition is not None and not self.holds(record, condition)):
                continue
            for name in absent:
                yield record.at(
                    (name,),
                    codes.STATE_REQUIRES,
                    sources=requirement.sources,
                    field=self.bound.type.label((name,)),
                    name=name,
                    state=lifecycle.title(requirement.state),
                )

    def holds(self, record: Record, condition: Checked) -> object:
        """The value of a condition on a record."""
        self.host.current = record
        return condition.evaluate(Scope(self.host.environment, self.host.variables(record, condition)))

    def _signoff(self, record: Record, transition: Transition) -> Iterator[Violation]:
        field = transition.raw["signs"]
        given = record.data[field]
        allowed = signers(self.bound, transition, lambda condition: self.holds(record, condition))
        try:
            held = any(s.role == given["role"] and self._held(given, s.department) for s in allowed)
        except SkipRule:
            return
        if not held:
            yield record.at(
                (field,),
                codes.SIGNOFF_ROLE,
                sources=allowed[0].sources if allowed else transition.sources,
                person=given["person"],
                role=given["role"],
                date=given["date"],
                transition=transition.title,
                needed=self._role_titles([s.role for s in allowed]),
            )
        yield from self._distinct(record, transition, given["person"])

    def _held(self, given: dict[str, str], department: str) -> bool:
        return self.host.role(given["person"], given["role"], given["date"], department)

    def _distinct(self, record: Record, transition: Transition, person: str) -> Iterator[Violation]:
        for other in distinct(self.bound, transition, lambda condition: self.holds(record, condition)):
            earlier = self.bound.lifecycle.transition(other.transition)
            signed = record.data.get(earlier.raw.get("signs", "")) if earlier is not None else None
            if earlier is not None and signed is not None and signed["person"] == person:
                yield record.at(
                    (transition.raw["signs"], "person"),
                    codes.SIGNOFF_DISTINCT,
                    sources=other.sources,
                    person=person,
                    first=earlier.title,
                    second=transition.title,
                )

    def _role_titles(self, roles: list[str]) -> Text:
        known = self.host.library.schemas.roles if self.host.library else {}
        titles = [Text(known[r]["title"], known[r]["x-zh"]) for r in roles if r in known]
        return Text(" or ".join(t.en for t in titles), "或".join(t.zh for t in titles))
