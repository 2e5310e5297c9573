"""A small set of schemas that tests change in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.reader import read
from docctl.schema import Shape
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from docctl.schema import RecordType
    from docctl.schema import Schemas
    from docctl.violation import Position
    from docctl.violation import Violation

COMMON = """\
$defs:
  text: {type: string, minLength: 1}
  file: {type: object, required: [path], properties: {path: {$ref: "#/$defs/text"}}}
properties:
  id: {type: string}
  type: {type: string}
  created_on: {type: string, format: date}
required: [id, type]
x-signoffs:
  approved_by: {$ref: "#/$defs/text"}
"""
NOTE = """\
x-type: note
title: Note
x-zh: 便条
x-id: {pattern: "^N-[0-9]{3}$"}
x-lifecycle: open-closed
required: [name]
properties:
  name: {$ref: "docctl:common#/$defs/text", title: Name, x-zh: 名称}
"""
LIFECYCLE = """\
kind: field
initial: open
states:
  open: {title: Open, x-zh: 打开}
  closed: {title: Closed, x-zh: 关闭}
transitions: [{name: close, from: [open], to: closed}]
"""
BASE = {
    "schemas/common.yaml": COMMON,
    "schemas/types/note.yaml": NOTE,
    "schemas/lifecycles/open-closed.yaml": LIFECYCLE,
}
RULE = "{id: R-001, slug: note.name, assert: 'true', message: {en: a, zh: b}}"


def loaded(files: dict[str, str] | None = None) -> tuple[Schemas, list[Violation]]:
    """The base with some files replaced or added; the last line of each is ended."""
    given = {path: text if text.endswith("\n") else text + "\n" for path, text in (files or {}).items()}
    return load_schemas(Snapshot.of_files({**BASE, **given}))


def faults(files: dict[str, str] | None = None) -> list[tuple[str, str, Position, str]]:
    """What is wrong: file name, code, place, English sentence."""
    problems = loaded(files)[1]
    return [(v.path.rpartition("/")[2], v.code, v.position, v.message.en) for v in problems]


def note(properties: str = "", more: str = "", **files: str) -> RecordType:
    """The type `note` with further fields (YAML lines) and keywords."""
    fields = "".join(f"  {line}\n" for line in properties.splitlines())
    schemas, problems = loaded({"schemas/types/note.yaml": NOTE + fields + more, **files})
    assert problems == [], problems[0].message.en
    return schemas.types["note"]


def judged(record_type: RecordType, text: str) -> list[Violation]:
    """What the shape of a note is refused for; the fields that every note has are given."""
    document, problems = read("records/note/N-001.yaml", f"id: N-001\ntype: note\nstatus: open\n{text}".encode())
    assert document is not None, problems[0].message.en
    return sorted(Shape(record_type).check(document), key=lambda violation: violation.order)


def verdicts(record_type: RecordType, text: str) -> list[tuple[Any, ...]]:
    """Code, place and both sentences of each violation."""
    return [(v.code, tuple(v.position), v.message.en, v.message.zh) for v in judged(record_type, text)]
