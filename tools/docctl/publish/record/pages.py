"""Pages of every other record, and the lists of records by type."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.publish.masking import plain
from docctl.publish.record.dossier import dossier
from docctl.publish.record.forms import form_path
from docctl.publish.record.forms import is_form_in_use
from docctl.publish.reference.lifecycles import lifecycle_path
from docctl.publish.reference.rules import rules_path
from docctl.publish.references import referred_by
from docctl.publish.register.listing import Heading
from docctl.publish.register.listing import Line
from docctl.publish.register.listing import Listing
from docctl.publish.register.listing import narrowing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.publish.cells import Cells
    from docctl.publish.pages import Pages
    from docctl.publish.references import Uses
    from docctl.publish.site import Site
    from docctl.schema.record_type import RecordType

# The header shows these.
_IN_HEADER = frozenset({"id", "type", "schema_version", "title", "title_en", "status"})


def record_pages(pages: Pages, uses: Uses) -> Iterator[tuple[str, bytes]]:
    """A page for each record that is no controlled document."""
    site = pages.edition.site
    for record in sorted(site.library.records.values(), key=lambda r: r.id):
        if record.type.slug not in site.approvals.judges:
            path = pages.edition.path(record)
            yield path, _page(pages, path, record, uses)


def _page(pages: Pages, path: str, record: Record, uses: Uses) -> bytes:
    edition, cells = pages.edition, pages.cells(path)
    own = [name for name in record.type.properties if name in record.type.raw["properties"]]
    envelope = [name for name in record.type.properties if name not in own]
    values = {**record.data, **_computed(edition.site, record)}
    # What the company has no business with is not shown either.
    stray = sorted(set(values) - set(record.type.properties) - set(record.type.unused))
    return pages.page(
        path,
        "record.md",
        edition.words("named", id=record.id, title=edition.title(record)),
        record_id=record.id,
        name=edition.title(record),
        type_title=edition.text(record.type.title),
        type_slug=record.type.slug,
        state=cells.state(record),
        voided="voided" in record.data,
        level=edition.level(record),
        marks=edition.marks(record, edition.state(record)),
        groups=[
            {"key": "fields", "rows": _rows(cells, record, values, [*own, *stray])},
            {"key": "envelope", "rows": _rows(cells, record, values, envelope)},
        ],
        form=form_path(record) if is_form_in_use(edition, record) else "",
        dossier=dossier(cells, record, uses),
        uses=referred_by(cells, record.id, uses),
    )


def _computed(site: Site, record: Record) -> dict[str, Any]:
    """The computed fields that can be worked out."""
    found = {}
    for name in record.type.computed:
        if record.faulty or (record.type.slug, name) not in site.host.computed:
            continue
        try:
            found[name] = site.host.compute(record, name)
        except (SkipRule, Undecided):
            continue
    return found


def _rows(cells: Cells, record: Record, values: dict[str, Any], names: list[str]) -> list[dict[str, Any]]:
    known = record.type.properties
    return [
        {
            "label": cells.edition.label(known.get(name, {}), name),
            "value": cells.value(values[name], _computed_items(known.get(name, {})), name),
        }
        for name in names
        if name in values and name not in _IN_HEADER and values[name] != []
    ]


def _computed_items(schema: dict[str, Any]) -> dict[str, Any]:
    """A computed list is a list of computed values: ids in it are links."""
    if "x-computed" in schema and schema.get("type") == "array":
        return {**schema, "items": {**schema.get("items", {}), "x-computed": schema["x-computed"]}}
    return schema


def list_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The list of types, and of each type its records."""
    site = pages.edition.site
    kinds = [kind for slug, kind in sorted(site.schemas.types.items()) if site.library.of_type(slug)]
    yield "records/index.html", _types_page(pages, kinds)
    for kind in kinds:
        path = f"records/{kind.slug}/index.html"
        yield path, _type_page(pages, path, kind)


def _types_page(pages: Pages, kinds: list[RecordType]) -> bytes:
    edition = pages.edition
    rows = [
        {
            "path": f"records/{kind.slug}/index.html",
            "title": edition.text(kind.title),
            "help": plain(kind.raw.get("x-help", {}).get(edition.language, "")),
            "count": len(edition.site.library.of_type(kind.slug)),
        }
        for kind in kinds
    ]
    lead = edition.words("records_lead")
    return pages.page("records/index.html", "catalogue.md", edition.words("records"), lead=lead, rows=rows)


def _type_page(pages: Pages, path: str, kind: RecordType) -> bytes:
    edition = pages.edition
    return pages.page(
        path,
        "type.md",
        edition.text(kind.title),
        help=plain(kind.raw.get("x-help", {}).get(edition.language, "")),
        lifecycle=lifecycle_path(str(kind.lifecycle)) if edition.bound(kind.slug) else "",
        rules=rules_path(kind.slug) if kind.rules or kind.dues or kind.stated else "",
        table=_listing(pages, path, kind),
    )


# The title column shows these already.
_NAMES = frozenset({"name", "title"})


def _listing(pages: Pages, path: str, kind: RecordType) -> Listing:
    """The records of a type by number, name, state and the columns that the type marks."""
    edition, cells = pages.edition, pages.cells(path)
    known = {name: schema for name, schema in kind.properties.items() if schema.get("x-column") and name not in _NAMES}
    columns = [
        Heading("number", edition.words("number")),
        Heading("name", edition.words("name")),
        Heading("state", edition.words("state"), "status", "status"),
        *(Heading(name, edition.label(schema, name), narrows=narrowing(schema)) for name, schema in known.items()),
    ]
    return Listing(columns, [_row(cells, record, known) for record in edition.site.library.of_type(kind.slug)])


def _row(cells: Cells, record: Record, columns: dict[str, dict[str, Any]]) -> Line:
    edition = cells.edition
    found = edition.site.standings.get(record.id)
    subject = found.record if found is not None else record
    values = {**subject.data, **_computed(edition.site, subject)}
    title, state = edition.title(subject), edition.state(record)
    shown = [
        cells.value(values[name], _computed_items(schema), name) if name in values else Markup("")
        for name, schema in columns.items()
    ]
    return Line(
        (record.id, title, state, *(values.get(name, "") for name in columns)),
        [cells.reference(record.id, number_only=True), Markup.escape(title), cells.state(record), *shown],
    )
