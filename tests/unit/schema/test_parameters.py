from __future__ import annotations

from typing import Any

import pytest

from docctl.schema.parameters import Parameters
from docctl.schema.parameters import is_dated
from docctl.schema.parameters import value_at

DATED = [{"from": "2027-01-01", "value": 6}, {"from": "2026-01-05", "value": 12}]


@pytest.mark.parametrize(
    ("value", "dated"),
    [
        (DATED, True),
        ([], False),
        (12, False),
        ([{"from": "2026-01-01"}], False),
        ([*DATED, 3], False),
        ([{"from": "2026-01-01", "value": 1, "unit": "x"}], False),
        ({"from": "2026-01-01", "value": 1}, False),
    ],
)
def test_values_from_a_day_on(value: Any, dated: bool) -> None:  # noqa: FBT001 - what is expected
    assert is_dated(value) is dated


@pytest.mark.parametrize(
    ("day", "value"),
    [("", 12), ("2020-01-01", 12), ("2026-01-05", 12), ("2026-12-31", 12), ("2027-01-01", 6), ("9999-12-31", 6)],
)
def test_the_value_of_a_day(day: str, value: int) -> None:
    assert value_at(DATED, day) == value
    assert value_at([1, 2], day) == [1, 2]


def test_dotted_names_are_a_tree() -> None:
    parameters = Parameters(
        {"doc.review_months": {"value": 12}, "doc.sod": {"value": "strict"}, "zone": {"value": "Z"}}
    )
    assert parameters.at("2026-01-01") == {"doc": {"review_months": 12, "sod": "strict"}, "zone": "Z"}


def test_one_tree_serves_each_interval() -> None:
    parameters = Parameters({"doc.months": {"value": DATED}, "a": {"value": [{"from": "2026-06-01", "value": "x"}]}})
    assert parameters.at("2026-01-04") == {"doc": {"months": 12}, "a": "x"}
    assert parameters.at("2026-01-05") is parameters.at("2026-05-31")
    assert parameters.at("2026-05-31") is not parameters.at("2026-06-01")
    assert parameters.at("2027-01-01") is parameters.at("9999-12-31")
    assert parameters.at("2027-01-01")["doc"] == {"months": 6}
    assert Parameters({}).at("2026-01-01") == {}
