"""Blank forms: the list of those in use, and of each a sheet with its number, version and owning procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.masking import plain
from docctl.publish.record.blank import Blank
from docctl.publish.register.listing import DEPARTMENT
from docctl.publish.register.listing import Heading
from docctl.publish.register.listing import Line
from docctl.publish.register.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.publish.cells import Cells
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages

INDEX = "forms/index.html"
# A type of forms states this, and its records say which type of record each stands for.
PUBLISHED = "site.forms.published"
STANDS_FOR = "record_type"
_SHOWN = ("procedure", "version", "retention_years", "copies")


def form_path(record: Record) -> str:
    """Where the sheet of a form is."""
    return f"forms/{record.id}.html"


def forms_in_use(edition: Edition) -> list[Record]:
    """Every form that is neither voided nor closed."""
    return [r for _, r in sorted(edition.site.library.records.items()) if is_form_in_use(edition, r)]


def is_form_in_use(edition: Edition, record: Record) -> bool:
    """Whether a record is a form that has a sheet."""
    kind, bound = record.type, edition.bound(record.type.slug)
    if STANDS_FOR not in kind.properties or all(raw.data["slug"] != PUBLISHED for raw in kind.stated):
        return False
    closed = bound is not None and bound.lifecycle.is_final(edition.state(record))
    return not (record.faulty or record.is_voided or closed)


def form_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The list of forms and their sheets; nothing where the company keeps none."""
    found = forms_in_use(pages.edition)
    if found:
        yield INDEX, _index(pages, found)
    for record in found:
        yield form_path(record), _sheet(pages, record)


def _index(pages: Pages, found: list[Record]) -> bytes:
    edition, cells = pages.edition, pages.cells(INDEX)
    known = found[0].type.properties
    columns = [
        Heading("number", edition.words("form_number")),
        Heading("name", edition.words("form_name")),
        *(Heading(name, edition.label(known.get(name, {}), name)) for name in _SHOWN[:2]),
        Heading(DEPARTMENT, edition.words("form_department"), narrows=DEPARTMENT),
    ]
    table = Listing(columns, [_line(cells, record) for record in found])
    return pages.page(INDEX, "forms.md", edition.words("forms"), table=table)


def _line(cells: Cells, record: Record) -> Line:
    data, known = record.data, record.type.properties
    link = Markup('<a href="{}">{}</a>').format(cells.root + form_path(record), record.id)
    values = (record.id, cells.edition.title(record), *(data.get(n, "") for n in (*_SHOWN[:2], "owner_department")))
    shown = [cells.value(data[n], known[n], n) if n in data else Markup("") for n in (*_SHOWN[:2], "owner_department")]
    return Line(values, [link, Markup.escape(values[1]), *shown])


def _sheet(pages: Pages, record: Record) -> bytes:
    edition, path = pages.edition, form_path(record)
    kind = edition.site.schemas.types.get(str(record.data.get(STANDS_FOR, "")))
    return pages.page(
        path,
        "form.md",
        edition.words("named", id=record.id, title=edition.title(record)),
        number=record.id,
        name=edition.title(record),
        other_name=edition.other_title(record),
        record_path=edition.path(record),
        facts=_facts(pages.cells(path), record),
        stands_for=edition.text(kind.title) if kind is not None else "",
        fields=Blank(edition).fields(kind) if kind is not None else [],
        has_body=kind is not None and kind.is_markdown,
        version=plain(record.data.get("version", "")),
        level=edition.level(record),
        marks=edition.marks(record, edition.state(record)),
    )


def _facts(cells: Cells, record: Record) -> list[dict[str, Any]]:
    known = record.type.properties
    return [
        {"label": cells.edition.label(known[name], name), "value": cells.value(record.data[name], known[name], name)}
        for name in _SHOWN
        if name in record.data and name in known
    ]
