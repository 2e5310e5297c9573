"""The text of a new record: its fields, and as comments those that its author has to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from docctl.library.load import RENDITION
from docctl.reader.scalars import Unreadable
from docctl.reader.scalars import plain
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.schema import RecordType

_SPECIAL = re.compile(r"[:#\[\]{},&*!|>'\"%@`\n\t\\]|^[\s?-]|\s$")
_TO_DO = Text("To be filled in: complete these lines and take the # away.", "以下各行待填写：补充内容并去掉行首的 #。")
_KINDS = {
    "array": Text("list", "列表"),
    "object": Text("group of fields", "一组字段"),
    "integer": Text("whole number", "整数"),
    "number": Text("number", "数字"),
    "boolean": Text("true or false", "true 或 false"),
    "date": Text("2026-02-28", "2026-02-28"),
    "date-time": Text("2026-02-28T08:00:00+08:00", "2026-02-28T08:00:00+08:00"),
}


_HEADING = re.compile(rf"^# (?:{re.escape(_TO_DO.en)}|{re.escape(_TO_DO.zh)})\r?\n", re.MULTILINE)
_ENTRY = re.compile(r"^#\w+:  # ", re.MULTILINE)


def record_text(record_type: RecordType, fields: Mapping[str, Any], missing: Sequence[str], language: str) -> str:
    """The file of a new record."""
    lines = [line for key, value in fields.items() for line in written(key, value)]
    if missing:
        lines.append(f"# {_TO_DO.get(language)}")
    for key in missing:
        lines += ["#" + line for line in skeleton(key, record_type.properties[key], language)]
    front = "\n".join(lines) + "\n"
    if not record_type.is_markdown:
        return front
    chapters = () if RENDITION in fields else record_type.raw["x-body"].get("headings", ())
    body = [f"# {fields.get('title', fields['id'])}", *(f"## {index} {text}" for index, text in enumerate(chapters, 1))]
    return f"---\n{front}---\n\n" + "\n\n".join(body) + "\n"


def filled_in(fields: str, name: str, lines: str) -> str | None:
    """The fields of a file with one of those that were to be filled in, above the rest of them; none if it was none."""
    to_do = re.search(rf"^#{re.escape(name)}:  # .*\n(?:#  .*\n)*", fields, re.MULTILINE)
    if to_do is None:
        return None
    left = fields[: to_do.start()] + fields[to_do.end() :]
    heading = _HEADING.search(left)
    at = heading.start() if heading is not None else to_do.start()
    rest = left[heading.end() :] if heading is not None and not _ENTRY.search(left, heading.end()) else left[at:]
    return left[:at] + lines + rest


def written(name: str, value: Any) -> Iterator[str]:
    """The lines of a field with its content; groups of fields are written one field to a line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{name}:"
        for entry in value:
            marks = iter(["  - "])
            for line in (line for key, inner in entry.items() for line in written(key, inner)):
                yield next(marks, "    ") + line
    elif isinstance(value, dict):
        yield f"{name}:"
        yield from ("  " + line for key, inner in value.items() for line in written(key, inner))
    else:
        yield f"{name}: {scalar(value)}"


def skeleton(name: str, schema: Mapping[str, Any], language: str) -> Iterator[str]:
    """The lines of a field without its content, its needed inner fields included."""
    yield f"{name}:  # {_note(name, schema, language)}"
    listed = schema.get("type") == "array"
    inner = schema.get("items", {}) if listed else schema
    marks = iter(["  - "]) if listed else iter(())
    properties: Mapping[str, Any] = inner.get("properties", {})
    for key in inner.get("required") or properties:
        for line in skeleton(key, properties[key], language):
            yield next(marks, "    " if listed else "  ") + line
    if listed and not properties:
        yield f"  -   # {kind_of(inner, language)}"


def _note(name: str, schema: Mapping[str, Any], language: str) -> str:
    label = Text(str(schema.get("title", name)), str(schema.get("x-zh", name))).get(language)
    kind = kind_of(schema, language)
    return f"{label} ({kind})" if kind else label


def kind_of(schema: Mapping[str, Any], language: str) -> str:
    """What a field holds, in a few words."""
    if "enum" in schema:
        return " | ".join(str(option) for option in schema["enum"])
    if "x-ref" in schema:
        wanted = "/".join(schema["x-ref"])
        return Text(f"number of a {wanted}", f"{wanted} 的编号").get(language)
    known = _KINDS.get(schema.get("format", schema.get("type", "")))
    return known.get(language) if known else ""


def typed(value: str, schema: Mapping[str, Any]) -> Any:
    """A value from the command line as its field holds it; one that fits nothing stays text and is refused later."""
    if schema.get("type") in {"integer", "number", "boolean"}:
        try:
            return plain(value)
        except Unreadable:
            return value
    if schema.get("type") == "array":
        return [typed(part.strip(), schema.get("items", {})) for part in value.split(",")]
    return value


def scalar(value: Any) -> str:
    """A value as the file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(scalar(item) for item in value) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    try:
        safe = plain(text) == text and not _SPECIAL.search(text)
    except Unreadable:
        safe = False
    if safe:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
