"""Rows of a workbook as records: what changes in those that exist, what the new ones hold, and what cannot be."""

from __future__ import annotations

import copy
import hashlib
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli.drafting import first_fields
from docctl.cli.drafting import numbered
from docctl.cli.drafting import record_path
from docctl.cli.drafting import require_free
from docctl.cli.editing import with_value
from docctl.cli.incoming import Edit
from docctl.cli.incoming import Incoming
from docctl.cli.incoming import odd_characters
from docctl.cli.incoming import refused
from docctl.cli.incoming import without_gaps
from docctl.cli.set_field import require_changeable
from docctl.cli.skeleton import record_text
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.exchange import codes
from docctl.exchange.layout import ID
from docctl.exchange.layout import POSITION
from docctl.exchange.layout import STATE
from docctl.exchange.layout import STATUS
from docctl.exchange.values import CELL_LENGTH
from docctl.exchange.values import Unfit
from docctl.exchange.values import same
from docctl.exchange.values import shown
from docctl.exchange.values import value_of
from docctl.schema.record_type import put_value
from docctl.schema.record_type import value_at
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.cli.session import Session
    from docctl.exchange.layout import Column
    from docctl.exchange.rows import Row
    from docctl.exchange.values import Names
    from docctl.library import Record
    from docctl.reader import PathInFile
    from docctl.schema import RecordType
    from docctl.violation import Violation

# A number that begins so stands for one that is still to be drawn: sheets of lists refer to it.
DRAWN = "*"


