"""A library before and after: which records came, went and changed, matched by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from docctl.library.library import Library
    from docctl.library.record import Record


class Edit(NamedTuple):
    """One record before and after; none before where it was added."""

    old: Record | None
    new: Record


@dataclass(frozen=True)
class Change:
    """Two states of a library; a file that moved is the same record."""

    before: Library
    after: Library

    @cached_property
    def removed(self) -> tuple[Record, ...]:
        """The records that are gone."""
        return tuple(old for name, old in self.before.records.items() if name not in self.after.records)

    @cached_property
    def added(self) -> tuple[Record, ...]:
        """The records that were not there before."""
        return tuple(new for name, new in self.after.records.items() if name not in self.before.records)

    @cached_property
    def changed(self) -> tuple[tuple[Record, Record], ...]:
        """The records whose bytes or place are others, before and after."""
        pairs = ((self.before.records[name], new) for name, new in self.after.records.items() if self.before.get(name))
        return tuple((old, new) for old, new in pairs if old is not new and _differ(old, new))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """What rules judge: added and changed records of the right shape, those that had a wrong one left out."""
        added = (Edit(None, new) for new in self.added)
        changed = (Edit(old, new) for old, new in self.changed if not old.faulty and old.type.slug == new.type.slug)
        return tuple(edit for edit in (*added, *changed) if not edit.new.faulty)


def _differ(old: Record, new: Record) -> bool:
    return old.path != new.path or old.document.source != new.document.source
