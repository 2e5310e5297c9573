from __future__ import annotations

import time
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.expressions.environment import VARIABLES
from docctl.expressions.environment import Environment
from docctl.expressions.environment import InvalidExpression
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from tests.unit.expressions.world import world

if TYPE_CHECKING:
    from collections.abc import Callable


class Host:
    """Answers only `ref`, by whatever a test gives it."""

    def __init__(self) -> None:
        self.answer: Callable[[str], dict[str, Any]] = lambda _record: {}

    def ref(self, record: str) -> dict[str, Any]:
        return self.answer(record)

    def __getattr__(self, name: str) -> Any:
        return lambda *_arguments: name


def undecided(text: str, **more: Any) -> Undecided:
    with pytest.raises(Undecided) as error:
        world().evaluate(text, **more)
    return error.value


def invalid(text: str) -> InvalidExpression:
    with pytest.raises(InvalidExpression) as error:
        world().host.environment.compile(text)
    return error.value


def test_type_cannot_be_a_variable() -> None:
    assert "type" not in VARIABLES
    assert "no matching overload for '_==_' applied to '(type(type), string)'" in invalid("type == 'note'").problem


def test_a_schema_number_arrives_as_double_and_an_integer_as_int() -> None:
    assert world().evaluate("type(self.limit) == double && self.limit == 12.0")
    assert world().evaluate("type(self.count) == int && self.count + 1 == 4")
    assert world().evaluate("type(self.price) == int && self.price == fix('95.00')")
    assert "_+_(double, int64)" in undecided("self.limit + 1").reason


def test_whole_and_broken_numbers_are_not_added() -> None:
    error = invalid("1 + 1.5")
    assert error.problem == "found no matching overload for '_+_' applied to '(int, double)'"
    assert error.offset == 3


@pytest.mark.parametrize(
    ("text", "offset"),
    [("self.count >", 13), ("owner", 1), ("'甲乙' == owner", 9), ("1 ==\n  owner", 8), ("cel.bind(x, 1, x)", 10)],
)
def test_what_does_not_compile_has_a_place(text: str, offset: int) -> None:
    assert invalid(text).offset == offset


def test_there_is_no_cel_bind() -> None:
    assert "undeclared reference to 'x'" in invalid("cel.bind(x, 1, x)").problem


def test_a_text_that_is_too_large_to_compile_has_a_place_too() -> None:
    deep, long = invalid("1" + " + 1" * 50), invalid("1" + " + 1" * 50_000)
    assert (deep.problem, deep.offset) == ("Exceeded max recursion depth of 32 when parsing.", 1)
    assert long.offset == 1
    assert "expression size exceeds codepoint limit" in long.problem


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("self.tier == 'A'", "tier"),
        ("self.bank.account", "bank"),
        ("self.lines[0].to", "to"),
        ("self.tier < 'B' || false", "tier"),
    ],
)
def test_an_absent_field_leaves_the_rule_undecided_and_is_named(text: str, field: str) -> None:
    error = undecided(text)
    assert (error.reason, error.over_budget) == (f"field {field} is absent", False)


def test_absence_can_be_asked_for() -> None:
    assert world().evaluate("!has(self.tier) && self.?tier.orValue('') == ''")
    assert world().evaluate("self.tier == 'A' || true")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("self.?tier", ""),
        ("self.?name", "Example"),
        ("self.?bank.?account", ""),
        ("self[?'name']", "Example"),
        ("self.lines[?9].?price", ""),
    ],
)
def test_an_optional_result_arrives_as_its_value_or_empty_text(text: str, value: str) -> None:
    assert world().evaluate(text) == value


def test_substring_ends_before_the_size() -> None:
    assert "greater than <string>.size()" in undecided("'abc'.substring(1, 3)").reason
    assert world().evaluate("'abc'.substring(1, 2)") == "b"
    assert world().evaluate("'abc'.substring(1)") == "bc"


def test_too_many_steps_are_a_budget() -> None:
    begun = time.perf_counter()
    error = undecided("items.map(a, items.map(b, items.map(c, 1))).size()", items=list(range(100)))
    assert error.over_budget
    assert time.perf_counter() - begun < 5


def test_moments_arrive_in_utc_and_days_as_text() -> None:
    assert world().evaluate("self.opened_at") == "2026-01-01T00:00:00Z"
    assert world().evaluate("find('certificate', 'number', 'N-1')[0].issued_on") == "2026-01-01"


@pytest.mark.parametrize(
    "text",
    [
        "addDays('x', 1) == '' || true",
        "fixDiv(1, 0) == 1 || true",
        "findAll('a', '(') == [] || true",
        "max([]) == 1 || true",
    ],
)
def test_a_wrong_argument_leaves_the_rule_undecided_even_where_cel_would_not_mind(text: str) -> None:
    assert undecided(text).reason


@pytest.mark.parametrize(
    "error", [SkipRule("A"), SystemExit(3), KeyboardInterrupt(), RuntimeError("bug"), OSError("disk")]
)
@pytest.mark.parametrize("text", ["ref('A').x == 1", "ref('A').x == 1 || true", "has(ref('A').x) || true"])
def test_what_a_host_raises_is_raised_again(error: BaseException, text: str) -> None:
    def fail(_record: str) -> dict[str, Any]:
        raise error

    host = Host()
    environment = Environment(host)
    expression = environment.compile(text)
    host.answer = fail
    with pytest.raises(type(error)) as raised:
        expression.evaluate(Scope(environment, {}))
    assert raised.value is error
    host.answer = lambda _record: {"x": 1}
    assert expression.evaluate(Scope(environment, {})) is True


def test_the_first_error_is_kept_while_another_expression_is_evaluated() -> None:
    host = Host()
    environment = Environment(host)
    inner = environment.compile("1 == 1")

    def answer(record: str) -> dict[str, Any]:
        if record == "A":
            raise SkipRule(record)
        return {"x": inner.evaluate(Scope(environment, {}))}

    host.answer = answer
    with pytest.raises(SkipRule, match="A"):
        environment.compile("ref('A').x || ref('B').x").evaluate(Scope(environment, {}))


def test_a_missing_variable_leaves_the_rule_undecided() -> None:
    environment = world().host.environment
    with pytest.raises(Undecided, match='No value with name "today"'):
        environment.compile("today == ''").evaluate(Scope(environment, {}))


def test_a_scope_is_extended_without_changing_it() -> None:
    environment = Environment(Host())
    scope = Scope(environment, {"id": "A"})
    wider = scope.extended(index=2)
    assert scope.variables == {"id": "A"}
    assert environment.compile("id + string(index)").evaluate(wider) == "A2"


def test_searching_in_an_expression_takes_linear_time() -> None:
    begun = time.perf_counter()
    assert world().evaluate("long.matches('^(a+)+$')", long="a" * 100_000 + "!") is False
    assert time.perf_counter() - begun < 1
