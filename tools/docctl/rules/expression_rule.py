"""One x-rule: compiled, and judged on a record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions import codes
from docctl.expressions.checked import OF_A_CHANGE
from docctl.expressions.checked import OF_A_STATE
from docctl.expressions.checked import with_let
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.expressions.message import fill
from docctl.expressions.message import path_problems
from docctl.expressions.message import placeholder_problems
from docctl.expressions.paths import UNKNOWN
from docctl.expressions.paths import ListOf
from docctl.violation import Severity
from docctl.violation import Text
from docctl.violation import Violation
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
    from docctl.expressions.paths import Shape
    from docctl.library import Record
    from docctl.library.host import LibraryHost
    from docctl.schema.record_type import Raw

_EXPRESSIONS = ("when", "each", "assert")
_COMMON_NAMES = ("self", "id", "stage", "cfg", "item")


@dataclass(frozen=True)
class ExpressionRule:
    """A rule with its compiled parts; `let` keeps the order in which its names may use each other."""

    raw: Raw
    parts: dict[str, Checked]
    let: dict[str, Checked]
    reads: frozenset[str]
    names: frozenset[str]

    @property
    def id(self) -> str:
        """The requirement id."""
        return str(self.raw.data["id"])

    @property
    def slug(self) -> str:
        """The stable name."""
        return str(self.raw.data["slug"])

    @property
    def is_change(self) -> bool:
        """Whether it judges a change instead of a state."""
        return self.raw.data.get("phase") == "change"

    @property
    def expressions(self) -> tuple[Checked, ...]:
        """Every compiled part."""
        return (*self.parts.values(), *self.let.values())

    @cached_property
    def since(self) -> str:
        """The day from which records are judged by it; empty for all."""
        return str(self.raw.data.get("since", ""))

    def applies_to(self, record: Record) -> bool:
        """Whether the rule was in force when the record was dated."""
        return self.since <= record.day

    def check(self, record: Record, scope: Scope, host: LibraryHost) -> Iterator[Violation]:
        """The violations of a record; none where something that the rule reads is itself wrong."""
        try:
            yield from self._judge(record, scope, host)
        except SkipRule:
            return
        except Undecided as undecided:
            yield self.undecided(record, undecided)

    @cached_property
    def asks_first(self) -> bool:
        """Whether `when` is asked before `each` and `let` are worked out: they may rely on it."""
        return "when" in self.parts and self.parts["when"].names.isdisjoint({"item", "index", *self.let})

    def _judge(self, record: Record, scope: Scope, host: LibraryHost) -> Iterator[Violation]:
        if self.asks_first and not self._holds("when", scope):
            return
        for index, outer in self._items(scope):
            inner = with_let(outer, self.let)
            if (self.asks_first or self._holds("when", inner)) and not self._holds("assert", inner):
                yield self._violation(record, inner, host, index)

    def _items(self, scope: Scope) -> Iterator[tuple[int | None, Scope]]:
        if "each" not in self.parts:
            yield None, scope
            return
        for index, item in enumerate(self.parts["each"].evaluate(scope)):
            yield index, scope.extended(item=item, index=index)

    def _holds(self, part: str, scope: Scope) -> bool:
        if part not in self.parts:
            return True
        verdict = self.parts[part].evaluate(scope)
        if not isinstance(verdict, bool):  # a number or a text would count as true whatever it says
            raise Undecided(f"`{part}` gives {show(verdict)}, neither true nor false")
        return verdict

    def _violation(self, record: Record, scope: Scope, host: LibraryHost, index: int | None) -> Violation:
        data = self.raw.data
        at = data.get("at", "/").replace("{index}", str(index))
        steps = tuple(int(step) if step.isdigit() else step for step in at.strip("/").split("/") if step)
        values = {**scope.variables}
        values["self"] = {**record.data, **scope.variables.get("self", {})}
        values.setdefault("cfg", {})
        values["cfg"] = {**host.library.schemas.parameters.at(record.day), **values["cfg"]}
        message = data["message"]
        return Violation(
            self.id,
            self.slug,
            fill(Text(message["en"], message["zh"]), values),
            self._hint(values),
            record.path,
            record.document.position(steps),
            "".join(f"/{step}" for step in steps),
            record.id,
            Severity(data.get("severity", "error")),
            (self.id, *data.get("sources", ())),
        )

    def _hint(self, values: dict[str, Any]) -> Text:
        given = self.raw.data.get("hint")
        if given is not None:
            return fill(Text(given["en"], given["zh"]), values)
        return Text(f"why: `docctl explain {self.id}`", f"规则说明：docctl explain {self.id}")

    def undecided(self, record: Record, undecided: Undecided) -> Violation:
        """The violation that says why the rule has no verdict."""
        if undecided.over_budget:
            return record.at((), codes.RULE_BUDGET, sources=(self.id,), rule=self.slug)
        return record.at((), codes.RULE_FAILED, sources=(self.id,), rule=self.slug, problem=undecided.reason)


def compile_rule(
    raw: Raw, subject: str, compiler: Compiler, problems: list[Violation], extra: tuple[str, ...] = ()
) -> ExpressionRule:
    """A rule of a type; raises `Stop` where an expression is wrong."""
    compiler = compiler.offering(OF_A_CHANGE if raw.data.get("phase") == "change" else OF_A_STATE)
    compiled: dict[str, Checked] = {}
    shapes: dict[str, Shape] = dict.fromkeys(extra, UNKNOWN)
    if "each" in raw.data:
        compiled["each"] = compiler.compile(raw.data["each"], subject, raw.document, (*raw.at, "each"), shapes)
        shape = compiled["each"].shape
        shapes |= {"item": shape.item if isinstance(shape, ListOf) else UNKNOWN, "index": UNKNOWN}
    let = compiler.compile_let(raw.data.get("let", {}), subject, raw.document, (*raw.at, "let"), shapes)
    for part in _EXPRESSIONS:
        if part in raw.data and part != "each":
            compiled[part] = compiler.compile(raw.data[part], subject, raw.document, (*raw.at, part), shapes)
    known = (*_COMMON_NAMES, *let, *extra, *(("old",) if raw.data.get("phase") == "change" else ()))
    problems += placeholder_problems(raw, known)
    problems += path_problems(raw, subject, compiler)
    everything = (*compiled.values(), *let.values())
    return ExpressionRule(
        raw,
        compiled,
        let,
        frozenset[str]().union(*(c.own for c in everything)),
        frozenset[str]().union(*(c.names for c in everything)),
    )
