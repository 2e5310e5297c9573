"""The files under schemas/ that say what pages show beside the records: marks, duties, search, panels, dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.schema import codes
from docctl.schema.duties import duty_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.reader import Document
    from docctl.schema.load import Schemas
    from docctl.violation import Violation

MARKS = "schemas/marks.yaml"
DUTIES = "schemas/duties.yaml"
SEARCH = "schemas/search.yaml"
DASHBOARD = "schemas/dashboard.yaml"
DOSSIERS = "schemas/dossiers.yaml"
# The files, with the part of the metaschema that describes each.
SINGLE = {MARKS: "marks", DUTIES: "duties", SEARCH: "search", DASHBOARD: "dashboard", DOSSIERS: "dossiers"}
# The parts of a panel that name columns.
_OF_COLUMNS = ("column", "along", "left", "sort", "columns")


def load_site_files(schemas: Schemas, documents: Mapping[str, Document]) -> Iterator[Violation]:
    """Keep what each file says; whatever it names must exist."""
    load = {MARKS: _marks, DUTIES: _duties, SEARCH: _search, DASHBOARD: _dashboard, DOSSIERS: _dossiers}
    for path, of_file in load.items():
        if path in documents:
            yield from of_file(schemas, documents[path])


def _marks(schemas: Schemas, document: Document) -> Iterator[Violation]:
    schemas.marks = document.data["marks"]
    for name, mark in schemas.marks.items():
        named: list[tuple[str, tuple[str | int, ...]]] = []
        named += [(place["type"], ("site", index, "type")) for index, place in enumerate(mark.get("site", ()))]
        named += [(slug, ("copy", index)) for index, slug in enumerate(mark.get("copy", ()))]
        for slug, place in named:
            if slug not in schemas.types:
                yield codes.SCHEMA_TYPE.at(MARKS, document.position(("marks", name, *place)), value=slug)


def _duties(schemas: Schemas, document: Document) -> Iterator[Violation]:
    schemas.duties = {name: duty for name, duty in document.data["duties"].items() if schemas.active(duty)}
    yield from duty_problems(document, schemas.departments)


def _search(schemas: Schemas, document: Document) -> Iterator[Violation]:
    schemas.search = document.data
    named: list[tuple[str, tuple[str | int, ...]]] = []
    for name, group in document.data["groups"].items():
        named += [(slug, ("groups", name, "types", index)) for index, slug in enumerate(group["types"])]
    named += [(slug, ("not_current", slug)) for slug in document.data.get("not_current", ())]
    for slug, place in named:
        if slug not in schemas.types:
            yield codes.SCHEMA_TYPE.at(SEARCH, document.position(place), value=slug)


def _dashboard(schemas: Schemas, document: Document) -> Iterator[Violation]:
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


def _dossiers(schemas: Schemas, document: Document) -> Iterator[Violation]:
    """Only tables of types that there are: pages are made of them."""
    for slug, dossier in document.data["dossiers"].items():
        tables = dossier.get("tables", [])
        named = [(slug, ("dossiers", slug)), *_types_of_tables(slug, tables)]
        for name, place in named:
            if name not in schemas.types:
                yield codes.SCHEMA_TYPE.at(DOSSIERS, document.position(place), value=name)
        schemas.dossiers[slug] = {"tables": [table for table in tables if table["type"] in schemas.types]}


def _types_of_tables(slug: str, tables: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for index, table in enumerate(tables):
        yield table["type"], ("dossiers", slug, "tables", index, "type")
