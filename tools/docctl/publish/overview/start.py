"""The start page: what is in force, and how many wait."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.masking import plain
from docctl.publish.overview.dashboard import panels
from docctl.publish.register.tables import shown_table

if TYPE_CHECKING:
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages


def start_page(pages: Pages) -> bytes:
    """The company, what is in force, and how many wait."""
    edition = pages.edition
    site = edition.site
    path = "index.html"
    wanted = site.settings.get("master_list")
    table = next((t for t in site.tables if t.id == wanted), None)
    cells = pages.cells(path)
    coming = [
        {"record": cells.reference(name), "revision": plain(c.name), "effective_on": plain(c.effective_on)}
        for name, one in site.standings.items()
        for c in one.pending
    ]
    return pages.page(
        path,
        "start.md",
        edition.company,
        tiles=_tiles(edition, wanted),
        panels=panels(pages, path),
        table=shown_table(pages, table, path) if table is not None else None,
        table_title=edition.text(table.title) if table is not None else "",
        coming=sorted(coming, key=lambda c: (c["effective_on"], str(c["record"]))),
    )


def _tiles(edition: Edition, master: object) -> list[dict[str, Any]]:
    site = edition.site
    states = [s for one in site.standings.values() for s in (one.state, *(c.state for c in one.coming))]
    dues = [item.state for item in site.due]
    documents = next(iter(site.approvals.judges), "")
    # A type of which there is no record yet has no page.
    every = f"records/{documents}/index.html" if site.library.of_type(documents) else "records/index.html"
    in_force = f"registers/{master}.html" if any(table.id == master for table in site.tables) else every
    counted = (
        ("effective", states.count("effective"), in_force),
        ("pending", states.count("pending"), every),
        ("in_review", states.count("in_review"), every),
        ("overdue", dues.count("overdue"), "due.html#overdue"),
        ("due", dues.count("due"), "due.html#due"),
    )
    return [
        {"state": state if count else "none", "count": count, "label": edition.words(f"tile_{state}"), "href": href}
        for state, count, href in counted
    ]
