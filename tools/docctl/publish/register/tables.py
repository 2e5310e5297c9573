"""Registers as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.masking import plain
from docctl.schema.record_type import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.cells import Cells
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages
    from docctl.registers.table import Column
    from docctl.registers.table import Table

RIGHT = frozenset({"int", "money", "pct"})


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


def shown_table(pages: Pages, table: Table, path: str) -> dict[str, Any]:
    """A register as its template shows it."""
    edition, cells = pages.edition, pages.cells(path)
    document = edition.site.schemas.registers.get(table.id)
    slug = str(document.data["rows"]["type"]) if document is not None else ""
    columns = [{"label": edition.text(c.title), "right": c.kind in RIGHT, "kind": c.kind} for c in table.columns]
    own = next((index for index, column in enumerate(table.columns) if column.kind == "ref"), 0)
    rows = [
        [
            _titled(cells, column, value, str(row[own])) or _cell(cells, column, value, slug, number_only=index == own)
            for index, (column, value) in enumerate(zip(table.columns, row, strict=True))
        ]
        for row in table.rows
    ]
    summary = [(edition.text(title), plain(value)) for title, value in table.summary]
    help_text = edition.text(table.help)
    return {"id": table.id, "help": help_text, "columns": columns, "rows": rows, "summary": summary}


def _titled(cells: Cells, column: Column, value: Any, name: str) -> Markup | None:
    """A column that repeats the title of the row's record, in the language of the page and masked like it."""
    standing = cells.edition.site.standings.get(name)
    record = standing.record if standing is not None else cells.edition.site.library.get(name)
    if record is None or column.key not in {"title", "name"} or record.data.get(column.key) != value:
        return None
    return Markup.escape(cells.edition.title(record))


def _cell(cells: Cells, column: Column, value: Any, slug: str, *, number_only: bool) -> Markup:
    edition = cells.edition
    if value == "":
        return Markup("")
    if column.kind == "ref":
        return cells.reference(str(value), number_only=number_only and _is_own(edition, str(value), slug))
    if column.kind == "status":
        return cells.badge(str(value), edition.state_title(slug, str(value)))
    return Markup.escape(_plain_cell(edition, column, value, slug))


def _plain_cell(edition: Edition, column: Column, value: Any, slug: str) -> str:
    if isinstance(value, bool):
        return edition.words("yes" if value else "no")
    if column.kind == "money" and isinstance(value, int):
        return f"{value / SCALE:,.2f}"
    if column.kind == "pct":
        return f"{plain(value)} %"
    return _labelled(edition, slug, column.key, value)


def _is_own(edition: Edition, name: str, slug: str) -> bool:
    """Whether a reference is the number of the row itself."""
    record = edition.site.library.get(name)
    return name in edition.site.standings or (record is not None and record.type.slug == slug)


def _labelled(edition: Edition, slug: str, key: str, value: Any) -> str:
    """A value that is a field's of the same name, by the label of the field's list."""
    record_type = edition.site.schemas.types.get(slug)
    schema = record_type.properties.get(key, {}) if record_type is not None else {}
    return edition.value_label(schema, value)
