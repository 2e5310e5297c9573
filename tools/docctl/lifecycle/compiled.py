"""A lifecycle bound to one record type: its conditions compiled, its fields checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.cache.on_demand import OnDemand
from docctl.expressions.checked import OF_A_CHANGE
from docctl.expressions.checked import OF_A_DAY
from docctl.expressions.checked import OF_A_STATE
from docctl.expressions.message import path_problems
from docctl.expressions.message import placeholder_problems
from docctl.lifecycle.model import Lifecycle
from docctl.schema import codes
from docctl.schema.record_type import Raw
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
    from docctl.lifecycle.model import Transition
    from docctl.reader import PathInFile
    from docctl.schema import RecordType
    from docctl.schema import Schemas
    from docctl.violation import Violation


@dataclass(frozen=True)
class BoundLifecycle:
    """A lifecycle for one type; conditions are found by their place in the lifecycle file."""

    lifecycle: Lifecycle
    type: RecordType
    conditions: Mapping[PathInFile, Checked]

    def condition(self, at: PathInFile) -> Checked | None:
        """The compiled condition at a place, none where none is written."""
        return self.conditions.get(at)

    def asked(self, transition: str) -> frozenset[str]:
        """The fields that the conditions of a step read of the record."""
        step = self.lifecycle.transition(transition)
        if step is None:
            return frozenset()
        return frozenset(
            name
            for at, checked in self.conditions.items()
            if at[: len(step.at) + 1] in {(*step.at, "requires"), (*step.at, "needed")}
            for name in checked.own
        )


def bind_lifecycles(compiler: Compiler) -> dict[str, BoundLifecycle]:
    """The lifecycle of each record type that has one, by type; each condition is compiled when it is asked for."""
    lifecycles = {name: Lifecycle(name, document) for name, document in compiler.schemas.lifecycles.items()}
    return {
        slug: _bind(compiler, lifecycles[record_type.lifecycle], record_type)
        for slug, record_type in compiler.schemas.types.items()
        if record_type.lifecycle in lifecycles
    }


def _bind(compiler: Compiler, lifecycle: Lifecycle, kind: RecordType) -> BoundLifecycle:
    texts = dict(_conditions(lifecycle))

    def compiled(at: PathInFile) -> Checked:
        return compiler.offering(_offers(lifecycle, at)).compile(texts[at], kind.slug, lifecycle.document, at)

    return BoundLifecycle(lifecycle, kind, OnDemand(texts, compiled))


def lifecycle_problems(compiler: Compiler, bound: Mapping[str, BoundLifecycle]) -> Iterator[Violation]:
    """Everything that is wrong with lifecycles and with what they say of the types they are bound to."""
    for name, document in compiler.schemas.lifecycles.items():
        lifecycle = Lifecycle(name, document)
        yield from lifecycle.problems()
        yield from _unknown_roles(compiler.schemas, lifecycle)
    for one in bound.values():
        yield from _unknown_fields(one)
        yield from _unsignable(one)
        for raw in _messages(one.lifecycle):
            yield from placeholder_problems(raw, ("self", "id"))
            yield from path_problems(raw, one.type.slug, compiler)
        for at in one.conditions:
            try:
                one.conditions[at]
            except Stop as stop:
                yield stop.violation


def _messages(lifecycle: Lifecycle) -> Iterator[Raw]:
    """What the conditions of a step say when they do not hold."""
    for transition in lifecycle.transitions:
        for index, entry in enumerate(transition.raw.get("requires", ())):
            if isinstance(entry, dict) and "message" in entry:
                yield Raw(entry, lifecycle.document, (*transition.at, "requires", index))


def _offers(lifecycle: Lifecycle, at: PathInFile) -> frozenset[str]:
    """What a condition may read: those on a step of a stored status and on frozen fields are asked of a change."""
    if at[0] == "derived":
        return OF_A_DAY
    of_a_change = not lifecycle.is_signed and not {"requires", "frozen"}.isdisjoint(at) and at[-1] != "when"
    return (OF_A_CHANGE if of_a_change else OF_A_STATE) - {"stage", "oldStage", "messages"}


def _conditions(lifecycle: Lifecycle) -> Iterator[tuple[PathInFile, str]]:
    for state, given in lifecycle.states.items():
        frozen = given.get("frozen")
        if isinstance(frozen, dict) and "unless" in frozen:
            yield ("states", state, "frozen", "unless"), frozen["unless"]
        for requirement in lifecycle.own_requirements(state):
            if requirement.when:
                yield (*requirement.at, "when"), requirement.when
    for transition in lifecycle.transitions:
        yield from _transition_conditions(transition)
    for index, derived in enumerate(lifecycle.derived):
        if "when" in derived:
            yield ("derived", index, "when"), derived["when"]


def _transition_conditions(transition: Transition) -> Iterator[tuple[PathInFile, str]]:
    for index, entry in enumerate(transition.raw.get("requires", ())):
        yield (*transition.at, "requires", index), entry if isinstance(entry, str) else entry["assert"]
    if isinstance(transition.raw.get("needed"), str):
        yield (*transition.at, "needed"), transition.raw["needed"]
    for key in ("signed_by", "distinct_from"):
        for index, entry in enumerate(transition.raw.get(key, ())):
            for name in ("when", "department"):
                if name in entry:
                    yield (*transition.at, key, index, name), entry[name]


def _unknown_fields(bound: BoundLifecycle) -> Iterator[Violation]:
    lifecycle, known = bound.lifecycle, bound.type.properties
    named: list[tuple[PathInFile, Any]] = []
    for state, given in lifecycle.states.items():
        named += [(r.at, name) for r in lifecycle.own_requirements(state) for name in r.fields]
        frozen = given.get("frozen", [])
        named += [(("states", state, "frozen"), n) for n in (frozen["fields"] if isinstance(frozen, dict) else frozen)]
        named += [(("states", state, "dated_by"), given["dated_by"])] if "dated_by" in given else []
    named += [((*t.at, "signs"), t.raw["signs"]) for t in lifecycle.transitions if "signs" in t.raw]
    for at, name in named:
        if name not in known:
            problem = Text(f"is no field of {bound.type.slug}", f"不是{bound.type.title.zh}的字段")
            place = lifecycle.document.position(at)
            yield codes.SCHEMA_LIFECYCLE.at(lifecycle.document.path, place, value=name, problem=problem)


def _unsignable(bound: BoundLifecycle) -> Iterator[Violation]:
    """Transitions that sign a field which holds no person, role and date."""
    lifecycle, known = bound.lifecycle, bound.type.properties
    for transition in lifecycle.transitions:
        name = transition.raw.get("signs")
        if name in known:
            schema = known[name].get("items", known[name])
            if not {"person", "role", "date"} <= schema.get("properties", {}).keys():
                place = lifecycle.document.position((*transition.at, "signs"))
                problem = Text("holds no person, role and date", "不含人员、角色和日期")
                yield codes.SCHEMA_LIFECYCLE.at(lifecycle.document.path, place, value=name, problem=problem)


def _unknown_roles(schemas: Schemas, lifecycle: Lifecycle) -> Iterator[Violation]:
    for transition in lifecycle.transitions:
        for index, entry in enumerate(transition.raw.get("signed_by", ())):
            if entry["role"] not in schemas.roles:
                place = lifecycle.document.position((*transition.at, "signed_by", index, "role"))
                problem = Text("is no role of schemas/roles.yaml", "不是 schemas/roles.yaml 中的角色")
                yield codes.SCHEMA_LIFECYCLE.at(lifecycle.document.path, place, value=entry["role"], problem=problem)
