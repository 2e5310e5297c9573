"""Pages of controlled documents: the signed text in force, or a notice and never a text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.library.load import RENDITION
from docctl.publish.document.body import clean_body
from docctl.publish.document.signoffs import signoffs
from docctl.publish.masking import plain
from docctl.publish.references import referred_by

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
_DEPARTMENTS = ("owner_department", "issuing_department")


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
        edition.words("named", id=_number(record), title=edition.title(record)),
        document=found,
        name=edition.title(record),
        other_name=_other_name(edition, record),
        kind=_kind(edition, record),
        number=_number(record),
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
        finished=_finished(edition, found),
        history=_history(cells, record) if found.in_force else "",
        versions=list(_versions(edition, cells, found)),
        body=_body(edition, record, path) if found.in_force else "",
        is_foreign=found.in_force and edition.is_foreign(record.document.body or ""),
        uses=referred_by(cells, record.id, uses),
    )


def _number(record: Record) -> str:
    return plain(record.data.get("doc_no") or record.id)


def _other_name(edition: Edition, record: Record) -> str:
    """The title in the other language."""
    title, english = plain(record.data.get("title", "")), plain(record.data.get("title_en", ""))
    return title if edition.language == "en" and english else english


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
    site = cells.edition.site
    replacing = [
        s.record for s in site.standings.values() if s.in_force and s.record.data.get("supersedes") == found.id
    ]
    return [] if found.in_force else [cells.reference(record.id) for record in replacing]


def _versions(edition: Edition, cells: Cells, found: Standing) -> Iterator[dict[str, Any]]:
    """Every issued revision, newest first: its day, its author, what it changed, and the commit that brought it."""
    approvals = edition.site.approvals
    commits = {a.issued.revision: a.step.commit for a in edition.site.arrivals.get(found.id, ()) if a.step is not None}
    for revision in reversed(approvals.issued(found.id)):
        state = approvals.state(revision, edition.site.day)
        yield {
            "revision": plain(revision.name),
            "state": cells.badge(state, edition.state_title(found.record.type.slug, state)),
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
    department = next((n for n in _DEPARTMENTS if n in record.data), _DEPARTMENTS[0])
    yield edition.words("meta_number"), Markup.escape(_number(record))
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


def _finished(edition: Edition, found: Standing) -> str:
    """Where the text is that the page does not show: in a finished file, in the archive or in the vault."""
    given = found.record.data.get(RENDITION)
    if not found.in_force or not isinstance(given, dict):
        return ""
    for name, words in (("archive_entry", "text_in_archive"), ("vault", "text_in_vault")):
        if name in given:
            return edition.words(words, entry=plain(given[name]))
    name = plain(given.get("path", "")).rpartition("/")[2]
    return edition.words("text_in_file", name=name, sha256=plain(given.get("sha256", "")))


def _history(cells: Cells, record: Record) -> Markup:
    schema = record.type.properties.get("change_history", {})
    rows = record.data.get("change_history", [])
    newest_first = list(reversed(rows)) if isinstance(rows, list) else []
    return cells.value(newest_first, schema, "change_history") if newest_first else Markup("")


def _body(edition: Edition, record: Record, path: str) -> Markup:
    """The body as signed; its links to other records lead to their pages."""
    up = "../" * path.count("/")

    def resolve(target: str) -> str | None:
        stem = target.partition("#")[0].rpartition("/")[2].rpartition(".")[0] or target
        found = edition.path_of(stem)
        return up + found if found is not None else None

    return Markup(clean_body(record.document.body or "", resolve))  # noqa: S704 - cleaned for exactly this
