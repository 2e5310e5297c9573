"""Expressions compiled once, with every path checked and the fields they read noted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions import codes
from docctl.expressions.environment import VARIABLES
from docctl.expressions.environment import InvalidExpression
from docctl.expressions.paths import PathChecker
from docctl.expressions.paths import Records
from docctl.expressions.paths import Shape
from docctl.expressions.paths import Tree
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.expressions.environment import Environment
    from docctl.expressions.environment import Expression
    from docctl.expressions.environment import Scope
    from docctl.reader import Document
    from docctl.reader import PathInFile
    from docctl.schema import Schemas
    from docctl.violation import Code

LATEST = "9999-12-31"
# What a rule of a state may read: a check never knows the day it runs on, or old commits would turn red.
OF_A_STATE = frozenset({"self", "id", "cfg", "stage", "body", "headings", "files"})
OF_A_DAY = OF_A_STATE - {"stage"} | {"today", "state"}
OF_A_CHANGE = OF_A_STATE | {"old", "oldStage", "isNew", "messages"}


@dataclass(frozen=True)
class Checked:
    """An expression with what it reads: variables, fields of the judged record, parameters."""

    expression: Expression
    names: frozenset[str]
    own: frozenset[str]
    parameters: frozenset[str]
    shape: Shape

    def evaluate(self, scope: Scope) -> Any:
        """See `Expression.evaluate`."""
        return self.expression.evaluate(scope)


def with_let(scope: Scope, let: Mapping[str, Checked]) -> Scope:
    """The scope with named values; raises what their expressions raise."""
    # A wider scope converts the record anew: it is made once for all names that do not use each other.
    found: dict[str, Any] = {}
    for name, checked in let.items():
        if not checked.names.isdisjoint(found):
            scope, found = scope.extended(**found), {}
        found[name] = checked.evaluate(scope)
    return scope.extended(**found) if found else scope


@dataclass
class Compiler:
    """Compiles the expressions of one set of schemas for one environment."""

    environment: Environment
    schemas: Schemas
    reads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    offers: frozenset[str] = OF_A_STATE

    def offering(self, variables: frozenset[str]) -> Compiler:
        """The same compiler for expressions that may read other variables."""
        return replace(self, offers=variables)

    def compile(
        self,
        text: str,
        subject: str | None,
        document: Document,
        at: PathInFile,
        extra: Mapping[str, Shape] | None = None,
    ) -> Checked:
        """Compile a text that judges records of type `subject`; raises `Stop` with its place in the schema."""
        given = dict(extra or {})
        try:
            expression = self.environment.compile(text, given)
        except InvalidExpression as error:
            raise self._stop(document, at, codes.RULE_SYNTAX, offset=error.offset, problem=error.problem) from None
        checker = PathChecker(self.schemas.types, self._variables(subject) | given)
        shape = checker.infer(expression.tree)
        for problem in checker.problems:
            owner = self._owner(problem.owner)
            raise self._stop(
                document,
                at,
                problem.code,
                value=problem.value,
                offset=problem.offset + 1 - expression.shift,
                owner=owner,
            )
        for name in sorted(checker.names & VARIABLES - self.offers - given.keys()):
            offered = ", ".join(sorted(self.offers | given.keys()))
            raise self._stop(document, at, codes.RULE_VARIABLE, value=name, offered=offered)
        for kind, names in checker.reads.items():
            self.reads[kind] |= names
        return Checked(
            expression,
            frozenset(checker.names),
            frozenset(checker.own),
            frozenset(checker.parameters),
            shape,
        )

    def compile_let(
        self, texts: Mapping[str, str], subject: str, document: Document, at: PathInFile, shapes: dict[str, Shape]
    ) -> dict[str, Checked]:
        """Compile named values, each of which may use the names before it, and add their shapes to `shapes`."""
        let = {}
        for name, text in texts.items():
            let[name] = self.compile(text, subject, document, (*at, name), shapes)
            shapes[name] = let[name].shape
        return let

    def _variables(self, subject: str | None) -> dict[str, Shape]:
        record: dict[str, Shape] = {}
        if subject is not None:
            record = dict.fromkeys(("self", "old"), Records((subject,), own=True))
        return {"cfg": Tree(self.schemas.parameters.at(LATEST)), **record}

    def _owner(self, name: str) -> object:
        known = self.schemas.types.get(name)
        return known.title if known else name

    @staticmethod
    def _stop(document: Document, at: PathInFile, code: Code, **values: Any) -> Stop:
        return Stop(code.at(document.path, document.position(at), **values))
