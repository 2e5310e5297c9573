"""Calendars of due items, read again by the library that others use too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from docctl.due import DueItem
from docctl.publish.stage import stage_site
from docctl.violation import Text
from tests.unit.publish import small_company
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from icalendar import Component

    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


def item(due: str, state: str, department: str = "QA", record: str = "N-1") -> DueItem:
    return DueItem("R-1", "note.answer", record, "", due, state, "P-001", department, Text("Answer; now, N-1", "答复"))


def calendars(site: Site, language: str = "en") -> dict[str, Calendar]:
    staged = stage_site(site, language)
    return {p.removeprefix("docs/"): Calendar.from_ical(data) for p, data in staged.items() if p.endswith(".ics")}


def events(calendar: Calendar) -> list[Component]:
    return list(calendar.walk("VEVENT"))


def test_an_event_says_what_when_and_where(site: Site) -> None:
    found = events(calendars(replace(site, due=[item("2026-12-01", "due")]))["calendar.ics"])
    event = found[0]
    assert event["summary"] == "Answer; now, N-1"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert event["uid"] == "N-1.note.answer@11111111-2222-4333-8444-555555555555"
    assert event["url"] == "https://docs.example/en/records/note/N-1.html"
    assert event.decoded("dtstamp").isoformat() == "2026-11-20T08:00:00+00:00"
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-30), timedelta(days=-7)]
    assert event["categories"].to_ical() == b"Quality"


def test_what_is_overdue_rings_no_bell(site: Site) -> None:
    found = events(calendars(replace(site, due=[item("2026-11-01", "overdue")]))["calendar.ics"])
    assert found[0].walk("VALARM") == []


def test_a_department_has_what_is_its_own_and_may_have_nothing(site: Site) -> None:
    due = [item("2026-12-01", "due"), item("2026-12-02", "due", department="")]
    found = calendars(replace(site, due=due))
    assert set(found) == {"calendar.ics", "calendar/QA.ics"}
    assert (len(events(found["calendar.ics"])), len(events(found["calendar/QA.ics"]))) == (2, 1)
    empty = calendars(replace(site, due=[]))["calendar/QA.ics"]
    assert events(empty) == []
    assert empty.walk("VTIMEZONE"), "a calendar must hold a component"


def test_the_uid_stays_while_the_day_moves(site: Site) -> None:
    first, second = (
        events(calendars(replace(site, due=[item(day, "ok")]))["calendar.ics"])[0]
        for day in ("2027-01-01", "2027-02-01")
    )
    assert first["uid"] == second["uid"]


def test_names_of_people_are_not_in_it(site: Site) -> None:
    for path, data in stage_site(site, "zh").items():
        if path.endswith(".ics"):
            assert "周文博" not in data.decode().replace("\r\n ", "")


@pytest.mark.parametrize("path", ["calendar.ics", "en/calendar/QA.ics", "atom.xml"])
def test_a_changed_or_missing_file_is_found(good: Built, path: str) -> None:
    files, wanted = good
    assert codes({**files, path: files[path] + b" "}, wanted) == [("SITE_COPY_CHANGED", path)]
    left = {name: data for name, data in files.items() if name != path}
    assert ("SITE_COPY_CHANGED", path) in codes(left, wanted)
    assert "SITE_LINK_DEAD" in {code for code, _ in codes(left, wanted)}


def test_a_leak_in_a_folded_line_is_found(good: Built) -> None:
    files, wanted = good
    hidden = b"DESCRIPTION:010-5550\r\n -0010\r\n"
    assert ("SITE_LEAK", "calendar.ics") in codes({**files, "calendar.ics": files["calendar.ics"] + hidden}, wanted)
