"""Dates, date-times and durations, checked by us: JSON Schema leaves formats to the reader."""

from __future__ import annotations

import re
from datetime import UTC
from datetime import date
from datetime import datetime

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z").match
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})\Z"
).match
_DURATION = re.compile(
    r"P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?\Z"
).match
# What people and spreadsheets make of a day, the year first: 2019/5/1, 2019年5月1日.
_LOOSE_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?").fullmatch


def iso_day(text: str) -> str:
    """A day as files write it, however its year, month and day are parted; any other text as it is."""
    found = _LOOSE_DATE(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text


def is_date(text: str) -> bool:
    """Whether a text is an ISO day that exists, `2026-02-28`."""
    if not _DATE(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_date_time(text: str) -> bool:
    """Whether a text is an ISO moment with a zone, `2026-02-28T09:30:00+08:00`."""
    if not _DATE_TIME(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_duration(text: str) -> bool:
    """Whether a text is an ISO duration, `P3M`."""
    return bool(_DURATION(text))


def utc(text: str) -> str:
    """An ISO moment as the same moment in UTC, to the second: moments so written sort by time."""
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


FORMATS = (("date", is_date), ("date-time", is_date_time), ("duration", is_duration))
