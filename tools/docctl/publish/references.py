"""Where used: which records name a record, and in which field."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.schema.record_type import values_at

if TYPE_CHECKING:
    from docctl.library import Record
    from docctl.publish.cells import Cells
    from docctl.publish.site import Site
    from docctl.schema.record_type import Field

Uses = dict[str, list[tuple["Record", "Field"]]]


def uses_of(site: Site) -> Uses:
    """The records that name each id; of controlled documents only the text in force counts."""
    found: Uses = {}
    for record in site.library.records.values():
        shown = site.shown(record)
        if shown is None:
            continue
        for field in record.type.references:
            for target in dict.fromkeys(str(value) for _, value in values_at(shown.data, field.path)):
                found.setdefault(target, []).append((record, field))
    return found


def referred_by(cells: Cells, name: str, uses: Uses) -> list[dict[str, Any]]:
    """The records that name one, by type and field."""
    edition = cells.edition
    groups: dict[tuple[str, str], list[Record]] = {}
    for record, field in uses.get(name, ()):
        if record.id != name:
            label = " › ".join(_labels(cells, record, field))
            groups.setdefault((edition.text(record.type.title), label), []).append(record)
    return [
        {"type": title, "field": label, "links": [cells.reference(r.id) for r in sorted(records, key=lambda r: r.id)]}
        for (title, label), records in sorted(groups.items())
    ]


def _labels(cells: Cells, record: Record, field: Field) -> list[str]:
    steps = [step for step in field.path if step != "*"]
    return [
        cells.edition.label(record.type.schema_at(_with_items(record, steps[: index + 1])), step)
        for index, step in enumerate(steps)
    ]


def _with_items(record: Record, steps: list[str]) -> list[str | int]:
    path: list[str | int] = []
    for step in steps:
        if path and "items" in record.type.schema_at(path):
            path.append(0)
        path.append(step)
    return path
