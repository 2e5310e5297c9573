from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import time
from typing import Any

import pytest

from docctl.exchange.values import CELL_LENGTH
from docctl.exchange.values import Names
from docctl.exchange.values import Unfit
from docctl.exchange.values import choices
from docctl.exchange.values import same
from docctl.exchange.values import shown
from docctl.exchange.values import value_of

NAMES = Names({"person": {"P-001": "王芳", "P-002": "P-002"}, "department": {"ISO": "ISO 办公室"}})
LEVEL = {"type": "string", "enum": ["高", "低"], "x-labels": {"高": "high", "低": "low"}}
STEP = {"type": "string", "enum": ["draft", "done"], "x-labels": {"draft": "草稿", "done": "完成"}}
PERSON = {"type": "string", "x-ref": ["person"]}
DAY = {"type": "string", "format": "date"}
TEXT, YES = {"type": "string"}, {"type": "boolean"}
WHOLE, NUMBER = {"type": "integer"}, {"type": "number", "x-scale": 2}
LEVELS, TEXTS = {"type": "array", "items": LEVEL}, {"type": "array", "items": TEXT}


@pytest.mark.parametrize(
    ("value", "schema", "zh", "en"),
    [
        ("高", LEVEL, "高", "high"),
        ("done", STEP, "完成", "done"),
        (True, YES, "是", "yes"),
        (False, YES, "否", "no"),
        ("P-001", PERSON, "P-001 王芳", "P-001 王芳"),
        ("P-002", PERSON, "P-002", "P-002"),
        ("P-009", PERSON, "P-009", "P-009"),
        ("2026-02-28", DAY, date(2026, 2, 28), date(2026, 2, 28)),
        (5, WHOLE, 5, 5),
        (95.5, NUMBER, 95.5, 95.5),
        (["高", "低"], LEVELS, "高\n低", "high\nlow"),
        (["a, b", "c"], TEXTS, "a, b\nc", "a, b\nc"),
        ("=1+1", TEXT, "=1+1", "=1+1"),
        ("", TEXT, "", ""),
    ],
)
def test_a_value_is_shown_in_both_languages_and_read_back_from_either(
    value: Any, schema: Any, zh: Any, en: Any
) -> None:
    assert (shown(value, schema, "zh", NAMES), shown(value, schema, "en", NAMES)) == (zh, en)
    back = None if value == "" else value
    assert (value_of(zh, schema), value_of(en, schema)) == (back, back)


def test_no_means_no() -> None:
    assert [value_of(word, YES) for word in ("否", "no", "FALSE", False, 0)] == [False] * 5
    assert [value_of(word, YES) for word in ("是", "Yes", True, 1)] == [True] * 4


def test_what_was_worked_out_in_ten_thousandths_is_shown_in_its_own_unit() -> None:
    assert shown(955_000, {"x-computed": "…", "x-scale": 2}, "zh", NAMES) == 95.5
    assert shown(None, {"x-computed": "…", "x-scale": 2}, "zh", NAMES) is None


def test_a_day_before_spreadsheets_stays_text() -> None:
    assert shown("1899-12-31", DAY, "zh", NAMES) == "1899-12-31"
    assert shown("1900-03-01", DAY, "zh", NAMES) == date(1900, 3, 1)
    assert shown("2026-02-30", DAY, "zh", NAMES) == "2026-02-30"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert shown("x" * (CELL_LENGTH + 1), TEXT, "zh", NAMES) == "x" * CELL_LENGTH


@pytest.mark.parametrize(
    ("cell", "schema", "value"),
    [
        (None, TEXT, None),
        ("  \n", TEXT, None),
        ("P-001", PERSON, "P-001"),
        ("P-001  王 芳", PERSON, "P-001"),
        (datetime(2026, 2, 28), DAY, "2026-02-28"),  # noqa: DTZ001 - as a spreadsheet has it
        ("2026/2/8", DAY, "2026-02-08"),
        ("2026年2月8日", DAY, "2026-02-08"),
        (5.0, WHOLE, 5),
        ("5", WHOLE, 5),
        (95.0, NUMBER, 95),
        ("95.25", NUMBER, 95.25),
        (12, TEXT, "12"),
        (1.5, TEXT, "1.5"),
        ("高、低", LEVELS, ["高", "低"]),
        ("high; low", LEVELS, ["高", "低"]),
        ("a，b\r\nc\n", TEXTS, ["a，b", "c"]),
        ("one\r\ntwo", TEXT, "one\ntwo"),
        (True, TEXT, "True"),
    ],
)
def test_what_people_type_is_understood(cell: Any, schema: Any, value: Any) -> None:
    assert value_of(cell, schema) == value


@pytest.mark.parametrize(
    ("cell", "schema", "problem"),
    [
        ("2026-02-30", DAY, "is not a day such as 2026-02-28"),
        ("soon", DAY, "is not a day such as 2026-02-28"),
        (datetime(2026, 2, 28, 9, 30), DAY, "is not a day such as 2026-02-28"),  # noqa: DTZ001 - as above
        (46_000, DAY, "is not a day such as 2026-02-28"),
        ("maybe", YES, "is neither yes nor no"),
        ("many", WHOLE, "is not a whole number"),
        (1.5, WHOLE, "is not a whole number"),
        ("012", WHOLE, "is not a whole number"),
        (True, WHOLE, "is not a whole number"),
        ("x", NUMBER, "is not a number"),
        ("middle", LEVEL, "is none of: high, low"),
        ("高\nmiddle", LEVELS, "is none of: high, low"),
        (datetime(2026, 2, 1), TEXT, "was taken for a date: format the cell as text"),  # noqa: DTZ001 - as above
        (time(9, 30), TEXT, "was taken for a date: format the cell as text"),
        (2**60, TEXT, "has lost digits: format the cell as text"),
    ],
)
def test_what_no_field_could_hold_is_refused_in_both_languages(cell: Any, schema: Any, problem: str) -> None:
    with pytest.raises(Unfit) as refused:
        value_of(cell, schema)
    assert refused.value.problem.en == problem
    assert refused.value.problem.zh


def test_what_may_be_chosen() -> None:
    assert choices(LEVEL, "en", NAMES, 9) == ("high", "low")
    assert choices(LEVELS, "zh", NAMES, 9) == ("高", "低")
    assert choices(YES, "zh", NAMES, 9) == ("是", "否")
    assert choices(PERSON, "zh", NAMES, 9) == ("P-001 王芳", "P-002")
    assert choices(PERSON, "zh", NAMES, 1) == ()
    assert choices(TEXT, "zh", NAMES, 9) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (5, 5.0),
        (None, ""),
        (date(2026, 2, 28), datetime(2026, 2, 28)),  # noqa: DTZ001 - as above
        ("a\nb", "a\r\nb"),
    ],
)
def test_what_a_program_makes_of_a_cell_is_the_same(one: Any, other: Any) -> None:
    assert same(one, other)
    assert not same(one, "else")
