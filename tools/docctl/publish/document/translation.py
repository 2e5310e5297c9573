"""Of which document and revision one is a translation, and whether that revision is still in force."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.masking import plain

if TYPE_CHECKING:
    from docctl.library import Record
    from docctl.publish.cells import Cells

FIELD = "translation_of"


def translation(cells: Cells, record: Record) -> dict[str, Any]:
    """The original with a link, and what is wrong where it has moved on; empty for what is no translation."""
    given = record.data.get(FIELD)
    if not isinstance(given, dict):
        return {}
    name, revision = str(given.get("document", "")), plain(given.get("revision", ""))
    original = cells.edition.site.standings.get(name)
    words = cells.edition.words
    stale = ""
    if original is not None and not original.in_force:
        stale = words("translation_of_none", revision=revision)
    elif original is not None and original.record.data.get("revision") != given.get("revision"):
        stale = words("translation_stale", revision=revision, current=plain(original.record.data.get("revision", "")))
    return {"link": cells.reference(name), "revision": revision, "stale": stale}
