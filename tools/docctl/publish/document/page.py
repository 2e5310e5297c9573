"""Pages of controlled documents: the signed text in force, or a notice and never a text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.document.audit import anchor
from docctl.publish.document.audit import referring
from docctl.publish.document.comparison import comparison
from docctl.publish.document.foot import foot_card
from docctl.publish.document.reasons import reasons
from docctl.publish.document.rendition import served_file
from docctl.publish.document.rendition import where_the_text_is
from docctl.publish.document.signoffs import signoffs
from docctl.publish.document.text import signed_text
from docctl.publish.document.translation import translation
from docctl.publish.masking import plain
from docctl.publish.revisions import audit_path
from docctl.publish.revisions import issued_revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.revision import Revision
    from docctl.library import Record
    from docctl.publish.cells import Cells
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages
    from docctl.publish.references import Uses
    from docctl.publish.standing import Standing

_COMMIT_LENGTH = 12


def document_pages(pages: Pages, uses: Uses) -> Iterator[tuple[str, bytes]]:
    """A page for each document that is under control, was, or will be."""
    for name, found in pages.edition.site.standings.items():
        path = f"documents/{name}.html"
        yield path, _page(pages, path, found, uses)


def _page(pages: Pages, path: str, found: Standing, uses: Uses) -> bytes:
    edition, cells, record = pages.edition, pages.cells(path), found.record
    state_title = edition.state_title(record.type.slug, found.state)
    return pages.page(
        path,
        "document.md",
        edition.words("named", id=edition.number(record), title=edition.title(record)),
        document=found,
        name=edition.title(record),
        other_name=edition.other_title(record),
        kind=_kind(edition, record),
        number=edition.number(record),
        revision=plain(record.data.get("revision", "")),
        state_title=state_title,
        badge=cells.badge(found.state, state_title),
        level=edition.level(record),
        marks=edition.marks(record, found.state),
        notice=_notice(edition, found),
        successors=_successors(cells, found),
        coming=[_coming(edition, cells, record, c) for c in found.coming],
        meta=list(_meta(cells, found)),
        signoffs=signoffs(edition, found),
        finished=where_the_text_is(edition, record) if found.in_force else "",
        history=_history(cells, record) if found.in_force else "",
        versions=list(_versions(edition, cells, found)),
        body=signed_text(edition, record, path) if found.in_force else "",
        is_foreign=found.in_force and edition.is_foreign(record.document.body or ""),
        uses=list(_uses(edition, record.id, uses)),
        audit=audit_path(found.id),
        past_text=_past_text(edition, found),
        **_of_the_current(pages, cells, found),
    )


def _of_the_current(pages: Pages, cells: Cells, found: Standing) -> dict[str, Any]:
    """What a page says of the revision in force beside its text; all of it empty where none is."""
    edition = pages.edition
    issued = issued_revisions(edition.site, found.id) if found.in_force else []
    current = next((one for one in issued if one.revision is found.revision), None)
    past = [one for one in issued if one.is_past]
    served = served_file(current) if current is not None else None
    return {
        "card": foot_card(edition, current),
        "reasons": list(reasons(edition, current)) if current is not None else [],
        "previous": past[-1].history_path if past else "",
        "comparison": comparison(past[-1], current) if past and current is not None else None,
        "translation": translation(cells, found.record),
        "file": served.path if served is not None else "",
        "file_kind": served.path.rpartition(".")[2].upper() if served is not None else "",
    }


def _past_text(edition: Edition, found: Standing) -> str:
    """Where the text is that was in force until the document was withdrawn."""
    issued = issued_revisions(edition.site, found.id)
    return next((one.history_path for one in issued if one.is_past and one.revision is found.revision), "")


def _uses(edition: Edition, name: str, uses: Uses) -> Iterator[dict[str, Any]]:
    """How many records of each type name the document; the page for auditors lists them."""
    for kind, records in referring(edition.site, uses, name):
        yield {"title": edition.text(kind.title), "count": len(records), "anchor": anchor(kind)}


def _kind(edition: Edition, record: Record) -> str:
    """The level of the document."""
    schema = record.type.properties.get("doc_kind", {})
    value = record.data.get("doc_kind")
    return edition.value_label(schema, value) if value else edition.text(record.type.title)


def _notice(edition: Edition, found: Standing) -> str:
    """What the page says in place of the text."""
    if found.in_force:
        return ""
    data = found.record.data
    values = {"revision": plain(data.get("revision", "")), "date": plain(data.get("effective_on", "")), "ended": ""}
    if found.revision is not None:
        values["ended"] = found.revision.ended_on or ""
    return edition.words(f"notice_{found.state}", **values)


def _successors(cells: Cells, found: Standing) -> list[Markup]:
    """The documents in force that replace one that is not."""
    if found.in_force:
        return []
    others = cells.edition.site.standings.values()
    return [cells.reference(s.id) for s in others if s.in_force and s.record.data.get("supersedes") == found.id]


def _versions(edition: Edition, cells: Cells, found: Standing) -> Iterator[dict[str, Any]]:
    """Every issued revision, newest first: its day, its author, what it changed, and the commit that brought it."""
    commits = {a.issued.revision: a.step.commit for a in edition.site.arrivals.get(found.id, ()) if a.step is not None}
    for issued in reversed(issued_revisions(edition.site, found.id)):
        revision = issued.revision
        yield {
            "revision": plain(revision.name),
            "history": issued.history_path if issued.is_past else "",
            "state": cells.badge(issued.state, edition.state_title(found.record.type.slug, issued.state)),
            "effective_on": plain(revision.effective_on),
            "author": _author(edition, revision),
            "summary": _summary(revision),
            "commit": commits.get(revision.name, "")[:_COMMIT_LENGTH],
        }


def _author(edition: Edition, revision: Revision) -> str:
    """Who prepared a revision: the signer of its submission, or the name on the paper that was adopted."""
    if revision.opening is None:
        return ""
    on_paper = revision.record.data.get("paper_approval", {}) if revision.record is not None else {}
    if revision.is_adopted:
        return plain(on_paper.get("prepared_by", "") or edition.words("paper_approval"))
    return plain(revision.opening.statement.name)


def _summary(revision: Revision) -> str:
    """What a revision says of itself in its own change history."""
    rows = revision.record.data.get("change_history", []) if revision.record is not None else []
    return "; ".join(plain(row.get("summary", "")) for row in rows if row.get("revision") == revision.name)


def _coming(edition: Edition, cells: Cells, record: Record, coming: Any) -> dict[str, Any]:
    title = edition.state_title(record.type.slug, coming.state)
    key = "coming_dated" if coming.state == "pending" else "coming"
    text = edition.words(key, revision=plain(coming.name), date=plain(coming.effective_on))
    return {"badge": cells.badge(coming.state, title), "text": text}


def _meta(cells: Cells, found: Standing) -> Iterator[tuple[str, Markup]]:
    """The grid under the title, absent values as a dash."""
    edition, record = cells.edition, found.record
    dash = Markup.escape("—")
    department = edition.department_field(record)
    yield edition.words("meta_number"), Markup.escape(edition.number(record))
    for name, label in (
        ("revision", "meta_revision"),
        ("effective_on", "meta_effective"),
    ):
        yield edition.words(label), _field(cells, record, name) or dash
    yield edition.words("meta_next_review"), Markup.escape(_next_review(edition, found) or "—")
    yield edition.words("meta_department"), _field(cells, record, department) or dash
    yield edition.words("meta_confidentiality"), _field(cells, record, "confidentiality") or dash
    yield edition.words("meta_distribution"), _distribution(cells, record) or dash


def _field(cells: Cells, record: Record, name: str) -> Markup:
    value = record.data.get(name)
    return Markup("") if value is None else cells.value(value, record.type.properties.get(name, {}), name)


def _next_review(edition: Edition, found: Standing) -> str:
    """What the master list says, so that both always agree."""
    table = next((t for t in edition.site.tables if t.id == edition.site.settings.get("master_list")), None)
    if table is None or not found.in_force:
        return ""
    keys = [column.key for column in table.columns]
    if not {"number", "next_review"} <= set(keys):
        return ""
    row = next((row for row in table.rows if row[keys.index("number")] == found.id), None)
    return plain(row[keys.index("next_review")]) if row is not None else ""


def _distribution(cells: Cells, record: Record) -> Markup:
    """The departments of its distribution list; the list is a record of its own and changes without a revision."""
    library = cells.edition.site.library
    parts = []
    for held in library.holding("distribution-list", "document", record.id):
        schema = held.type.properties.get("departments", {})
        parts.append(cells.value(held.data.get("departments", []), schema, "departments"))
    return cells.joined(parts)


def _history(cells: Cells, record: Record) -> Markup:
    schema = record.type.properties.get("change_history", {})
    rows = record.data.get("change_history", [])
    newest_first = list(reversed(rows)) if isinstance(rows, list) else []
    return cells.value(newest_first, schema, "change_history") if newest_first else Markup("")
