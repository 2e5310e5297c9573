"""Compiling and evaluating expressions: the only module that knows the CEL library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext import ext_optional
from cel_expr_python.ext import ext_strings

from docctl.expressions.functions import FUNCTIONS
from docctl.expressions.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.expressions.functions import Function
    from docctl.expressions.host import Host
    from docctl.expressions.tree import Node

_TYPES: dict[str, Any] = {
    "s": cel.Type.STRING,
    "i": cel.Type.INT,
    "b": cel.Type.BOOL,
    "d": cel.Type.DYN,
    "{": cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
    "[s": cel.Type.List(cel.Type.STRING),
    "[i": cel.Type.List(cel.Type.INT),
    "[d": cel.Type.List(cel.Type.DYN),
    "[{": cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN)),
}
_VARIABLES = {
    "self": "{",
    "old": "{",
    "cfg": "{",
    "headings": "[s",
    "files": "[d",
    "id": "s",
    "stage": "s",
    "oldStage": "s",
    "messages": "[s",
    "state": "s",
    "body": "s",
    "today": "s",
    "isNew": "b",
    "item": "d",
    "index": "i",
    "due": "s",
}
VARIABLES = frozenset(_VARIABLES)
_WHERE = re.compile(r"<input>:(-?[0-9]+):(-?[0-9]+): (.*)")
_MOST_KEPT = 8192  # texts; a catalogue has some thousand
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BUDGET = "Iteration budget exceeded"


class SkipRule(Exception):  # noqa: N818 - says what to do, nothing failed
    """A record that a rule reads is itself wrong and already reported: the rule has no verdict."""


class InvalidExpression(ValueError):  # noqa: N818 - named for what is invalid
    """A text that does not compile; `offset` counts characters from one."""

    def __init__(self, problem: str, offset: int) -> None:
        """Keep the checker's sentence and its place."""
        super().__init__(problem)
        self.problem, self.offset = problem, offset


class Undecided(Exception):  # noqa: N818 - the rule has no verdict
    """An expression that failed on a record; `over_budget` when it needed too many steps."""

    def __init__(self, reason: str, *, over_budget: bool = False) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason, self.over_budget = reason, over_budget


@dataclass(frozen=True)
class Expression:
    """A compiled expression."""

    text: str
    program: Any
    environment: Environment
    serialized: bytes
    shift: int = 0  # how many characters stand before the text in what was compiled

    @property
    def tree(self) -> Node:
        """What the checker made of the text."""
        return _tree(self.serialized)

    def evaluate(self, scope: Scope) -> Any:
        """Its plain value; raises `SkipRule`, `Undecided` or whatever a host function raised."""
        return self.environment.evaluate(self, scope)


class Scope:
    """The variables that all rules of one record share: CEL converts each at most once."""

    def __init__(self, environment: Environment, variables: Mapping[str, Any]) -> None:
        """`variables` by name; those of `let` and `item` come by `extended`."""
        self.environment = environment
        self.variables = dict(variables)
        self.activation = environment.activation(self.variables)

    def extended(self, **more: Any) -> Scope:
        """A scope with further variables."""
        return Scope(self.environment, {**self.variables, **more})


