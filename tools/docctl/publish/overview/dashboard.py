"""The panels of the start page, as schemas/dashboard.yaml names them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.masking import plain
from docctl.publish.overview import charts
from docctl.publish.overview.charts import Part
from docctl.publish.register.tables import shown_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from docctl.publish.pages import Pages
    from docctl.publish.register.listing import Listing
    from docctl.registers.table import Table

# A panel shows so many rows and leads to the rest.
MOST = 6


def panels(pages: Pages, path: str) -> list[dict[str, Any]]:
    """The panels that have something to show, in their order."""
    asked = pages.edition.site.schemas.dashboard.items()
    found = (_Panels(pages, path).panel(name, panel) for name, panel in asked)
    return [panel for panel in found if panel is not None]


def _named_columns(panel: dict[str, Any]) -> set[str]:
    """The columns that a panel asks for; where the schemas have a fault, its register may lack one."""
    single = {str(panel[key]).lstrip("-") for key in ("column", "along", "left", "sort") if key in panel}
    return single | set(panel.get("columns", ()))


class _Panels:
    """Makes the panels of one page."""

    def __init__(self, pages: Pages, path: str) -> None:
        self.pages, self.path, self.edition = pages, path, pages.edition

    def panel(self, name: str, panel: dict[str, Any]) -> dict[str, Any] | None:
        title = self.edition.label(panel, name)
        if "due" in panel:
            return self._chart(name, title, panel, self._of_due(panel), "due.html#" + panel["due"])
        table = next((t for t in self.edition.site.tables if t.id == panel["register"]), None)
        if table is None or not table.rows or not _named_columns(panel) <= {column.key for column in table.columns}:
            return None
        href = f"registers/{table.id}.html"
        if panel["kind"] == "list":
            return {
                "name": name,
                "title": title,
                "href": href,
                "count": len(table.rows),
                "chart": None,
                **self._list(table, panel),
            }
        return self._chart(name, title, panel, self._of_table(table, panel), href)

    def _chart(
        self, name: str, title: str, panel: dict[str, Any], parts: Sequence[Part], href: str
    ) -> dict[str, Any] | None:
        if not parts:
            return None
        words = self.edition.words
        items = words("list_separator").join(words("panel_item", name=p.name, count=p.size) for p in parts)
        summary = words("panel_summary", title=title, items=items)
        draw: dict[str, Callable[[], Markup]] = {
            "bars": lambda: charts.bars(f"chart-{name}", title, summary, parts),
            "share": lambda: charts.shares(f"chart-{name}", title, summary, parts, words("panel_total")),
            "line": lambda: charts.line(f"chart-{name}", title, summary, parts),
        }
        drawing = draw[panel["kind"]]()
        return {"name": name, "title": title, "href": href, "count": None, "chart": drawing, "parts": parts}

    def _of_due(self, panel: dict[str, Any]) -> list[Part]:
        """How many due items of a state each department has, the most first."""
        counts = Counter(i.department or "" for i in self.edition.site.due if i.state == panel["due"])
        return self._counted(counts, lambda name: self.edition.title_of(name) if name else self._none())

    def _of_table(self, table: Table, panel: dict[str, Any]) -> list[Part]:
        keys = [column.key for column in table.columns]
        index = keys.index(panel["column"])
        if panel["kind"] == "line":
            along = keys.index(panel["along"])
            rows = sorted((str(row[along]), row[index]) for row in table.rows if isinstance(row[index], (int, float)))
            return [Part(period, value) for period, value in rows]
        shown = shown_table(self.pages, table, self.path)
        texts = {str(row.values[index]): plain(row.cells[index].striptags()) for row in shown.rows}
        counts = Counter(str(row.values[index]) for row in shown.rows)
        return self._counted(counts, lambda value: texts[value] or self._none())

    def _counted(self, counts: Counter[str], named: Callable[[str], str]) -> list[Part]:
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [Part(named(name), count) for name, count in ordered]

    def _none(self) -> str:
        return self.edition.words("panel_none")

    def _list(self, table: Table, panel: dict[str, Any]) -> dict[str, Any]:
        keys = [column.key for column in table.columns]
        shown = shown_table(self.pages, table, self.path)
        order = keys.index(str(panel["sort"]).lstrip("-"))
        backwards = str(panel["sort"]).startswith("-")
        rows = sorted(shown.rows, key=lambda row: str(row.values[order]), reverse=backwards)
        wanted = [keys.index(key) for key in panel["columns"]]
        dated = [row for row in rows if row.values[order] != ""][:MOST]
        left = keys.index(panel["left"]) if "left" in panel else None
        soon = int(panel.get("soon", 0))
        lines = [
            {"cells": [row.cells[index] for index in wanted], "left": self._left(row.values, left, soon)}
            for row in dated
        ]
        return {"heads": self._heads(shown, wanted, left), "lines": lines}

    def _heads(self, shown: Listing, wanted: Iterable[int], left: int | None) -> list[str]:
        return [shown.columns[index].label for index in (*wanted, *([left] if left is not None else []))]

    def _left(self, values: Sequence[Any], index: int | None, soon: int) -> Markup:
        """The days until a date as of the day of the page; the reader's browser counts on from there."""
        if index is None:
            return Markup("")
        due = str(values[index])
        days = (date.fromisoformat(due) - date.fromisoformat(self.edition.site.day)).days
        css = "late" if days < 0 else "soon" if days <= soon else "later"
        badge = Markup('<span class="dc-badge dc-left-{}" data-dc-left="{}" data-dc-soon="{}" title="{}">{}</span>')
        return badge.format(css, due, soon, due, self._days(days))

    def _days(self, days: int) -> str:
        words = self.edition.words
        if days == 0:
            return words("left_today")
        return words("left_days", n=days) if days > 0 else words("left_late", n=-days)
