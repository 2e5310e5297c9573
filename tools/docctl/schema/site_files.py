"""The files under schemas/ that say what pages show beside the records: marks, the search, dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.schema import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.schema.load import Schemas
    from docctl.violation import Violation

MARKS = "schemas/marks.yaml"
SEARCH = "schemas/search.yaml"
DOSSIERS = "schemas/dossiers.yaml"


def load_marks(schemas: Schemas, document: Document | None, problems: list[Violation]) -> None:
    """Keep what each stamp says, and on which pages it stands."""
    schemas.marks = document.data["marks"] if document is not None else {}
    for name, mark in schemas.marks.items():
        for index, place in enumerate(mark.get("site", ())):
            if document is not None and place["type"] not in schemas.types:
                at = document.position(("marks", name, "site", index, "type"))
                problems.append(codes.SCHEMA_TYPE.at(MARKS, at, value=place["type"]))


def load_search(schemas: Schemas, document: Document | None, problems: list[Violation]) -> None:
    """Keep how the search narrows what it finds."""
    if document is None:
        return
    schemas.search = document.data
    named: list[tuple[str, tuple[str | int, ...]]] = []
    for name, group in document.data["groups"].items():
        named += [(slug, ("groups", name, "types", index)) for index, slug in enumerate(group["types"])]
    named += [(slug, ("not_current", slug)) for slug in document.data.get("not_current", ())]
    for slug, place in named:
        if slug not in schemas.types:
            problems.append(codes.SCHEMA_TYPE.at(SEARCH, document.position(place), value=slug))


def load_dossiers(schemas: Schemas, document: Document | None, problems: list[Violation]) -> None:
    """Keep the dossiers of types that there are, their tables too: pages are made of them."""
    if document is None:
        return
    for slug, dossier in document.data["dossiers"].items():
        tables = dossier.get("tables", [])
        named = [(slug, ("dossiers", slug)), *_types_of_tables(slug, tables)]
        for name, place in named:
            if name not in schemas.types:
                problems.append(codes.SCHEMA_TYPE.at(DOSSIERS, document.position(place), value=name))
        schemas.dossiers[slug] = {"tables": [table for table in tables if table["type"] in schemas.types]}


def _types_of_tables(slug: str, tables: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for index, table in enumerate(tables):
        yield table["type"], ("dossiers", slug, "tables", index, "type")
