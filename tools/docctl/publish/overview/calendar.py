"""Due items as calendars that phones and Outlook subscribe to: one for all, one for each department."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm
from icalendar import Calendar
from icalendar import Event
from icalendar import Timezone

from docctl.publish.register.listing import DEPARTMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.due import DueItem
    from docctl.publish.edition import Edition

ALL = "calendar.ics"
ALARMS = (30, 7)
_DAY = timedelta(days=1)


def calendar_path(department: str) -> str:
    """Where the calendar of a department is."""
    return f"calendar/{department}.ics"


def calendar_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The calendar of the whole company, and that of each department, be it empty: people have subscribed to it."""
    site = edition.site
    yield ALL, calendar(edition, site.due, edition.company)
    for record in site.library.of_type(DEPARTMENT):
        own = [item for item in site.due if item.department == record.id]
        yield calendar_path(record.id), calendar(edition, own, edition.title(record))


def calendar(edition: Edition, items: Sequence[DueItem], owner: str) -> bytes:
    """Due items as all-day events; the same items at the same state of the records give the same bytes."""
    found = Calendar()
    name = edition.words("calendar_name", owner=owner)
    found.add("prodid", f"-//docctl//due items//{edition.language.upper()}")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", _DAY, parameters={"VALUE": "DURATION"})
    many = _of_many(edition)
    for item in items:
        found.add_component(_event(edition, item, repeats=item.slug in many))
    if not items:
        # A calendar must hold something.
        today = date.fromisoformat(edition.site.day)
        zone = Timezone.from_tzid(edition.site.host.timezone, first_date=today, last_date=today + 365 * _DAY)
        found.add_component(zone)
    return bytes(found.to_ical())


def _of_many(edition: Edition) -> frozenset[str]:
    """The rules that may give a record several duties: their events are told apart by the day."""
    schemas = edition.site.schemas
    raws = [raw for kind in schemas.types.values() for raw in kind.dues]
    return frozenset(str(raw.data["slug"]) for raw in (*schemas.common_dues, *raws) if "each" in raw.data)


def _event(edition: Edition, item: DueItem, *, repeats: bool) -> Event:
    site = edition.site
    event = Event()
    summary, day = edition.text(item.message), date.fromisoformat(item.due)
    own = f"{item.record}.{item.slug}" + (f".{item.due}" if repeats else "")
    event.add("uid", f"{own}@{site.schemas.policy.get('repository', 'docctl')}")
    event.add("dtstamp", datetime.fromisoformat(site.commit_time))
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    if item.department and (department := site.library.get(item.department)) is not None:
        event.add("categories", [edition.title(department)])
    path = edition.path_of(item.record)
    if path is not None and edition.url:
        event.add("url", edition.url + path)
    for days in ALARMS if item.state != "overdue" else ():
        event.add_component(_alarm(summary, days))
    return event


def _alarm(summary: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -days * _DAY)
    alarm.add("description", summary)
    return alarm
