"""What belongs to the dossier of a record: tables of records that name it, and all of them by date."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.masking import plain

if TYPE_CHECKING:
    from docctl.library import Record
    from docctl.publish.cells import Cells
    from docctl.publish.references import Uses
    from docctl.schema.record_type import Field


def dossier(cells: Cells, record: Record, uses: Uses) -> dict[str, Any] | None:
    """The dossier that a record opens; none where its type opens none."""
    given = cells.edition.site.schemas.dossiers.get(record.type.slug)
    if given is None:
        return None
    named = uses.get(record.id, [])
    tables = [_table(cells, table, named) for table in given.get("tables", ())]
    return {"tables": tables, "timeline": _timeline(cells, record, named)}


def _table(cells: Cells, table: dict[str, Any], named: list[tuple[Record, Field]]) -> dict[str, Any]:
    edition = cells.edition
    kind = edition.site.schemas.types[table["type"]]
    found = {r.id: r for r, field in named if r.type.slug == kind.slug and field.path[0] == table["by"]}
    columns = [name for name in table["columns"] if any(name in other.data for other in found.values())]
    return {
        "title": edition.text(kind.title),
        "columns": [edition.label(kind.properties.get(name, {}), name) for name in columns],
        "rows": [_row(cells, found[name], columns) for name in sorted(found)],
    }


def _row(cells: Cells, record: Record, columns: list[str]) -> dict[str, Any]:
    known = record.type.properties
    return {
        "number": cells.reference(record.id, number_only=True),
        "cells": [
            cells.value(record.data[name], known.get(name, {}), name) if name in record.data else Markup("")
            for name in columns
        ],
        "state": cells.state(record),
    }


def _timeline(cells: Cells, record: Record, named: list[tuple[Record, Field]]) -> list[dict[str, Any]]:
    """The records that name this one, by the date of each as its type says which that is."""
    others = {other.id: other for other, _ in named if other.id != record.id}
    by_id = sorted(others.values(), key=lambda other: other.id)
    newest_first = sorted(by_id, key=lambda other: other.day, reverse=True)
    return [
        {
            "date": plain(other.day),
            "kind": cells.edition.text(other.type.title),
            "record": cells.reference(other.id),
            "state": cells.state(other),
        }
        for other in newest_first
    ]
