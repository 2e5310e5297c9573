"""Money and quantities as whole ten-thousandths: floats have no place in money."""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from decimal import Decimal
from decimal import InvalidOperation

SCALE = 10_000


def fix(text: str) -> int:
    """A decimal text as ten-thousandths: `fix('95.00')` is 950000."""
    try:
        scaled = Decimal(text) * SCALE
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a decimal number") from None
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{text!r} has more than four decimals")
    return int(scaled)


def fix_mul(left: int, right: int) -> int:
    """The product of two fixed-point numbers, halves rounded away from zero."""
    return _rounded(Decimal(left) * right / SCALE)


def fix_div(left: int, right: int) -> int:
    """The quotient of two fixed-point numbers, halves rounded away from zero."""
    if right == 0:
        raise ValueError("division by zero")
    return _rounded(Decimal(left) * SCALE / right)


def _rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_UP))
