"""A row of a list as a record: its columns as fields, its file as the rendition or the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.cli.drafting import first_fields
from docctl.cli.drafting import numbered
from docctl.cli.drafting import record_path
from docctl.cli.headings import DOC_NO
from docctl.cli.headings import FILE
from docctl.cli.headings import allows_rendition
from docctl.cli.headings import key_of
from docctl.cli.listed_content import Contents
from docctl.cli.listed_content import with_body
from docctl.cli.listed_files import Content
from docctl.cli.listed_files import NotText
from docctl.cli.listed_files import Several
from docctl.cli.sheet import Fault
from docctl.cli.skeleton import record_text
from docctl.cli.skeleton import typed
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.exchange.layout import ID
from docctl.exchange.values import Unfit
from docctl.exchange.values import value_of
from docctl.library.load import RENDITION
from docctl.library.load import is_record_path
from docctl.reader import stem_of
from docctl.schema.record_type import put_value
from docctl.schema.record_type import value_at
from docctl.violation import NO_TEXT
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from docctl.cli.listed_files import Files
    from docctl.cli.session import Session
    from docctl.cli.sheet import Row
    from docctl.library import Record
    from docctl.schema import RecordType

DEPARTMENT = "department"
_IN_DAY = re.compile(r"\s*([年月日])\s*")
_NO_ID = re.compile(r"[^A-Z0-9]+")
Called = Mapping[str, Mapping[str, str]]


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
    pinned: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by the field, the SHA-256 of its file
    files: Mapping[str, bytes] = field(default_factory=dict)

    def differing(self, record: Record, columns: Mapping[str, Column]) -> Iterable[str]:
        """The columns that say something else than a record that exists already."""
        for name in self.row.cells:
            column = columns.get(name)
            if column is not None and value_at(record.data, column.path) != value_at(self.given, column.path):
                yield name
        if any(value_at(record.data, place) != digest for place, digest in self.pinned.items()):
            yield FILE


def read_columns(record_type: RecordType, names: Iterable[str]) -> tuple[dict[str, Column], list[Fault]]:
    """The fields that the columns of a list fill, and the columns that fill none."""
    columns, faults = {}, []
    for name in names:
        if name in {"", ID} or (name == FILE and allows_rendition(record_type)):
            continue
        column = column_of(record_type, name.split("."))
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


def column_of(record_type: RecordType, names: list[str]) -> Column | None:
    """The field at a dotted name, in the one entry that a row gives to a list."""
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


def fields_of(row: Row, columns: Mapping[str, Column], called: Called) -> dict[str, Any]:
    """The fields that a row gives; a list gets the one entry that the row describes."""
    fields: dict[str, Any] = {}
    for name, column in columns.items():
        if name not in row.cells:
            continue
        put_value(fields, column.path, _value(row.cells[name], column.schema, called))
    return fields


def called(session: Session) -> Called:
    """The number of each record and department by what people call it."""
    found: dict[str, dict[str, str]] = {}
    for slug in session.schemas.types:
        names = [(record.title, record.id) for record in session.library.of_type(slug)]
        found[slug] = {key_of(name): number for name, number in names}
    departments = found.setdefault(DEPARTMENT, {})
    for number, given in session.schemas.departments.items():
        for name in (given["title"], given["x-zh"], *given.get("aliases", ())):
            departments.setdefault(key_of(name), number)
    return found


def _value(text: str, schema: Mapping[str, Any], called: Called) -> Any:
    """A cell as its field holds it; what fits nothing stays text and is refused later."""
    for slug in schema.get("x-ref", ()):
        if key_of(text) in called.get(slug, {}):
            return called[slug][key_of(text)]
    if schema.get("type") == "array":
        return typed(text, schema)
    if schema.get("format") == "date":
        text = _IN_DAY.sub(r"\1", text)
    try:
        return value_of(text, schema)
    except Unfit:
        return typed(text, schema)


class Reader:
    """Reads the rows of one list into records of one type."""

    def __init__(
        self,
        session: Session,
        record_type: RecordType,
        columns: Mapping[str, Column],
        beside: Path,
        files: Files | None,
    ) -> None:
        """Keep what all rows share; `beside` is the folder of the list, at which paths of files start."""
        self.session, self.type, self.columns = session, record_type, columns
        self.contents, self._called = Contents(session, record_type, beside, files), called(session)
        paths = session.snapshot.paths("records/")
        self.standing = {stem_of(p): p for p in paths if is_record_path(p)}

    def read(self, row: Row) -> Listed | list[Fault]:
        """What a row gives, or what is wrong with it before any rule is asked."""
        fields, faults = fields_of(row, self.columns, self._called), []
        number, path, content = "", "", Content()
        try:
            number = self._number(number_in(row))
            if fields.get(DOC_NO) == number:
                del fields[DOC_NO]  # the number of the record is it
            path = self.standing.get(number) or record_path(self.session, self.type, number, fields)
        except Trouble as trouble:
            faults.append(Fault(row.line, ID, trouble.text, trouble.hint or NO_TEXT))
        try:
            content = self.contents.of(row.cells.get(FILE, ""), number_in(row))
        except (OSError, ValueError) as error:
            shown, reason = show(row.cells.get(FILE, "")), getattr(error, "strerror", None) or str(error)
            said = Text(f"{shown}: {reason}", f"{shown} 无法读取（{reason}）")
            faults.append(Fault(row.line, FILE, said, Text("paths start at the list", "文件路径从清单所在文件夹算起")))
        except NotText as error:
            faults.append(Fault(row.line, FILE, error.said, Text("save it as UTF-8", "请另存为 UTF-8 编码")))
        except Several as several:
            said = Text(f"several files have its number: {several}", f"有多个文件使用该编号：{several}")
            hint = Text(
                "keep the one that counts; only a PDF and the Word file it was made from go together",
                "请只保留应采认的文件；只有 PDF 与其 Word 源文件可以并存",
            )
            faults.append(Fault(row.line, FILE, said, hint))
        if faults:
            return faults
        listed = Listed(row, number, path, fields, self.contents.pinned(content))
        return listed if number in self.standing else self._with_files(listed, content)

    def _number(self, cell: str) -> str:
        """The number of a document of the type, new or standing."""
        if not cell:
            raise Trouble(Text("the number is missing", "缺少编号"))
        if _has_other_letters(cell):
            raise _unfit(cell)
        number = numbered(cell, self.type)
        folder, title = f"records/{self.type.slug}/", self.type.title
        if not self.standing.get(number, folder).startswith(folder):
            raise Trouble(Text(f"{number} is no {title.en}", f"{number} 不是{title.zh}"))
        return number

    def _with_files(self, listed: Listed, content: Content) -> Listed | list[Fault]:
        given, files = {**listed.given}, dict[str, bytes]()
        if content.name and content.body is None:
            for name, entry, data in self.contents.attached(listed.id, given, content):
                given[name] = {**entry, **given.get(name, {})}
                files[f"{listed.path.rpartition('/')[0]}/{entry['path']}"] = data
        elif content.body is None and allows_rendition(self.type) and RENDITION not in given:
            said = Text("nothing says what the document reads", "没有文件内容")
            return [Fault(listed.row.line, FILE, said, self.contents.missing)]
        fields = {**first_fields(self.session, self.type, listed.id), **given}
        text = record_text(self.type, fields, (), chosen_language())
        text = text if content.body is None else with_body(text, content.body)
        files[listed.path] = text.encode("utf-8", "surrogateescape")
        return replace(listed, given=given, files=files)


def number_in(row: Row) -> str:
    """The number that a row gives: of the record, else the one on the document, as the name of a file can hold it."""
    stands = unicodedata.normalize("NFKC", row.cells.get(DOC_NO, "")).upper()
    # Without its Chinese characters a number would be that of another document.
    spelt = stands if _has_other_letters(stands) else _NO_ID.sub("-", stands).strip("-")
    return row.cells.get(ID, "") or spelt


def _has_other_letters(number: str) -> bool:
    return any(letter.isalnum() and not letter.isascii() for letter in number)


def _unfit(number: str) -> Trouble:
    return Trouble(
        Text(
            f"a record cannot be called {show(number)}: its number has A–Z, 0–9 and - only",
            f"{show(number)} 不能作为记录编号：记录编号只能用大写英文字母、数字和连字符",
        ),
        Text(
            "give the document such a number; to keep the old one, add a column id, and state R-004, by which both are "
            "the same, otherwise under schemas/types/",
            "请为文件改用这样的编号；确需保留原编号的，请增加 id 列，"
            "并在 schemas/types/ 中另行规定 R-004（编号与文件名一致）",
        ),
    )
