from __future__ import annotations

import pytest

from docctl.expressions.functions import FUNCTIONS
from docctl.expressions.functions import Function
from tests.unit.expressions.world import world


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: f"{function.name}({function.parameters})")
def test_the_example_of_each_function_gives_its_value(function: Function) -> None:
    value = world().evaluate(function.example)
    assert value == function.gives
    assert type(value) is type(function.gives)


def test_each_overload_is_declared_once_and_explained() -> None:
    assert len({(function.name, function.parameters) for function in FUNCTIONS}) == len(FUNCTIONS)
    for function in FUNCTIONS:
        assert function.help
        assert f"{function.name}(" in function.example


def test_no_function_is_declared_with_a_dynamic_parameter() -> None:
    assert [function.name for function in FUNCTIONS if "d" in function.parameters.replace("[d", "")] == []
