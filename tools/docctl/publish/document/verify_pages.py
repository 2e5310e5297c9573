"""The pages that printed codes lead to: one for each issued revision, in all languages at once, at the site's root.

They are plain HTML and no pages of the engine, because their addresses are frozen: a printed code outlives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.edition import Edition
from docctl.publish.masking import plain
from docctl.publish.revisions import issued_revisions
from docctl.publish.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.pages import Pages
    from docctl.publish.revisions import Issued

TEMPLATE = "verify.html"


def verify_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """A page for each issued revision of each document that the audience may read."""
    editions = _editions(pages.edition)
    for document in pages.edition.site.standings:
        for issued in issued_revisions(pages.edition.site, document):
            yield f"{issued.verify_path}index.html", _page(pages, editions, issued)


def _editions(first: Edition) -> list[Edition]:
    site = first.site
    return [Edition(site, language, Words(first.words.texts, language)) for language in site.languages]


def _page(pages: Pages, editions: list[Edition], issued: Issued) -> bytes:
    record = issued.record
    return pages.page(
        f"{issued.verify_path}index.html",
        TEMPLATE,
        f"{editions[0].number(record)} {plain(issued.revision.name)}",
        state=issued.state,
        said=[_said(edition, issued) for edition in editions],
        rows=list(_rows(editions, issued)),
    )


def _said(edition: Edition, issued: Issued) -> dict[str, Any]:
    """What the page says in one language, and where the document is in it."""
    values = {
        "by": plain(issued.by.name) if issued.by is not None else "",
        "date": plain(issued.revision.effective_on),
        "ended": issued.revision.ended_on or "",
    }
    below = "" if edition.language == edition.site.languages[0] else f"{edition.language}/"
    return {
        "language": edition.language,
        "verdict": edition.words(f"verdict_{issued.state}", **values),
        "advice": edition.words(f"advice_{issued.state}", **values),
        "as_of": edition.words("as_of", date=edition.site.as_of),
        "stale": edition.words("stale"),
        "link": edition.words("verify_link"),
        "path": f"{below}documents/{issued.revision.id}.html",
        "company": edition.company,
    }


def _rows(editions: list[Edition], issued: Issued) -> Iterator[tuple[str, str]]:
    """What identifies the revision: each label in all languages, each value once."""
    record, first = issued.record, editions[0]
    titles = dict.fromkeys(edition.title(record) for edition in editions)
    for label, value in (
        ("meta_number", first.number(record)),
        ("verify_title", " · ".join(titles)),
        ("meta_revision", plain(issued.revision.name)),
        ("meta_effective", plain(issued.revision.effective_on)),
        ("content_hash", issued.content_hash),
    ):
        yield " · ".join(edition.words(label) for edition in editions), value
