from __future__ import annotations

from typing import Any

import pytest

from docctl.registers.operators import OPERATORS
from docctl.registers.operators import sort
from docctl.registers.operators import summary

ROWS: list[tuple[Any, ...]] = [("b", 2), ("a", 10), ("c", ""), ("a", 2)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([], ["a2", "a10", "b2", "c"]),
        (["n"], ["a2", "b2", "a10", "c"]),
        (["-n"], ["c", "a10", "a2", "b2"]),
        (["name", "-n"], ["a10", "a2", "b2", "c"]),
        (["-name", "n"], ["c", "b2", "a2", "a10"]),
    ],
)
def test_rows_are_sorted_by_columns_and_then_by_all_their_values(order: list[str], expected: list[str]) -> None:
    assert [f"{name}{number}" for name, number in sort(ROWS, ["name", "n"], order)] == expected


def test_values_of_different_kinds_have_an_order() -> None:
    assert sort([("x",), (True,), (1.5,), (1,), ("",)], ["v"], ["v"]) == [(True,), (1,), (1.5,), ("",), ("x",)]


@pytest.mark.parametrize(
    ("name", "of_none", "of_some"),
    [("count", 0, 3), ("sum", 0, 7), ("min", "", 1), ("max", "", 4), ("mean", "", 2.33), ("distinct", 0, 3)],
)
def test_every_operator(name: str, of_none: Any, of_some: Any) -> None:
    assert OPERATORS[name]([]) == of_none
    assert OPERATORS[name]([1, 2, 4]) == of_some


def test_a_total_without_title_is_called_by_its_key() -> None:
    ((title, value),) = summary(ROWS, ["name", "n"], [{"key": "sum", "op": "sum", "of": "n"}])
    assert (title.en, title.zh, value) == ("sum", "sum", 14)