class Reader:
    """Reads the rows of a workbook against the records as they are; what is wrong goes to `problems`."""

    def __init__(self, session: Session, names: Names, draw: Callable[[RecordType], str]) -> None:
        """Keep what all rows share; `draw` gives the number of a new record."""
        self.session, self.names, self.draw = session, names, draw
        self.found: dict[tuple[str, str], Incoming] = {}
        self.problems: list[Violation] = []

    def records(self, rows: Sequence[Row]) -> None:
        """Take in the rows of a sheet of records."""
        for row in rows:
            one = self._incoming(row)
            if one is not None:
                one.shown.append((row, ()))
                self._read(one, row, (), one.record.data if one.record is not None else {})
                self.found[row.sheet.layout.type.slug, row.id or f"\n{row.number}"] = one

    def entries(self, rows: Sequence[Row]) -> None:
        """Take in the rows of a sheet of entries, those that are new after those that exist."""
        for row in sorted(rows, key=lambda row: not row.position):
            layout = row.sheet.layout
            one = self.found.get((layout.type.slug, row.id)) or self._of_record(row)
            if one is None:
                self.problems.append(row.at(codes.ROW_NOWHERE, value=row.id or "—"))
                continue
            if row.is_emptied and one.record is not None:
                self.problems.append(row.at(codes.ROW_UNNUMBERED))
                continue
            held = value_at(one.data, layout.path) or []
            index = self._index(row, one, len(held))
            if index is None:
                column = next(c for c in row.sheet.places if c.path == (POSITION,))
                self.problems.append(row.at(codes.ROW_POSITION, column, holder=one.id, value=row.position))
                continue
            place: PathInFile = (*layout.path, index)
            one.shown.append((row, place))
            self._read(one, row, place, held[index] if index < len(held) else {})
            if not without_gaps(value_at(one.data, place)):
                self.problems.append(row.at(codes.ROW_EMPTY))

    def _incoming(self, row: Row) -> Incoming | None:
        """The record that a row shows, or the new one that it gives; none where it is neither."""
        record_type = row.sheet.layout.type
        known = self.session.library.get(row.id)
        if known is not None and known.type.slug == record_type.slug:
            if row.version.sha256:
                return self._existing(row, known)
            self.problems.append(row.at(codes.ROW_EXISTS, value=row.id))
        elif row.is_emptied:
            self.problems.append(row.at(codes.ROW_UNNUMBERED))
        elif row.version.sha256 and not row.id.startswith(DRAWN):
            self.problems.append(row.at(codes.ROW_STRAY, value=row.id))
        else:
            return self._new(row, record_type)
        return None

    def _existing(self, row: Row, record: Record) -> Incoming:
        return Incoming(record.type, row, record.id, record, data=copy.deepcopy(record.data))

    def _of_record(self, row: Row) -> Incoming | None:
        """The record of an entry whose own row is not in the workbook."""
        record = self.session.library.get(row.id)
        slug = row.sheet.layout.type.slug
        if record is None or record.type.slug != slug:
            return None
        return self.found.setdefault((slug, row.id), self._existing(row, record))

    def _new(self, row: Row, record_type: RecordType) -> Incoming | None:
        try:
            drawn = not row.id or row.id.startswith(DRAWN)
            name = self.draw(record_type) if drawn else numbered(row.id, record_type)
            return Incoming(record_type, row, name)
        except Trouble as trouble:
            self.problems.append(refused(row, None, trouble))
            return None

    @staticmethod
    def _index(row: Row, one: Incoming, count: int) -> int | None:
        """Which entry a row shows: one that exists, or the next; none where there is no such entry."""
        if not row.position or one.record is None:
            return count
        held = len(value_at(one.record.data, row.sheet.layout.path) or ())
        return int(row.position) - 1 if row.position.isdecimal() and 1 <= int(row.position) <= held else None

    def _read(self, one: Incoming, row: Row, at: PathInFile, held: Mapping[str, Any]) -> None:
        """The edits of a row; none where it came back untouched, or the record is another one by now."""
        if one.record is not None and row.version == row.now:
            return
        before, wrong = len(one.edits), list(self._derived(one, row)) if not at else []
        for column in row.sheet.places:
            if column.derived or column.path in {(ID,), (POSITION,)}:
                continue
            try:
                edit = self._edit(row, column, at, value_at(held, column.path))
            except Unfit as unfit:
                value, label = row.cells.get(column, ""), column.title
                wrong.append(row.at(codes.CELL_VALUE, column, field=label, value=value, problem=unfit.problem))
                continue
            if edit is not None:
                one.edits.append(edit)
                wrong += odd_characters(edit)
        fresh = one.edits[before:]
        if (wrong or fresh) and one.record is not None and self._is_stale(one.record, row, held):
            del one.edits[before:]
            wrong = [row.at(codes.ROW_CHANGED, value=one.id)]
        self.problems += wrong
        self._put(one, fresh, at)

    def _edit(self, row: Row, column: Column, at: PathInFile, old: Any) -> Edit | None:
        """What a cell changes; nothing where it shows what stands there."""
        cell = row.cells.get(column)
        if cell is None and old is None:
            return None
        if any(same(cell, shown(old, column.schema, language, self.names)) for language in ("zh", "en")):
            return None
        new = value_of(cell, column.schema)
        return Edit(row, column, (*at, *column.path), old, new) if new != old else None

    @staticmethod
    def _is_stale(record: Record, row: Row, held: Mapping[str, Any]) -> bool:
        """Whether a row shows an older version of its record; a new entry shows none."""
        if not row.version.sha256 and not held:
            return False
        return row.version.sha256 != hashlib.sha256(record.document.source).hexdigest()

    def _derived(self, one: Incoming, row: Row) -> Iterator[Violation]:
        """Cells of what is worked out from other records: those stay as they were written."""
        columns = [column for column in row.sheet.layout.columns if column.derived]
        if one.record is None:
            filled = [column for column in columns if column in row.cells]
        elif all(column in row.sheet.places for column in columns):
            filled = columns[:1] if row.now.derived != row.version.derived else []
        else:
            filled = []
        for column in filled:
            if column.path == (STATE,):
                yield row.at(codes.CELL_STATE, column, steps=self._steps(one.type))
            else:
                yield row.at(codes.CELL_DERIVED, column, field=column.title)

    def _steps(self, record_type: RecordType) -> str:
        lifecycle = self.session.book.lifecycles[record_type.slug].lifecycle
        return ", ".join(f"docctl {step.name}" for step in lifecycle.transitions)

    def _put(self, one: Incoming, edits: Sequence[Edit], at: PathInFile) -> None:
        if at and value_at(one.data, at) is None:
            put_value(one.data, at, {})
        for edit in edits:
            trouble = self._not_changeable(one, edit)
            if trouble is not None:
                self.problems.append(refused(edit.row, edit.column, trouble))
            elif len(edit.old if isinstance(edit.old, str) else "") > CELL_LENGTH:
                self.problems.append(edit.row.at(codes.CELL_LONG, edit.column, field=edit.column.title))
            else:
                put_value(one.data, edit.place, edit.new)

    def _not_changeable(self, one: Incoming, edit: Edit) -> Trouble | None:
        name = str(edit.place[0])
        if one.record is None:
            return self._not_given(one.type, name, edit.new)
        try:
            require_changeable(self.session, one.record, name)
        except Trouble as trouble:
            return trouble
        return None

    def _not_given(self, record_type: RecordType, name: str, value: Any) -> Trouble | None:
        """Why a new record cannot hold a value."""
        if name != STATUS:
            return None
        lifecycle = self.session.book.lifecycles[record_type.slug].lifecycle
        title = lifecycle.title(lifecycle.initial)
        if value == lifecycle.initial:
            return None
        return Trouble(
            Text(f"a new record begins as {title.en}", f"新记录的初始状态为“{title.zh}”"),
            Text("leave the cell empty; then docctl move", "请将此格留空，新建后用 docctl move 变更状态"),
        )

    def files(self) -> dict[str, bytes]:
        """The files of all records that change or are new, by path."""
        found: dict[str, bytes] = {}
        for one in self.found.values():
            if one.record is None:
                found |= self._new_file(one)
            elif one.edits:
                found |= self._changed_file(one, one.record)
        return found

    def _new_file(self, one: Incoming) -> dict[str, bytes]:
        given = without_gaps(one.data)
        try:
            path = record_path(self.session, one.type, one.id, given)
            require_free(self.session, one.id, path)
        except Trouble as trouble:
            self.problems.append(refused(one.row, None, trouble))
            return {}
        fields = {**first_fields(self.session, one.type, one.id), **given}
        text = record_text(one.type, fields, (), chosen_language())
        return {path: text.encode("utf-8", "surrogateescape")}

    def _changed_file(self, one: Incoming, record: Record) -> dict[str, bytes]:
        """The file with just the fields of the edits changed."""
        document, data = record.document, without_gaps(one.data)
        first = {str(edit.place[0]): edit for edit in reversed(one.edits)}
        for name, edit in first.items():
            if data.get(name) == document.data.get(name):
                continue
            changed = with_value(document, name, data.get(name))
            if changed is None:
                title, path = edit.column.title, record.path
                self.problems.append(edit.row.at(codes.CELL_UNCLEAR, edit.column, field=title, file=path))
                return {}
            document = changed
        return {record.path: document.source}
