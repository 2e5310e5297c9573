"""The signed text of a document as a page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from docctl.publish.document.body import clean_body
from docctl.publish.pages import root_of

if TYPE_CHECKING:
    from docctl.library import Record
    from docctl.publish.edition import Edition


def signed_text(edition: Edition, record: Record, path: str) -> Markup:
    """The body as signed; its links to other records lead to their pages."""
    up = root_of(path)

    def resolve(target: str) -> str | None:
        stem = target.partition("#")[0].rpartition("/")[2].rpartition(".")[0] or target
        found = edition.path_of(stem)
        return up + found if found is not None else None

    return Markup(clean_body(record.document.body or "", resolve))  # noqa: S704 - cleaned for exactly this
