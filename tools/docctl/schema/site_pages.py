"""What a company says of its site: the groups of the search, the panels of the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.schema import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.schema.load import Schemas
    from docctl.violation import Violation

SEARCH = "schemas/search.yaml"
DASHBOARD = "schemas/dashboard.yaml"
# The parts of a panel that name columns.
_OF_COLUMNS = ("column", "along", "left", "sort", "columns")


def load_search(schemas: Schemas, document: Document | None) -> Iterator[Violation]:
    """Keep the groups of the search; each names types that exist."""
    if document is None:
        return
    schemas.search = document.data
    for name, group in document.data["groups"].items():
        for index, slug in enumerate(group["types"]):
            if slug not in schemas.types:
                at = document.position(("groups", name, "types", index))
                yield codes.SCHEMA_TYPE.at(SEARCH, at, value=slug)


def load_dashboard(schemas: Schemas, document: Document | None) -> Iterator[Violation]:
    """Keep the panels of the start page; each names a register that exists, and columns of it."""
    if document is None:
        return
    schemas.dashboard = document.data
    for name, panel in document.data.items():
        if "register" not in panel:
            continue
        register = schemas.registers.get(panel["register"])
        if register is None:
            at = document.position((name, "register"))
            yield codes.SCHEMA_REGISTER.at(DASHBOARD, at, value=panel["register"])
            continue
        known = {column["key"] for column in register.data["columns"]}
        for key, value in _columns(panel):
            if value not in known:
                at = document.position((name, key))
                yield codes.SCHEMA_COLUMN.at(DASHBOARD, at, value=value, register=panel["register"])


def _columns(panel: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in _OF_COLUMNS:
        given = panel.get(key, [])
        yield from ((key, value.removeprefix("-")) for value in ([given] if isinstance(given, str) else given))
