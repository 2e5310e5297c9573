from __future__ import annotations

import pytest

from docctl.expressions.fixed_point import fix
from docctl.expressions.fixed_point import fix_div
from docctl.expressions.fixed_point import fix_mul


@pytest.mark.parametrize(("text", "value"), [("95.00", 950_000), ("-0.0001", -1), ("0", 0)])
def test_a_decimal_is_whole_ten_thousandths(text: str, value: int) -> None:
    assert fix(text) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.00001", "more than four decimals"),
        ("x", "no decimal"),
        ("1e99999999", "no decimal"),
        ("1" * 15, "no decimal"),
        ("", "no decimal"),
        ("NaN", "no decimal"),
        ("Infinity", "no decimal"),
    ],
)
def test_what_is_no_such_decimal_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("no decimal", "is not a decimal number")):
        fix(text)


@pytest.mark.parametrize(
    ("left", "right", "product"),
    [
        (15_000, 20_000, 30_000),
        (1, 5_000, 1),
        (1, 4_999, 0),
        (-1, 5_000, -1),
        (3, 5_000, 2),
        (10**15, 10_001, 1_000_100_000_000_000),
    ],
)
def test_halves_of_products_are_rounded_away_from_zero(left: int, right: int, product: int) -> None:
    assert fix_mul(left, right) == product


@pytest.mark.parametrize(
    ("left", "right", "quotient"),
    [(30_000, 20_000, 15_000), (1, 20_000, 1), (-1, 20_000, -1), (10_000, 30_000, 3_333), (20_000, 30_000, 6_667)],
)
def test_halves_of_quotients_are_rounded_away_from_zero(left: int, right: int, quotient: int) -> None:
    assert fix_div(left, right) == quotient


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ValueError, match="division by zero"):
        fix_div(1, 0)


def test_results_that_cel_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        fix_mul(10**18, 10**18)