class Environment:
    """CEL with our functions bound to one host."""

    def __init__(self, host: Host) -> None:
        """Bind every function; a host exception is kept, because CEL turns it into an error value."""
        self._raised: BaseException | None = None
        self._compiled: dict[tuple[str, frozenset[str]], Expression] = {}
        self._bound = _declared(frozenset(), lambda function: self._kept(function.bind(host)))

    def _kept(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            try:
                return function(*arguments)
            except BaseException as error:  # noqa: BLE001 - raised again by `evaluate`, SystemExit included
                self._raised = self._raised or error
                raise RuntimeError(str(error)) from None

        return call

    def compile(self, text: str, extra: Iterable[str] = ()) -> Expression:
        """Compile a text in which the names `extra` may occur too; raises `InvalidExpression`."""
        names = frozenset(extra).intersection(_WORD.findall(text))
        if (text, names) not in self._compiled:
            serialized, shift = _checked(text, names)
            self._compiled[text, names] = Expression(text, self._bound.deserialize(serialized), self, serialized, shift)
        return self._compiled[text, names]

    def activation(self, variables: Mapping[str, Any]) -> Any:
        """The variables as CEL wants them."""
        return self._bound.Activation(variables)

    def evaluate(self, expression: Expression, scope: Scope) -> Any:
        """See `Expression.evaluate`; a host function may evaluate another expression meanwhile."""
        outer, self._raised = self._raised, None
        try:
            return self._plain_value(expression.program, scope.activation)
        finally:
            self._raised = outer

    def _plain_value(self, program: Any, activation: Any) -> Any:
        failure, value = "", None
        try:
            value = program.eval(activation)
        except RuntimeError as error:
            failure = str(error)
        if isinstance(self._raised, (ValueError, TypeError, LookupError, ArithmeticError)):
            raise Undecided(str(self._raised)) from None
        if self._raised is not None:
            raise self._raised
        if value is None:
            raise Undecided(failure, over_budget=_BUDGET in failure)
        if value.type() == cel.Type.ERROR:
            raise Undecided(_reason(str(value.plain_value())))
        return value.plain_value()


# What a text means depends on nothing but the text: it is checked once in a process, for whatever library and type.
@lru_cache(maxsize=_MOST_KEPT)
def _checked(text: str, extra: frozenset[str]) -> tuple[bytes, int]:
    """A text as CEL's checker leaves it, and how many characters were put before it; raises `InvalidExpression`."""
    environment = _unbound(extra)
    try:
        program = environment.compile(text)
        if program.return_type().name().startswith("optional"):
            # CEL cannot hand an optional to Python: an absent value arrives as empty text.
            return bytes(environment.compile(f"({text}).orValue('')").serialize()), 1
    except RuntimeError as error:
        raise _invalid(str(error), text) from None
    return bytes(program.serialize()), 0


@lru_cache(maxsize=_MOST_KEPT)
def _tree(serialized: bytes) -> Node:
    return read_tree(serialized)


@lru_cache(maxsize=_MOST_KEPT)
def _unbound(extra: frozenset[str]) -> Any:
    """CEL with our functions, bound to no host: enough to check a text, which calls none of them."""
    return _declared(extra, lambda function: function.bind)


def _declared(extra: frozenset[str], bound: Callable[[Function], Callable[..., Any]]) -> Any:
    """CEL with our variables, further names, and our functions."""
    overloads: dict[str, list[Any]] = {}
    for function in FUNCTIONS:
        parameters = [_TYPES[mark] for mark in _marks(function.parameters)]
        name = f"{function.name}_{function.parameters}"
        overload = cel.Overload(name, _TYPES[function.result], parameters, impl=bound(function))
        overloads.setdefault(function.name, []).append(overload)
    functions = [cel.FunctionDecl(name, found) for name, found in overloads.items()]
    variables = {name: _TYPES[mark] for name, mark in _VARIABLES.items()} | dict.fromkeys(extra, cel.Type.DYN)
    extensions = [cel.CelExtension("docctl", functions), ext_optional.ExtOptional(), ext_strings.ExtStrings()]
    return cel.NewEnv(variables=variables, extensions=extensions)


def _marks(parameters: str) -> list[str]:
    return re.findall(r"\[?.", parameters)


def _invalid(message: str, text: str) -> InvalidExpression:
    match = _WHERE.search(message)
    if match is None:
        return InvalidExpression(message.partition("\n")[0], 1)
    line, column = max(int(match[1]), 1), max(int(match[2]), 1)  # -1 stands for the text as a whole
    before = sum(len(part) + 1 for part in text.split("\n")[: line - 1])
    return InvalidExpression(match[3].removesuffix(" [INVALID_ARGUMENT]").strip(), before + column)


def _reason(error: str) -> str:
    missing = re.search(r'Key not found in map : "?([A-Za-z0-9_]+)', error)
    return f"field {missing[1]} is absent" if missing else error
