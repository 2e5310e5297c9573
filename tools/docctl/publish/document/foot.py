"""The foot card of a controlled document: the code that a print is checked by, and what identifies the revision."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.document.qr_code import qr_code
from docctl.publish.masking import plain

if TYPE_CHECKING:
    from docctl.publish.edition import Edition
    from docctl.publish.revisions import Issued


def foot_card(edition: Edition, issued: Issued | None) -> dict[str, Any]:
    """What the card of a revision says; empty where none is in force."""
    if issued is None:
        return {}
    base = str(edition.site.schemas.policy.get("base_url", "")).rstrip("/")
    address = f"{base}/{issued.verify_path}"
    title = edition.words("code_title", address=address)
    return {
        # A code without the site's address would lead nowhere.
        "code": qr_code(address, title) if base else "",
        "address": address,
        "path": f"{issued.verify_path}index.html",
        "number": edition.number(issued.record),
        "revision": plain(issued.revision.name),
        "hash": issued.content_hash.partition(":")[2],
    }
