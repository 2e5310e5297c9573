from __future__ import annotations

import pytest

from docctl.reader import codes
from docctl.reader.scalars import Plain
from docctl.reader.scalars import Unreadable
from docctl.reader.scalars import plain

WORDS = ("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "True", "TRUE", "False", "FALSE")
NUMBERS = (
    *("012", "00", "08", "0_", "-012", "+12", "+0", "1_000", "0b101", "0o17", "0x1F", "-0x1F"),
    *("12:30", "12:30:45", "190:20:30.5", "1:5", "+1:05"),
    *("1.", "1e3", "1E3", "1.5e3", "1.5E-3", "-1e3", ".5", "-.5", "+.5", ".5e3", "-0", "-1."),
    *(".inf", ".Inf", ".INF", "-.inf", "+.INF", ".nan", ".NaN", ".NAN"),
)


@pytest.mark.parametrize("text", [*WORDS, *NUMBERS, "=", "<<"])
def test_what_readers_take_differently_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        plain(text)
    assert error.value.refused is codes.YAML_AMBIGUOUS
    assert str(error.value) == "YAML_AMBIGUOUS"


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_no_value(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        plain(text)
    assert error.value.refused is codes.YAML_NULL


@pytest.mark.parametrize("text", ["9007199254740993", "-9007199254740993", "9007199254740992.5", "0.12345678901234567"])
def test_numbers_that_a_double_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        plain(text)
    assert error.value.refused is codes.YAML_NUMBER


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-1", -1),
        ("9007199254740992", 2**53),
        ("1.50", 1.5),
        ("0.1", 0.1),
        ("-0.0", 0.0),
        ("2026-02-28", "2026-02-28"),
        ("2026-02-28T09:30:00+08:00", "2026-02-28T09:30:00+08:00"),
        ("A/0", "A/0"),
        ("1/2", "1/2"),
        ("010-5550", "010-5550"),
        ("1.2.3", "1.2.3"),
        ("1:75", "1:75"),
        ("+86 10", "+86 10"),
        ("-", "-"),
        ("+", "+"),
        (".", "."),
        ("0x", "0x"),
        ("yEs", "yEs"),
        ("nope", "nope"),
        ("第一版", "第一版"),
    ],
)
def test_what_has_one_reading_is_read(text: str, value: Plain) -> None:
    assert plain(text) == value
    assert type(plain(text)) is type(value)
