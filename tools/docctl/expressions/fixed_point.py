"""Money and quantities as whole ten-thousandths: floats have no place in money."""

from __future__ import annotations

import re
from decimal import Decimal

SCALE = 10_000
_LARGEST = 2**63 - 1  # what an integer of CEL holds
_DECIMAL = re.compile(r"-?[0-9]{1,14}(?:\.[0-9]{1,14})?").fullmatch


def fix(text: str) -> int:
    """A decimal text as ten-thousandths: `fix('95.00')` is 950000."""
    if not _DECIMAL(text):
        raise ValueError(f"{text!r} is not a decimal number")
    scaled = Decimal(text) * SCALE
    if scaled != int(scaled):
        raise ValueError(f"{text!r} has more than four decimals")
    return int(scaled)


def fix_mul(left: int, right: int) -> int:
    """The product of two fixed-point numbers, halves rounded away from zero."""
    return _quotient(left * right, SCALE)


def fix_div(left: int, right: int) -> int:
    """The quotient of two fixed-point numbers, halves rounded away from zero."""
    if right == 0:
        raise ValueError("division by zero")
    return _quotient(left * SCALE, right)


def _quotient(dividend: int, divisor: int) -> int:
    size = (2 * abs(dividend) + abs(divisor)) // (2 * abs(divisor))
    if size > _LARGEST:
        raise ValueError("the result is too large")
    return size if (dividend < 0) == (divisor < 0) else -size
