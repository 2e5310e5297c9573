"""A row of a list as a record: its columns as fields, its file as the rendition."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.cli.drafting import first_fields
from docctl.cli.drafting import numbered
from docctl.cli.drafting import record_path
from docctl.cli.sheet import Fault
from docctl.cli.skeleton import record_text
from docctl.cli.skeleton import typed
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.library.load import RENDITION
from docctl.library.load import is_record_path
from docctl.reader import stem_of
from docctl.schema.formats import iso_day
from docctl.schema.record_type import value_at
from docctl.violation import NO_TEXT
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from pathlib import Path

    from docctl.cli.session import Session
    from docctl.cli.sheet import Row
    from docctl.library import Record
    from docctl.schema import RecordType

ID, FILE = "id", "file"


class Column(NamedTuple):
    """A field that a column fills: its path in the record, `0` for the one entry of a list, and its schema."""

    path: tuple[str | int, ...]
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Listed:
    """A row with what it gives: the file of the record and its rendition, where there is no such record yet."""

    row: Row
    id: str
    path: str
    given: Mapping[str, Any]
    sha256: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    def differing(self, record: Record, columns: Mapping[str, Column]) -> Iterable[str]:
        """The columns that say something else than a record that exists already."""
        for name in self.row.cells:
            column = columns.get(name)
            if column is not None and value_at(record.data, column.path) != value_at(self.given, column.path):
                yield name
        if self.sha256 and self.sha256 != value_at(record.data, (RENDITION, "sha256")):
            yield FILE


def read_columns(record_type: RecordType, names: Iterable[str]) -> tuple[dict[str, Column], list[Fault]]:
    """The fields that the columns of a list fill, and the columns that fill none."""
    columns, faults = {}, []
    for name in names:
        if name in {"", ID} or (name == FILE and allows_rendition(record_type)):
            continue
        column = _column(record_type, name.split("."))
        if column is None:
            title, slug = record_type.title, record_type.slug
            said = Text(f"a {title.en} has no field {show(name)}", f"{title.zh}没有字段 {show(name)}")
            faults.append(
                Fault(1, name, said, Text(f"its fields: docctl explain {slug}", f"可用字段见：docctl explain {slug}"))
            )
        elif "properties" in column.schema or "properties" in column.schema.get("items", {}):
            inner = list(column.schema.get("items", column.schema)["properties"])
            said = Text(f"{name} has fields of its own", f"{name} 含有下级字段")
            hint = Text(f"name one: {name}.{inner[0]}", f"请写明下级字段，例如 {name}.{inner[0]}")
            faults.append(Fault(1, name, said, hint))
        else:
            columns[name] = column
    return columns, faults


def allows_rendition(record_type: RecordType) -> bool:
    """Whether a finished file may stand for the body."""
    return bool(record_type.raw.get("x-body", {}).get("rendition")) and RENDITION in record_type.properties


def _column(record_type: RecordType, names: list[str]) -> Column | None:
    schema: Mapping[str, Any] = record_type.schema
    path: list[str | int] = []
    for name in names:
        if path and "items" in schema:
            schema = schema["items"]
            path.append(0)
        if name not in schema.get("properties", {}) or name == "type":
            return None
        schema = schema["properties"][name]
        path.append(name)
    return Column(tuple(path), schema)


def fields_of(row: Row, columns: Mapping[str, Column]) -> dict[str, Any]:
    """The fields that a row gives; a list gets the one entry that the row describes."""
    fields: dict[str, Any] = {}
    for name, column in columns.items():
        if name not in row.cells:
            continue
        holder: Any = fields
        for step, following in zip(column.path, column.path[1:], strict=False):
            empty: Any = [{}] if following == 0 else {}
            holder = holder.setdefault(step, empty) if isinstance(step, str) else holder[step]
        holder[column.path[-1]] = _value(row.cells[name], column.schema)
    return fields


def _value(text: str, schema: Mapping[str, Any]) -> Any:
    return iso_day(text) if schema.get("format") == "date" else typed(text, schema)


class Reader:
    """Reads the rows of one list into records of one type."""

    def __init__(self, session: Session, record_type: RecordType, columns: Mapping[str, Column], beside: Path) -> None:
        """Keep what all rows share; `beside` is the folder of the list, at which paths of files start."""
        self.session, self.type, self.columns, self.beside = session, record_type, columns, beside
        paths = session.snapshot.paths("records/")
        self.standing = {stem_of(p): p for p in paths if is_record_path(p)}

    def read(self, row: Row) -> Listed | list[Fault]:
        """What a row gives, or what is wrong with it before any rule is asked."""
        fields, faults = fields_of(row, self.columns), []
        number, path, name, content = "", "", "", b""
        try:
            number = self._number(row.cells.get(ID, ""))
            path = self.standing.get(number) or record_path(self.session, self.type, number, fields)
        except Trouble as trouble:
            faults.append(Fault(row.line, ID, trouble.text, trouble.hint or NO_TEXT))
        try:
            name, content = _read(self.beside, row.cells.get(FILE, ""))
        except (OSError, ValueError) as error:
            shown, reason = show(row.cells[FILE]), getattr(error, "strerror", None) or str(error)
            said = Text(f"{shown}: {reason}", f"{shown} 无法读取（{reason}）")
            faults.append(Fault(row.line, FILE, said, Text("paths start at the list", "文件路径从清单所在文件夹算起")))
        if faults:
            return faults
        listed = Listed(row, number, path, fields, hashlib.sha256(content).hexdigest() if name else "")
        return listed if number in self.standing else self._with_files(listed, name, content)

    def _number(self, cell: str) -> str:
        """The number of a document of the type, new or standing."""
        if not cell:
            raise Trouble(Text("the number is missing", "缺少编号"))
        number = numbered(cell, self.type)
        folder, title = f"records/{self.type.slug}/", self.type.title
        if not self.standing.get(number, folder).startswith(folder):
            raise Trouble(Text(f"{number} is no {title.en}", f"{number} 不是{title.zh}"))
        return number

    def _with_files(self, listed: Listed, name: str, content: bytes) -> Listed | list[Fault]:
        given, files = {**listed.given}, {}
        if name:
            place = f"{listed.id}.files/{name}"
            given[RENDITION] = {"path": place, "sha256": listed.sha256, **given.get(RENDITION, {})}
            files[f"{listed.path.rpartition('/')[0]}/{place}"] = content
        elif allows_rendition(self.type) and RENDITION not in given:
            said = Text("nothing says what the document reads", "没有文件内容")
            hint = Text("name its file, a PDF for example", "请填写文件路径，例如 PDF 扫描件")
            return [Fault(listed.row.line, FILE, said, hint)]
        fields = {**first_fields(self.session, self.type, listed.id), **given}
        text = record_text(self.type, fields, (), chosen_language())
        files[listed.path] = text.encode("utf-8", "surrogateescape")
        return replace(listed, given=given, files=files)


def _read(beside: Path, name: str) -> tuple[str, bytes]:
    """Name and bytes of a file; none where none is named."""
    if not name:
        return "", b""
    path = beside / name.replace("\\", "/")
    return path.name, path.read_bytes()
