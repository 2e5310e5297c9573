"""The list of due items."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from docctl.due import DueItem
    from docctl.publish.cells import Cells
    from docctl.publish.pages import Pages


def due_page(pages: Pages) -> bytes:
    """What is overdue, what is due soon, and what comes later."""
    path = "due.html"
    cells = pages.cells(path)
    groups = [
        {"state": state, "items": [_due(cells, item) for item in pages.edition.site.due if item.state == state]}
        for state in ("overdue", "due", "ok")
    ]
    return pages.page(path, "due.md", pages.edition.words("due"), groups=groups)


def _due(cells: Cells, item: DueItem) -> dict[str, Any]:
    return {
        "due": item.due,
        "record": cells.reference(item.record),
        "message": cells.edition.text(item.message),
        "owner": cells.reference(item.owner) if item.owner else "",
        "department": cells.reference(item.department) if item.department else "",
    }
