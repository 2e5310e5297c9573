"""The list of due items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from docctl.publish.overview.calendar import ALL
from docctl.publish.overview.calendar import calendar_path
from docctl.publish.register.listing import DEPARTMENT
from docctl.publish.register.listing import Heading
from docctl.publish.register.listing import Line
from docctl.publish.register.listing import Listing
from docctl.publish.register.listing import facets

if TYPE_CHECKING:
    from docctl.due import DueItem
    from docctl.publish.cells import Cells
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages

STATES = ("overdue", "due", "ok")


def due_page(pages: Pages) -> bytes:
    """What is overdue, what is due soon, and what comes later; one choice narrows all three."""
    path = "due.html"
    edition, cells = pages.edition, pages.cells(path)
    columns = _columns(edition)
    found = {state: [_line(cells, item) for item in edition.site.due if item.state == state] for state in STATES}
    rows = [line for lines in found.values() for line in lines]
    return pages.page(
        path,
        "due.md",
        edition.words("due"),
        groups=[{"state": state, "table": Listing(columns, lines)} for state, lines in found.items()],
        calendar=ALL,
        calendars=[
            {"path": calendar_path(record.id), "title": edition.title(record)}
            for record in edition.site.library.of_type(DEPARTMENT)
        ],
        facets=facets(columns, rows),
        count=len(rows),
    )


def _columns(edition: Edition) -> list[Heading]:
    return [
        Heading("due", edition.words("due_on"), "date"),
        Heading("what", edition.words("due_what")),
        Heading("type", edition.words("due_type"), narrows="choice"),
        Heading("record", edition.words("due_record")),
        Heading("owner", edition.words("due_owner")),
        Heading(DEPARTMENT, edition.words("due_department"), narrows=DEPARTMENT),
    ]


def _line(cells: Cells, item: DueItem) -> Line:
    edition = cells.edition
    record = edition.site.library.get(item.record)
    kind = record.type if record is not None else None
    return Line(
        (item.due, "", kind.slug if kind is not None else "", item.record, item.owner, item.department),
        [
            Markup.escape(item.due),
            Markup.escape(edition.text(item.message)),
            Markup.escape(edition.text(kind.title) if kind is not None else ""),
            cells.reference(item.record),
            cells.reference(item.owner) if item.owner else Markup(""),
            cells.reference(item.department) if item.department else Markup(""),
        ],
        f"dc-due-{item.state}",
    )
