"""The past no enrolment may change: what happens from its day on leaves it, what happens before it shows."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from docctl.approval.trust.periods import HELD
from docctl.approval.trust.periods import changed_past

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
NAMES = st.sampled_from(["a", "b"])


@st.composite
def windows(draw: st.DrawFn, field: str, begin: date = FIRST) -> dict[str, str]:
    """One window of a dated list."""
    first = draw(st.dates(begin, LAST))
    entry = {name: draw(NAMES) for name in HELD[field]} | {"from": str(first)}
    end = draw(st.none() | st.dates(first, LAST))
    return entry | ({"until": str(end)} if end is not None else {})


def persons() -> st.SearchStrategy[dict[str, Any]]:
    """The dated lists of a person."""
    return st.fixed_dictionaries({field: st.lists(windows(field), max_size=4) for field in HELD})


def held(person: dict[str, Any], field: str, day: date) -> set[tuple[str, ...]]:
    """What was held on a day, counted in the simplest way."""
    found = set()
    for window in person[field]:
        if window["from"] <= str(day) <= min(window.get("until", "9999"), window.get("retired_on", "9999")):
            found.add(tuple(str(window.get(name, "")) for name in HELD[field]))
    return found


@given(persons(), persons(), DAYS)
def test_a_past_differs_exactly_where_some_day_of_it_does(
    before: dict[str, Any], after: dict[str, Any], day: date
) -> None:
    days = [FIRST + timedelta(days=n) for n in range((day - FIRST).days)]
    expected = [f for f in HELD if any(held(before, f, d) != held(after, f, d) for d in days)]
    assert list(changed_past(before, after, str(day))) == expected


@given(persons(), DAYS, st.data())
def test_whatever_begins_on_the_day_or_later_changes_no_past(
    before: dict[str, Any], day: date, data: st.DataObject
) -> None:
    after = {f: [*map(dict, before[f]), *data.draw(st.lists(windows(f, day), max_size=3))] for f in HELD}
    for entry in after["keys"]:
        if str(day) <= entry.get("until", "9999") and data.draw(st.booleans()):
            entry["retired_on"] = max(str(day), entry["from"])
    assert list(changed_past(before, after, str(day))) == []


@given(persons(), DAYS, st.data())
def test_windows_may_be_written_in_any_order(before: dict[str, Any], day: date, data: st.DataObject) -> None:
    after = {field: data.draw(st.permutations(entries)) for field, entries in before.items()}
    assert list(changed_past(before, after, str(day))) == []
