"""The history area: the texts of revisions that were in force once, each under a banner that nobody can miss."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.document.comparison import comparison
from docctl.publish.document.rendition import where_the_text_is
from docctl.publish.document.text import signed_text
from docctl.publish.masking import plain
from docctl.publish.revisions import audit_path
from docctl.publish.revisions import issued_revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.pages import Pages
    from docctl.publish.revisions import Issued


def history_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """A page for each past revision of each document that the audience may read."""
    for document in pages.edition.site.standings:
        issued = issued_revisions(pages.edition.site, document)
        for one, following in zip_longest(issued, issued[1:]):
            if one.is_past:
                yield one.history_path, _page(pages, one, following)


def banner(pages: Pages, issued: Issued) -> dict[str, str]:
    """What a past revision says before anything else."""
    words = pages.edition.words
    values = {
        "revision": plain(issued.revision.name),
        "by": plain(issued.by.name) if issued.by is not None else "",
        "ended": issued.revision.ended_on or "",
    }
    return {"verdict": words(f"banner_{issued.state}", **values), "advice": words("banner_advice")}


def _page(pages: Pages, issued: Issued, following: Issued | None) -> bytes:
    edition, path, record = pages.edition, issued.history_path, issued.record
    cells = pages.cells(path)
    state_title = edition.state_title(record.type.slug, issued.state)
    revision, number = plain(issued.revision.name), edition.number(record)
    title = edition.words("history_title", id=number, title=edition.title(record), revision=revision)
    return pages.page(
        path,
        "history.md",
        title,
        document=issued.revision.id,
        name=edition.title(record),
        number=number,
        revision=revision,
        state=issued.state,
        badge=cells.badge(issued.state, state_title),
        state_title=state_title,
        level=edition.level(record),
        marks=edition.marks(record, issued.state),
        banner=banner(pages, issued),
        meta=list(_meta(pages, issued)),
        verify=f"{issued.verify_path}index.html",
        audit=audit_path(issued.revision.id),
        where=where_the_text_is(edition, record),
        body=signed_text(edition, record, path),
        comparison=comparison(issued, following) if following is not None and not _is_coming(following) else None,
    )


def _is_coming(issued: Issued) -> bool:
    """Whether its text may not be shown yet."""
    return not issued.is_past and issued.state != "effective"


def _meta(pages: Pages, issued: Issued) -> Iterator[tuple[str, Any]]:
    words = pages.edition.words
    yield words("meta_number"), pages.edition.number(issued.record)
    yield words("meta_revision"), plain(issued.revision.name)
    yield words("meta_effective"), plain(issued.revision.effective_on)
    if issued.by is not None:
        yield words("meta_replaced_by"), words("revision_badge", revision=plain(issued.by.name))
    yield words("content_hash"), issued.content_hash.partition(":")[2]
