"""A record on its way in from a workbook: the cells that change it, and where each of its places is shown."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.exchange import codes
from docctl.exchange.values import written
from docctl.reader.text import character_problems
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.cli.terminal import Trouble
    from docctl.exchange.layout import Column
    from docctl.exchange.rows import Row
    from docctl.library import Record
    from docctl.reader import PathInFile
    from docctl.schema import RecordType
    from docctl.violation import Violation


class Edit(NamedTuple):
    """A field that a cell changes: its place in the record, what stood there, what the cell says."""

    row: Row
    column: Column
    place: PathInFile
    old: Any
    new: Any


@dataclass
class Incoming:
    """A record on its way in: as it is, where it exists, the rows that show it, and what they change."""

    type: RecordType
    row: Row
    id: str
    record: Record | None = None
    edits: list[Edit] = field(default_factory=list)
    shown: list[tuple[Row, PathInFile]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)

    def cell(self, pointer: str) -> tuple[Row, Column | None]:
        """The row, and the column where there is one, at which a place of the record is shown."""
        steps = tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])
        for row, at in reversed(self.shown):
            if steps[: len(at)] == at and (at or not self._elsewhere(steps)):
                rest = tuple(str(step) for step in steps[len(at) :])
                return row, next((c for c in row.sheet.places if c.path and c.path == rest[: len(c.path)]), None)
        return self.row, None

    def _elsewhere(self, steps: PathInFile) -> bool:
        return any(at and steps[: len(at)] == at for _, at in self.shown)


def odd_characters(edit: Edit) -> Iterator[Violation]:
    """Characters of a cell that no record may hold: what deceives the eye is named before the file is written."""
    place = edit.row.place(edit.column)
    for violation in character_problems(place, written(edit.row.cells.get(edit.column))):
        yield replace(violation, position=Position(), record=edit.row.id)


def refused(row: Row, column: Column | None, trouble: Trouble) -> Violation:
    """A refusal of the command line, at its cell."""
    hint = trouble.hint or Text("restore the cell", "请恢复该单元格")
    return row.at(codes.CELL_REFUSED, column, problem=trouble.text, hint=hint)


def without_gaps(data: Any) -> Any:
    """Fields without those that hold nothing, and without the groups that are empty thereby."""
    if isinstance(data, dict):
        inner = {name: without_gaps(value) for name, value in data.items()}
        return {name: value for name, value in inner.items() if value not in (None, {})}
    return [without_gaps(value) for value in data] if isinstance(data, list) else data
