"""What can be found: an entry for each record, register and page that people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.marks import carried
from docctl.publish.masking import plain
from docctl.publish.search.page_text import page_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.library import Record
    from docctl.publish.edition import Edition
    from docctl.publish.site import Site


@dataclass(frozen=True)
class Entry:
    """A page as the search shows it; `text` is what can be found in it beside number and titles."""

    path: str
    number: str
    title: str
    text: str
    other_title: str = ""
    kind: str = ""
    group: str = ""
    department: str = ""
    state: str = ""
    state_title: str = ""
    is_current: bool = True


def entries(edition: Edition, built: Mapping[str, bytes], written: Mapping[str, tuple[str, str]]) -> list[Entry]:
    """Every entry in the order of its page's path; `built` are the staged pages, `written` those of people."""
    found = [*_records(edition, built), *_registers(edition, built), *_written(edition, written)]
    return sorted(found, key=lambda entry: entry.path)


def _records(edition: Edition, built: Mapping[str, bytes]) -> Iterator[Entry]:
    groups = group_of(edition.site)
    for record in _subjects(edition.site):
        path = edition.path(record)
        page = built.get(path, b"").decode("utf-8", "replace")
        state = edition.state(record)
        yield Entry(
            path=path,
            number=edition.number(record),
            title=edition.title(record),
            text=_text(edition, record, page),
            other_title=edition.other_title(record),
            kind=edition.text(record.type.title),
            group=groups.get(record.type.slug, ""),
            department=str(record.data.get(edition.department_field(record), "")),
            state=state,
            state_title=edition.state_title(record.type.slug, state) if state else "",
            is_current=_is_current(edition.site, record, state),
        )


def _subjects(site: Site) -> Iterator[Record]:
    """The records as their pages show them: of a controlled document the revision its page speaks of."""
    yield from (found.record for found in site.standings.values())
    yield from (r for r in site.library.records.values() if r.type.slug not in site.approvals.judges)


def _text(edition: Edition, record: Record, page: str) -> str:
    """The whole page, and of a document that is not in force only its notice."""
    found = edition.site.standings.get(record.id)
    return page_text(page) if found is None or found.in_force else page_text(page, "notice")


def _is_current(site: Site, record: Record, state: str) -> bool:
    found = site.standings.get(record.id)
    if found is not None:
        return found.in_force
    obsolete = site.schemas.search.get("obsolete_mark")
    ended = site.schemas.search.get("not_current", {}).get(record.type.slug, ())
    marked = any(name == obsolete for name, _ in carried(site.schemas.marks, record.type.slug, state))
    return "voided" not in record.data and not marked and state not in ended


def group_of(site: Site) -> dict[str, str]:
    """The group of the search that each type belongs to."""
    groups: dict[str, Any] = site.schemas.search.get("groups", {})
    return {slug: key for key, group in groups.items() for slug in group["types"]}


def _registers(edition: Edition, built: Mapping[str, bytes]) -> Iterator[Entry]:
    for table in edition.site.tables:
        path = f"registers/{table.id}.html"
        text = page_text(built.get(path, b"").decode("utf-8", "replace"))
        kind = edition.words("registers")
        yield Entry(path=path, number=table.id, title=edition.text(table.title), text=text, kind=kind)


def _written(edition: Edition, written: Mapping[str, tuple[str, str]]) -> Iterator[Entry]:
    for stem, (title, page) in written.items():
        kind = edition.words("search_written")
        yield Entry(path=f"{stem}.html", number="", title=plain(title), text=page_text(page), kind=kind)
