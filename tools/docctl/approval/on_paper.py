"""Signatures on paper that a record tells of, where its approval was adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.approval.steps import ADOPT
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.lifecycle.compiled import BoundLifecycle


class PaperSignature(NamedTuple):
    """What was signed, by whom as the paper shows it, and on which day, if the record says so."""

    title: Text
    name: str
    day: str


def paper_signatures(bound: BoundLifecycle, record: Record) -> Iterator[PaperSignature]:
    """The pairs `approved_by`, `approved_on` in the fields that an adoption asks for."""
    for field in sorted(bound.asked(ADOPT)):
        given: Any = record.data.get(field)
        for key, schema in record.type.properties[field].get("properties", {}).items():
            if isinstance(given, dict) and key.endswith("_by") and key in given:
                title = Text(str(schema.get("title", key)), str(schema.get("x-zh", key)))
                yield PaperSignature(title, str(given[key]), str(given.get(key.removesuffix("by") + "on", "")))
