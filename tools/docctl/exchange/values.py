"""A value of a field as a cell shows it, and what a cell says as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from typing import TYPE_CHECKING
from typing import Any

from docctl.reader.scalars import MAX_EXACT_INTEGER
from docctl.reader.scalars import Unreadable
from docctl.reader.scalars import plain
from docctl.schema.formats import is_date
from docctl.schema.formats import iso_day
from docctl.schema.labels import value_label
from docctl.schema.record_type import SCALE
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Mapping

# What Excel keeps of a cell; the rest of a longer text would be lost.
CELL_LENGTH = 32_767
_FIRST_DAY = "1900-03-01"  # programs count earlier days differently
_TRUTHS = {"zh": {True: "是", False: "否"}, "en": {True: "yes", False: "no"}}
_TRUE, _FALSE = frozenset({"是", "yes", "true", "1"}), frozenset({"否", "no", "false", "0"})
# A list has one item to a line; numbers and words of a closed list hold no such mark either.
_LINES, _MARKS = re.compile(r"\n"), re.compile(r"[\n,;，；、]")

_LINE_END, _GAP = re.compile(r"\s*\n\s*"), re.compile(r"\s+")


class Unfit(ValueError):  # noqa: N818 - named for the cell it describes
    """A cell that says nothing its field could hold."""

    def __init__(self, problem: Text) -> None:
        """Keep what is wrong with it."""
        super().__init__(problem.en)
        self.problem = problem


@dataclass(frozen=True)
class Names:
    """What records are called, by type and number: a reference is shown with it."""

    by_type: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def shown(self, number: str, types: tuple[str, ...]) -> str:
        """A number with the name of its record."""
        name = next((self.by_type[slug][number] for slug in types if number in self.by_type.get(slug, {})), "")
        return f"{number} {name}" if name and name != number else number


def shown(value: Any, schema: Mapping[str, Any], language: str, names: Names) -> Any:
    """What a cell holds for a value; nothing for no value."""
    if isinstance(value, bool):
        return _TRUTHS[language][value]
    if isinstance(value, list):
        return "\n".join(str(shown(item, schema.get("items", {}), language, names)) for item in value)
    if isinstance(value, str):
        return _shown_text(value, schema, language, names)
    return value / SCALE if value is not None and {"x-computed", "x-scale"} <= schema.keys() else value


def _shown_text(value: str, schema: Mapping[str, Any], language: str, names: Names) -> Any:
    if "enum" in schema:
        return value_label(schema, value, language)
    if "x-ref" in schema:
        return names.shown(value, tuple(schema["x-ref"]))
    if schema.get("format") == "date" and is_date(value) and value >= _FIRST_DAY:
        return date.fromisoformat(value)
    return value[:CELL_LENGTH]


def said(value: Any, schema: Mapping[str, Any], language: str, names: Names) -> str:
    """A value in one line, as a list of changes repeats it."""
    if value is None:
        return "—"
    parting = "、" if language == "zh" else ", "
    lists = isinstance(value, list)
    of_each = schema.get("items", {}) if lists else schema
    text = parting.join(written(shown(item, of_each, language, names)) for item in (value if lists else [value]))
    return _GAP.sub(" ", _LINE_END.sub(" / ", text))


def choices(schema: Mapping[str, Any], language: str, names: Names, most: int) -> tuple[str, ...]:
    """What a cell may be chosen from; nothing where there is no list, or a longer one than `most`."""
    schema = schema.get("items", schema)
    if schema.get("type") == "boolean":
        return tuple(_TRUTHS[language].values())
    if "enum" in schema:
        return tuple(str(shown(value, schema, language, names)) for value in schema["enum"])
    types = tuple(schema.get("x-ref", ()))
    known = [number for slug in types for number in names.by_type.get(slug, {})]
    return tuple(names.shown(number, types) for number in known) if len(known) <= most else ()


def same(one: Any, other: Any) -> bool:
    """Whether two cells show the same, whatever a program made of their numbers and line ends."""
    return written(one) == written(other)


def written(cell: Any) -> str:
    """What a cell shows, as text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time.min else cell).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n")


def value_of(cell: Any, schema: Mapping[str, Any]) -> Any:
    """The value that a cell gives; none where it is empty. Raises `Unfit`."""
    text = written(cell).strip()
    if not text:
        return None
    kind = schema.get("type")
    if kind == "array":
        return _list(text, schema.get("items", {}))
    if kind == "boolean":
        return _truth(text)
    if kind in {"integer", "number"}:
        return _number(text, kind)
    return _text(cell, text, schema)


def _list(text: str, items: Mapping[str, Any]) -> list[Any]:
    parts = (_MARKS if "enum" in items or "x-ref" in items else _LINES).split(text)
    return [value_of(part, items) for part in parts if part.strip()]


def _truth(text: str) -> bool:
    word = text.lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise Unfit(Text("is neither yes nor no", "应为“是”或“否”"))


def _number(text: str, kind: str) -> int | float:
    problem = Text("is not a whole number", "不是整数") if kind == "integer" else Text("is not a number", "不是数字")
    try:
        number = plain(text)
    except Unreadable:
        raise Unfit(problem) from None
    if isinstance(number, (bool, str)) or (kind == "integer" and isinstance(number, float)):
        raise Unfit(problem)
    return number


def _text(cell: Any, text: str, schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return _chosen(text, schema)
    if "x-ref" in schema:
        return text.split(maxsplit=1)[0]
    if schema.get("format") == "date":
        return _day(text)
    if isinstance(cell, (date, time)):
        raise Unfit(Text("was taken for a date: format the cell as text", "被识别为日期，请将单元格格式设为“文本”"))
    if isinstance(cell, (int, float)) and abs(cell) > MAX_EXACT_INTEGER:
        raise Unfit(Text("has lost digits: format the cell as text", "位数已丢失，请将单元格格式设为“文本”后重新填写"))
    return text


def _chosen(text: str, schema: Mapping[str, Any]) -> str:
    for value in schema["enum"]:
        if text in {str(value), value_label(schema, str(value), "zh"), value_label(schema, str(value), "en")}:
            return str(value)
    names = [show(value_label(schema, str(value), "en")) for value in schema["enum"]]
    chinese = [show(value_label(schema, str(value), "zh")) for value in schema["enum"]]
    raise Unfit(Text(f"is none of: {', '.join(names)}", f"不在可选值之内：{'、'.join(chinese)}"))


def _day(text: str) -> str:
    day = iso_day(text)
    if not is_date(day):
        raise Unfit(Text("is not a day such as 2026-02-28", "不是 2026-02-28 这样的日期"))
    return day
