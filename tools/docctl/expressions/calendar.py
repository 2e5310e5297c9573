"""Days, months, workdays and periods; every day is ISO text, so days compare as text."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PERIODS = 1_000
MAX_WORKDAY_SPAN = 4_000
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class WorkCalendar:
    """Which days people work: weekends by ISO weekday, holidays, and weekend days worked instead."""

    weekend: frozenset[int] = frozenset({6, 7})
    holidays: frozenset[str] = field(default=frozenset())
    workdays: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, parameters: Mapping[str, object]) -> WorkCalendar:
        """The calendar that the `workcalendar` parameters describe."""
        declared = parameters.get("workcalendar")
        given = declared if isinstance(declared, dict) else {}
        return cls(
            frozenset(given.get("weekend", (6, 7))),
            frozenset(given.get("holidays", ())),
            frozenset(given.get("workdays", ())),
        )

    def is_workday(self, day: date) -> bool:
        """Whether people work on a day."""
        text = day.isoformat()
        return text in self.workdays or (day.isoweekday() not in self.weekend and text not in self.holidays)


def add_days(day: str, count: int) -> str:
    """The day `count` days later."""
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat()


def add_months(day: str, count: int) -> str:
    """The same day `count` months later, the last of the month where that day does not exist."""
    start = date.fromisoformat(day)
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).isoformat()


def add_years(day: str, count: int) -> str:
    """The same day `count` years later."""
    return add_months(day, 12 * count)


def add_hours(moment: str, count: int) -> str:
    """The moment `count` hours later, in UTC."""
    later = datetime.fromisoformat(moment) + timedelta(hours=count)
    return later.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def days_between(first: str, last: str) -> int:
    """How many days the second day is after the first."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def seconds_between(first: str, last: str) -> int:
    """How many seconds the second moment is after the first."""
    return int((datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds())


def date_of(moment: str, timezone: str) -> str:
    """The day of a moment where the company is."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone)).date().isoformat()


def workdays(first: str, last: str, work: WorkCalendar) -> int:
    """How many workdays there are from the first to the last day, both counted (H-45)."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    if (end - day).days > MAX_WORKDAY_SPAN:
        raise ValueError(f"more than {MAX_WORKDAY_SPAN} days from {first} to {last}")
    return sum(work.is_workday(day + timedelta(days=offset)) for offset in range((end - day).days + 1))


def add_workdays(day: str, count: int, work: WorkCalendar) -> str:
    """The day that is workday number `count`; the given day is number one if people work on it (H-45)."""
    current, left = date.fromisoformat(day), count
    for _ in range(MAX_WORKDAY_SPAN):
        left -= work.is_workday(current)
        if left <= 0:
            return current.isoformat()
        current += timedelta(days=1)
    raise ValueError(f"no {count} workdays within {MAX_WORKDAY_SPAN} days of {day}")


def quarter(day: str) -> str:
    """The quarter of a day, `2026-Q2`."""
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def periods(kind: str, first: str, last: str) -> list[str]:
    """The first days of the months, quarters or years that begin from one day to another."""
    step = _step(kind)
    begin = date.fromisoformat(first)
    month = (begin.year * 12 + begin.month - 1) // step * step
    starts: list[str] = []
    while len(starts) <= MAX_PERIODS:
        text = date(month // 12, month % 12 + 1, 1).isoformat()
        if text > last:
            return starts
        starts.append(text)
        month += step
    raise ValueError(f"more than {MAX_PERIODS} periods from {first} to {last}")


def period_end(start: str, kind: str) -> str:
    """The last day of the period that begins on a day."""
    return add_days(add_months(start, _step(kind)), -1)


def _step(kind: str) -> int:
    if kind not in _MONTHS:
        raise ValueError(f"period {kind!r} is none of {', '.join(_MONTHS)}")
    return _MONTHS[kind]
