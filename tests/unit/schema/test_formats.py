from __future__ import annotations

import pytest

from docctl.schema.formats import FORMATS
from docctl.schema.formats import is_date
from docctl.schema.formats import is_date_time
from docctl.schema.formats import is_duration
from docctl.schema.formats import iso_day
from docctl.schema.formats import utc


@pytest.mark.parametrize("text", ["2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_days(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29",
        "2026-2-8",
        "20260228",
        "2026-W09-1",
        "2026-13-01",
        "2026-02-28\n",
        "",
        "２０２６-02-28",
        "2026-02-28T00:00:00Z",
    ],
)
def test_no_days(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    "text",
    ["2026-02-28T09:30:00+08:00", "2026-02-28T09:30:00Z", "2026-02-28T09:30:00.5Z", "2026-02-28T09:30:00.123456-05:30"],
)
def test_moments(text: str) -> None:
    assert is_date_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-28",
        "2026-02-28T09:30:00",
        "2026-02-28 09:30:00Z",
        "2026-02-28T09:30Z",
        "2026-02-29T09:30:00Z",
        "2026-02-28T24:30:00Z",
        "2026-02-28T09:30:61Z",
        "2026-02-28T09:30:00+0800",
        "2026-02-28T09:30:00+99:00",
        "2026-02-28T09:30:00Z\n",
    ],
)
def test_no_moments(text: str) -> None:
    assert not is_date_time(text)


@pytest.mark.parametrize("text", ["P3M", "P1Y2M3W4D", "PT8H", "P1DT1H30M5S", "PT0S"])
def test_durations(text: str) -> None:
    assert is_duration(text)


@pytest.mark.parametrize("text", ["P", "PT", "P1H", "3M", "P3M ", "P-3M", "P1.5D", "P1DT", "P1D\n", ""])
def test_no_durations(text: str) -> None:
    assert not is_duration(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-01T07:59:59+08:00", "2025-12-31T23:59:59Z"),
        ("2026-02-28T09:30:00.999Z", "2026-02-28T09:30:00Z"),
        ("2026-12-31T20:00:00-05:00", "2027-01-01T01:00:00Z"),
    ],
)
def test_a_moment_is_written_in_utc(text: str, moment: str) -> None:
    assert utc(text) == moment


def test_formats_are_listed() -> None:
    assert [name for name, _ in FORMATS] == ["date", "date-time", "duration"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/2/8", "2026-02-08"),
        ("2026.02.8", "2026-02-08"),
        ("2026年2月8日", "2026-02-08"),
        ("2026-02-28", "2026-02-28"),
        ("soon", "soon"),
    ],
)
def test_a_day_is_written_in_one_way(text: str, day: str) -> None:
    assert iso_day(text) == day
