from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import Any

import pytest

from docctl.approval.trust.periods import changed_past
from docctl.approval.trust.periods import is_sound
from docctl.approval.trust.periods import past

DAY = "2026-05-01"


def roles(*windows: tuple[str, str | None]) -> dict[str, Any]:
    """A person who held one role in some windows."""
    return {"roles": [{"role": "author", "from": f} | ({"until": u} if u else {}) for f, u in windows]}


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def test_windows_that_touch_or_overlap_are_one_and_others_are_not() -> None:
    given = roles(("2026-01-01", "2026-01-10"), ("2026-01-11", "2026-01-20"), ("2026-01-15", "2026-01-16"))
    spans = [(ordinal("2026-01-01"), ordinal("2026-01-20"))]
    assert past(given, "roles", DAY) == {("author", ""): spans}
    later = roles(("2026-02-01", "2026-02-02"), ("2026-01-01", "2026-01-02"))
    assert [len(found) for found in past(later, "roles", DAY).values()] == [2]


def test_the_day_itself_is_no_past() -> None:
    assert past(roles((DAY, None)), "roles", DAY) == {}
    yesterday = str(date.fromisoformat(DAY) - timedelta(days=1))
    assert past(roles((yesterday, None)), "roles", DAY) == {("author", ""): [(ordinal(yesterday), ordinal(yesterday))]}


@pytest.mark.parametrize("end", ["until", "retired_on"])
def test_a_key_that_ends_in_the_past_changes_it(end: str) -> None:
    before = {"keys": [{"key": "k", "from": "2026-01-01"}]}
    after = {"keys": [{"key": "k", "from": "2026-01-01", end: "2026-03-01"}]}
    assert list(changed_past(before, after, DAY)) == ["keys"]
    assert list(changed_past(before, after, "2026-03-02")) == []


def test_a_leak_changes_no_window() -> None:
    before = {"keys": [{"key": "k", "from": "2026-01-01"}]}
    assert list(changed_past(before, {"keys": [before["keys"][0] | {"compromised_on": "2026-02-01"}]}, DAY)) == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": 1},
        {"name": "x", "roles": {}},
        {"name": "x", "roles": ["author"]},
        {"name": "x", "roles": [{"role": 1, "from": "2026-01-01"}]},
        {"name": "x", "roles": [{"role": "author", "department": 1, "from": "2026-01-01"}]},
        {"name": "x", "roles": [{"role": "author"}]},
        {"name": "x", "roles": [{"role": "author", "from": "2026-02-30"}]},
        {"name": "x", "keys": [{"key": "k", "from": "2026-01-01", "until": 2027}]},
        {"name": "x", "keys": [{"key": "k", "from": "2026-01-01", "compromised_on": None}]},
        {"name": "x", "departments": None},
    ],
)
def test_what_has_no_readable_windows_is_not_sound(data: dict[str, Any]) -> None:
    assert not is_sound(data)


def test_what_a_schema_may_add_later_does_not_matter() -> None:
    assert is_sound({"name": "x", "roles": [{"role": "author", "from": "2026-01-01", "more": 1}], "more": None})
