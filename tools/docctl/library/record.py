"""One record as read, and its values as expressions see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.library.tombstone import MARK
from docctl.reader import Document
from docctl.schema.record_type import converted
from docctl.schema.record_type import values_at
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.reader import PathInFile
    from docctl.schema import RecordType
    from docctl.violation import Code
    from docctl.violation import Severity
    from docctl.violation import Violation


@dataclass(frozen=True)
class Unreadable(Document):
    """A file that could not be read: it has a name, so that references to it resolve, and no fields."""

    def position(self, path: Sequence[str | int], *, of_key: bool = False) -> Position:
        """The beginning of the file: nothing in it has a place."""
        del path, of_key
        return Position(1, 1)

    def path_at(self, place: Position) -> PathInFile:
        """No field: nothing in it has a name."""
        del place
        return ()


@dataclass(frozen=True, eq=False)
class Record:
    """One file under records/; a faulty one failed its shape, or is a tombstone, and is not read by rules."""

    id: str
    type: RecordType
    document: Document
    faulty: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """The fields as written in the file."""
        return self.document.data

    @property
    def path(self) -> str:
        """Where the record lives in the repository."""
        return self.document.path

    @cached_property
    def day(self) -> str:
        """The day that dates the record: it decides which parameters and rules hold."""
        return str(self.data.get(self.type.date_field) or self.data.get("created_on") or "")

    @property
    def title(self) -> str:
        """What the record is called, computed titles included only where the library fills them in."""
        return str(self.data.get("title") or self.data.get("name") or self.id)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The stored fields as expressions see them."""
        if not self.type.conversions:
            return self.data
        values = dict(self.data)
        for field in self.type.conversions:
            for at, value in values_at(self.data, field.path):
                _put(values, at, converted(value, field.schema))
        return values

    @property
    def is_destroyed(self) -> bool:
        """Whether only its tombstone is left, which no rule reads."""
        return MARK in self.data and MARK not in self.type.properties

    @property
    def is_voided(self) -> bool:
        """Whether it was entered in error and counts nowhere any more."""
        return "voided" in self.data

    def files(self) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """Every file that a field names, electronic or on paper, with the place of the entry."""
        for path in self.type.pinning:
            yield from ((at, value) for at, value in values_at(self.data, path) if isinstance(value, dict))

    def at(
        self,
        path: Sequence[str | int],
        code: Code,
        *,
        severity: Severity | None = None,
        sources: tuple[str, ...] = (),
        **values: object,
    ) -> Violation:
        """A violation of the engine at a field of this record."""
        place = self.document.position(path)
        pointer = "".join(f"/{step}" for step in path)
        return code.at(self.path, place, pointer=pointer, record=self.id, sources=sources, severity=severity, **values)


def _put(values: dict[str, Any], at: tuple[str | int, ...], value: Any) -> None:
    holder: Any = values
    for step in at[:-1]:
        inner = holder[step]
        holder[step] = dict(inner) if isinstance(inner, dict) else list(inner)
        holder = holder[step]
    holder[at[-1]] = value
