from __future__ import annotations

import pytest

from docctl.expressions.calendar import WorkCalendar
from docctl.expressions.calendar import add_days
from docctl.expressions.calendar import add_hours
from docctl.expressions.calendar import add_months
from docctl.expressions.calendar import add_workdays
from docctl.expressions.calendar import add_years
from docctl.expressions.calendar import date_of
from docctl.expressions.calendar import days_between
from docctl.expressions.calendar import period_end
from docctl.expressions.calendar import periods
from docctl.expressions.calendar import quarter
from docctl.expressions.calendar import seconds_between
from docctl.expressions.calendar import workdays

# 2026-10-01 to 07 are holidays, Saturday 2026-10-10 is worked instead.
WORK = WorkCalendar.of(
    {
        "workcalendar": {
            "weekend": [6, 7],
            "holidays": [f"2026-10-0{day}" for day in range(1, 8)],
            "workdays": ["2026-10-10"],
        }
    }
)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [("2026-02-27", 2, "2026-03-01"), ("2024-02-28", 1, "2024-02-29"), ("2026-01-01", -1, "2025-12-31")],
)
def test_days_later(day: str, count: int, later: str) -> None:
    assert add_days(day, count) == later
    assert days_between(day, later) == count


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-01-15", 0, "2026-01-15"),
        ("2026-01-31", 12, "2027-01-31"),
    ],
)
def test_months_end_on_their_last_day(day: str, count: int, later: str) -> None:
    assert add_months(day, count) == later


def test_years_later() -> None:
    assert add_years("2024-02-29", 1) == "2025-02-28"
    assert add_years("2024-02-29", 4) == "2028-02-29"


def test_moments() -> None:
    assert add_hours("2026-01-01T00:00:00+08:00", 24) == "2026-01-01T16:00:00Z"
    assert seconds_between("2026-01-01T00:00:00+08:00", "2026-01-01T00:00:00Z") == 28_800
    assert date_of("2026-01-01T15:59:59Z", "Asia/Shanghai") == "2026-01-01"
    assert date_of("2026-01-01T16:00:00Z", "Asia/Shanghai") == "2026-01-02"


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2026-06-01", "2026-06-05", 5),
        ("2026-06-05", "2026-06-08", 2),
        ("2026-06-06", "2026-06-07", 0),
        ("2026-06-01", "2026-06-01", 1),
        ("2026-06-05", "2026-06-01", 0),
        ("2026-09-30", "2026-10-08", 2),
        ("2026-10-09", "2026-10-11", 2),
    ],
)
def test_both_ends_of_a_span_of_workdays_count(first: str, last: str, count: int) -> None:
    assert workdays(first, last, WORK) == count


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2026-06-05", 1, "2026-06-05"),
        ("2026-06-05", 2, "2026-06-08"),
        ("2026-06-06", 1, "2026-06-08"),
        ("2026-09-30", 2, "2026-10-08"),
        ("2026-10-09", 2, "2026-10-10"),
        ("2026-06-05", 0, "2026-06-05"),
    ],
)
def test_the_day_of_receipt_is_day_one(day: str, count: int, due: str) -> None:
    assert add_workdays(day, count, WORK) == due


def test_spans_are_bounded() -> None:
    with pytest.raises(ValueError, match="more than 4000 days"):
        workdays("2000-01-01", "2026-01-01", WORK)
    with pytest.raises(ValueError, match="no 9999 workdays"):
        add_workdays("2026-01-01", 9_999, WORK)
    with pytest.raises(ValueError, match="more than 1000 periods"):
        periods("month", "1900-01-01", "2026-01-01")


def test_without_parameters_weekends_are_free() -> None:
    assert WorkCalendar.of({}) == WorkCalendar()
    assert workdays("2026-10-01", "2026-10-07", WorkCalendar.of({"workcalendar": {}})) == 5


@pytest.mark.parametrize(
    ("day", "name"), [("2026-01-01", "2026-Q1"), ("2026-03-31", "2026-Q1"), ("2026-10-01", "2026-Q4")]
)
def test_quarters(day: str, name: str) -> None:
    assert quarter(day) == name


@pytest.mark.parametrize(
    ("kind", "first", "last", "starts"),
    [
        ("month", "2026-01-05", "2026-03-01", ["2026-01-01", "2026-02-01", "2026-03-01"]),
        ("month", "2025-12-31", "2026-01-31", ["2025-12-01", "2026-01-01"]),
        ("quarter", "2026-02-10", "2026-07-01", ["2026-01-01", "2026-04-01", "2026-07-01"]),
        ("year", "2025-06-01", "2026-06-01", ["2025-01-01", "2026-01-01"]),
        ("month", "2026-02-01", "2026-01-01", []),
    ],
)
def test_periods_begin_on_their_first_day(kind: str, first: str, last: str, starts: list[str]) -> None:
    assert periods(kind, first, last) == starts


def test_periods_end_on_their_last_day() -> None:
    assert period_end("2024-02-01", "month") == "2024-02-29"
    assert period_end("2026-10-01", "quarter") == "2026-12-31"
    assert period_end("2026-01-01", "year") == "2026-12-31"
    with pytest.raises(ValueError, match="'week' is none of month, quarter, year"):
        period_end("2026-01-01", "week")
