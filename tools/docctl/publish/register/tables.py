"""Registers as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.masking import masked_mark
from docctl.publish.masking import plain
from docctl.publish.register.listing import DEPARTMENT
from docctl.publish.register.listing import Heading
from docctl.publish.register.listing import Line
from docctl.publish.register.listing import Listing
from docctl.publish.register.listing import narrowing
from docctl.schema.record_type import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.cells import Cells
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages
    from docctl.registers.table import Column
    from docctl.registers.table import Table

# Between the values of a list that a register writes as one text.
_AND = "、"


def register_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The list of registers, and a page for each."""
    yield "registers/index.html", _index(pages)
    for table in pages.edition.site.tables:
        path = f"registers/{table.id}.html"
        shown = shown_table(pages, table, path)
        yield path, pages.page(path, "register.md", pages.edition.text(table.title), table=shown)


def _index(pages: Pages) -> bytes:
    edition = pages.edition
    rows = [
        {
            "path": f"registers/{table.id}.html",
            "title": edition.text(table.title),
            "help": edition.text(table.help),
            "count": len(table.rows),
        }
        for table in edition.site.tables
    ]
    lead = edition.words("registers_lead", date=edition.site.as_of)
    return pages.page("registers/index.html", "catalogue.md", edition.words("registers"), lead=lead, rows=rows)


def shown_table(pages: Pages, table: Table, path: str) -> Listing:
    """A register as its template shows it."""
    edition, cells = pages.edition, pages.cells(path)
    document = edition.site.schemas.registers.get(table.id)
    row = _Row(cells, table, str(document.data["rows"]["type"]) if document is not None else "")
    columns = [Heading(c.key, edition.text(c.title), c.kind, _narrows(c)) for c in table.columns]
    rows = [Line(values, row.cells(values)) for values in table.rows]
    summary = [(edition.text(title), plain(value)) for title, value in table.summary]
    return Listing(columns, rows, table.id, edition.text(table.help), summary)


def _narrows(column: Column) -> str:
    if column.kind == "status":
        return column.kind
    return narrowing(column.schema) if column.kind == "text" or narrowing(column.schema) == DEPARTMENT else ""


class _Row:
    """Renders the rows of a register."""

    def __init__(self, cells: Cells, table: Table, slug: str) -> None:
        self.html, self.edition, self.slug, self.columns = cells, cells.edition, slug, table.columns
        self.own = next((index for index, column in enumerate(table.columns) if column.kind == "ref"), 0)
        self.late = {(i.record, i.due) for i in cells.edition.site.due if i.state == "overdue"}

    def cells(self, values: tuple[Any, ...]) -> list[Markup]:
        """A cell for each value; the row's own number is a link of its own, its title is that of its record."""
        name = str(values[self.own])
        return [
            _titled(self.edition, column, value, name)
            or self._late(column, value, name)
            or self._cell(column, value, number_only=index == self.own)
            for index, (column, value) in enumerate(zip(self.columns, values, strict=True))
        ]

    def _late(self, column: Column, value: Any, name: str) -> Markup | None:
        """A date that a duty of the row's record missed, as a word and in colour."""
        if column.kind != "date" or (name, value) not in self.late:
            return None
        word = self.html.badge("overdue", self.edition.words("due_overdue"))
        return Markup('<span class="dc-late">{}</span> {}').format(plain(value), word)

    def _cell(self, column: Column, value: Any, *, number_only: bool) -> Markup:
        if value == "":
            return Markup("")
        if column.schema.get("x-pii"):
            return masked_mark(value)
        if column.kind == "ref":
            own = number_only and _is_own(self.edition, str(value), self.slug)
            return self.html.reference(str(value), number_only=own)
        if column.kind == "status":
            return self.html.badge(str(value), self.edition.state_title(self.slug, str(value)))
        return Markup.escape(_plain_cell(self.edition, column, value, self.slug))


def _titled(edition: Edition, column: Column, value: Any, name: str) -> Markup | None:
    """A column that repeats the title of the row's record, in the language of the page and masked like it."""
    standing = edition.site.standings.get(name)
    record = standing.record if standing is not None else edition.site.library.get(name)
    if record is None or column.key not in {"title", "name"} or record.data.get(column.key) != value:
        return None
    return Markup.escape(edition.title(record))


def _plain_cell(edition: Edition, column: Column, value: Any, slug: str) -> str:
    if isinstance(value, bool):
        return edition.words("yes" if value else "no")
    if column.kind == "money" and isinstance(value, int):
        return f"{value / SCALE:,.2f}"
    if column.kind == "pct":
        return f"{plain(value)} %"
    return _labelled(edition, slug, column, value)


def _is_own(edition: Edition, name: str, slug: str) -> bool:
    """Whether a reference is the number of the row itself."""
    record = edition.site.library.get(name)
    return name in edition.site.standings or (record is not None and record.type.slug == slug)


def _labelled(edition: Edition, slug: str, column: Column, value: Any) -> str:
    """A value by the label of the list it is of: the column's own, that of its field, or of a field of its name."""
    record_type = edition.site.schemas.types.get(slug)
    named = record_type.properties.get(column.key, {}) if record_type is not None else {}
    schema = dict(column.schema) if "x-labels" in column.schema else named
    known = schema.get("x-labels", {})
    parts = str(value).split(_AND)
    if len(parts) > 1 and all(part in known for part in parts):
        return edition.words("list_separator").join(edition.value_label(schema, part) for part in parts)
    return edition.value_label(schema, value)
