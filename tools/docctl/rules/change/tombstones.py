"""Tombstones: only the record of a destruction that was carried out puts one in the place of a record, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library.tombstone import MARK
from docctl.rules.change import codes
from docctl.rules.change.states import status
from docctl.rules.tombstones import check_tombstone
from docctl.rules.tombstones import destruction
from docctl.schema.record_type import values_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.rules.change.context import ChangeContext
    from docctl.violation import Violation

_SOURCES = ("R-034",)


def tombstone_changes(context: ChangeContext) -> Iterator[Violation]:
    """Each tombstone without a record before it, changed, or without a destruction that was carried out."""
    for new in context.change.added:
        if new.is_destroyed:
            yield new.at((MARK,), codes.TOMBSTONE_NEW, sources=_SOURCES, value=new.id)
    for old, new in context.change.changed:
        if old.is_destroyed:
            if new.data != old.data:
                yield new.at((MARK,), codes.TOMBSTONE_CHANGED, sources=_SOURCES, value=new.id)
        elif new.is_destroyed:
            # The state says the same by its own parameters, which the change may have brought.
            yield from check_tombstone(context.after.library, new)
            yield from _carried_out(context, new)


def _carried_out(context: ChangeContext, tombstone: Record) -> Iterator[Violation]:
    library = context.after.library
    found = destruction(library, tombstone)
    if found is None or found.faulty:
        return
    at = (MARK, "record")
    named = {value for field in found.type.references for _, value in values_at(found.data, field.path)}
    if tombstone.id not in named:
        yield tombstone.at(at, codes.DESTRUCTION_OTHER, sources=_SOURCES, value=found.id, other=tombstone.id)
    states = library.schemas.parameters.at(found.day).get("archive", {}).get("destruction_states", [])
    if status(found.data) not in states:
        lifecycle = context.after.lifecycle_of(found)
        state = lifecycle.bound.lifecycle.title(status(found.data)) if lifecycle else status(found.data)
        yield tombstone.at(at, codes.DESTRUCTION_OPEN, sources=_SOURCES, value=found.id, state=state)
