"""The records of a change as the rules of its base read them, where the change brings schemas of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from docctl.library import Library
from docctl.library import load_library
from docctl.rules.change import codes
from docctl.schema.codes import FIELD_UNKNOWN
from docctl.violation import Severity

if TYPE_CHECKING:
    from docctl.library import Record
    from docctl.schema import Schemas
    from docctl.violation import Violation


def read_by(schemas: Schemas, own: Library) -> tuple[Library, dict[str, Violation]]:
    """A library by other schemas than its own, and by id why a record that is right by its own is wrong by these.

    A field that these schemas do not know yet stands in no rule's way; any other fault would let a record that the
    change made right by its own schemas slip past every rule on changes.
    """
    library, problems = load_library(own.snapshot, schemas)
    faults: dict[str, list[Violation]] = defaultdict(list)
    for problem in problems:
        faults[problem.path].append(problem)
    refused: dict[str, Violation] = {}
    records = [_read(record, own, faults[record.path], refused) for record in library.records.values()]
    return Library(schemas, own.snapshot, records), refused


def _read(record: Record, own: Library, faults: list[Violation], refused: dict[str, Violation]) -> Record:
    right = own.get(record.id)
    if not faults or right is None or _is_refused_anyway(record, right):
        return record
    grave = [fault for fault in faults if record.is_destroyed or _is_grave(fault)]
    if not grave:
        return replace(record, faulty=False)
    first = grave[0]
    refused[record.id] = codes.CHANGE_SHAPE.at(
        first.path, first.position, pointer=first.pointer, record=record.id, problem=first.message
    )
    return record


def _is_grave(fault: Violation) -> bool:
    """Whether the rules cannot read what has it; a field that they do not know they leave alone."""
    return fault.severity is Severity.ERROR and fault.slug != FIELD_UNKNOWN.slug


def _is_refused_anyway(record: Record, right: Record) -> bool:
    """Whether the check of the state reports the same fault; a tombstone is no fault in itself."""
    return record.is_destroyed if right.is_destroyed else right.faulty
