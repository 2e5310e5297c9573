from __future__ import annotations

from types import SimpleNamespace

from docctl.schema.wording import problem
from docctl.schema.wording import too_many_decimals
from docctl.violation import Text


def test_several_types_are_joined() -> None:
    error = SimpleNamespace(kind=SimpleNamespace(name="type", types=["integer", "string"]), message="")
    assert problem(error) == Text("is not a whole number or text (put it in quotes)", "应为整数或文字（请加引号）")


def test_what_has_no_words_of_ours_is_said_in_the_validators() -> None:
    error = SimpleNamespace(kind=SimpleNamespace(name="falseSchema"), message="False schema does not allow 1")
    assert problem(error) == Text("False schema does not allow 1", "不符合要求（False schema does not allow 1）")


def test_decimals() -> None:
    assert too_many_decimals(2) == Text("has more than 2 decimals", "小数超过 2 位")
    assert too_many_decimals(0) == Text("is not a whole number", "不是整数")
