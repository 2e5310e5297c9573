"""A document for auditors: every statement on every revision, and every record that refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.document.signoffs import signoff
from docctl.publish.masking import plain
from docctl.publish.revisions import audit_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.revision import Judged
    from docctl.approval.revision import Revision
    from docctl.library import Record
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.publish.cells import Cells
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages
    from docctl.publish.references import Uses
    from docctl.publish.site import Site
    from docctl.publish.standing import Standing
    from docctl.schema.record_type import RecordType

# Beside the number every table shows the title, whatever its type calls it.
_TITLES = frozenset({"title", "name"})


def audit_pages(pages: Pages, uses: Uses) -> Iterator[tuple[str, bytes]]:
    """A page for each document that is under control, was, or will be."""
    for name, found in pages.edition.site.standings.items():
        path = audit_path(name)
        yield path, _page(pages, path, found, uses)


def _page(pages: Pages, path: str, found: Standing, uses: Uses) -> bytes:
    edition, cells, record = pages.edition, pages.cells(path), found.record
    title = edition.words("named", id=edition.number(record), title=edition.title(record))
    return pages.page(
        path,
        "audit.md",
        edition.words("audit_title", title=title),
        document=found.id,
        name=edition.title(record),
        number=edition.number(record),
        badge=cells.badge(found.state, edition.state_title(record.type.slug, found.state)),
        level=edition.level(record),
        revisions=list(_revisions(edition, cells, found)),
        tables=[_table(cells, kind, found.id, records) for kind, records in referring(edition.site, uses, found.id)],
    )


def referring(site: Site, uses: Uses, document: str) -> list[tuple[RecordType, list[Record]]]:
    """The records that name a document as they may be shown, by type, each type in the order of their dates."""
    groups: dict[str, dict[str, Record]] = {}
    for record, _ in uses.get(document, ()):
        shown = site.shown(record)
        if shown is not None and record.id != document:
            groups.setdefault(record.type.slug, {})[record.id] = shown
    found = []
    for _, records in sorted(groups.items()):
        ordered = sorted(records.values(), key=_when)
        found.append((ordered[0].type, ordered))
    return found


def anchor(kind: RecordType) -> str:
    """Where the table of a type is on the page."""
    return f"dc-uses-{kind.slug}"


def _when(record: Record) -> tuple[str, str]:
    return str(record.data.get(str(record.type.raw.get("x-date", "created_on")), "")), record.id


def _table(cells: Cells, kind: RecordType, document: str, records: list[Record]) -> dict[str, Any]:
    names = [name for name in _columns(kind) if any(_says(record, name, document) for record in records)]
    return {
        "anchor": anchor(kind),
        "title": cells.edition.text(kind.title),
        "columns": [cells.edition.label(kind.properties[name], name) for name in names],
        "rows": [_row(cells, record, names) for record in records],
    }


def _columns(kind: RecordType) -> list[str]:
    return [name for name, schema in kind.properties.items() if schema.get("x-column") and name not in _TITLES]


def _says(record: Record, name: str, document: str) -> bool:
    """Whether a field tells more than that the record belongs to this document."""
    return record.data.get(name) not in (None, document)


def _row(cells: Cells, record: Record, names: list[str]) -> dict[str, Any]:
    known, data = record.type.properties, record.data
    return {
        "number": cells.reference(record.id, number_only=True),
        "name": cells.edition.title(record),
        "state": cells.state(record),
        "cells": [cells.value(data[name], known[name], name) if name in data else Markup("") for name in names],
    }


def _revisions(edition: Edition, cells: Cells, found: Standing) -> Iterator[dict[str, Any]]:
    """Every submitted revision that may be read, newest first, with everything that was signed on it."""
    site, slug = edition.site, found.record.type.slug
    bound = edition.bound(slug)
    readable = [r for r in site.approvals.of(found.id) if r.record is None or site.may_show(r.record)]
    for revision in reversed(readable if bound is not None else []):
        state = site.approvals.state(revision, site.day)
        yield {
            "name": plain(revision.name),
            "badge": cells.badge(state, edition.state_title(slug, state)),
            "effective_on": plain(revision.effective_on),
            "folder": plain(revision.folder.path),
            "problems": list(_problems(edition, revision)),
            "statements": [_statement(edition, bound, judged) for judged in revision.statements if bound is not None],
        }


def _problems(edition: Edition, revision: Revision) -> Iterator[str]:
    for problem in revision.problems:
        yield f"{problem.code} {edition.text(problem.message)}"


def _statement(edition: Edition, bound: BoundLifecycle, judged: Judged) -> dict[str, Any]:
    """One statement: what the signature row of a document shows of it, with person, method, file and verdict.

    Of a signer whom the audience may not look up the name stands alone.
    """
    statement = judged.statement
    is_known = statement.person not in edition.site.withheld
    return {
        **signoff(edition, bound, judged),
        "person": plain(statement.person) if is_known else "",
        "method": edition.words.get(f"method_{statement.method}", plain(statement.method)),
        "in_round": judged.in_round,
        "effective_on": plain(statement.effective_on or ""),
        "reason": plain(statement.reason or ""),
        "file": plain(judged.filed.path.rpartition("/")[2]) if is_known else "",
        "problems": [
            f"{problem.code} {edition.text(problem.message)}" if is_known else problem.code
            for problem in judged.problems
        ],
    }
