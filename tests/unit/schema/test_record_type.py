from __future__ import annotations

from typing import Any

import pytest

from docctl.schema.record_type import converted
from docctl.schema.record_type import values_at
from docctl.violation import Text
from tests.unit.schema.schemas import NOTE
from tests.unit.schema.schemas import loaded
from tests.unit.schema.schemas import note

FIELDS = """\
lines: {type: array, items: {type: object, properties: {price: {type: number, x-scale: 2, title: Price, x-zh: 单价}}}}
at: {type: string, format: date-time}
share: {type: number}
count: {type: integer}
to: {type: array, items: {type: string, x-ref: [note]}}
total: {x-computed: self.count}"""


def test_a_type_is_a_yaml_file_named_by_its_id() -> None:
    kept = note()
    assert (kept.slug, kept.is_markdown, kept.path_template, kept.date_field) == (
        "note",
        False,
        "{id}.yaml",
        "created_on",
    )
    assert kept.raw["title"] == "Note"
    assert kept.sources == ()
    match = kept.path_pattern.fullmatch("records/note/N-001.yaml")
    assert match is not None
    assert match["id"] == "N-001"
    assert kept.id_pattern.fullmatch("N-001")
    assert not kept.id_pattern.fullmatch("N-001\n")


@pytest.mark.parametrize(
    ("more", "path", "fits"),
    [
        ("", "records/note/N-001.md", False),
        ("", "records/note/a/N-001.yaml", False),
        ("", "records/notes/N-001.yaml", False),
        ("x-body: {}\n", "records/note/N-001.md", True),
        ('x-path: "{year}/{id}.yaml"\n', "records/note/2026/N-001.yaml", True),
        ('x-path: "{year}/{id}.yaml"\n', "records/note/26/N-001.yaml", False),
        ('x-path: "{customer}/{id}.yaml"\n', "records/note/CUS-0001/N-001.yaml", True),
        ('x-path: "{customer}/{id}.yaml"\n', "records/note/cus/N-001.yaml", False),
    ],
)
def test_where_records_live(more: str, path: str, fits: bool) -> None:  # noqa: FBT001 - what is expected
    assert bool(note(more=more).path_pattern.fullmatch(path)) is fits


def test_fields_are_listed_with_nested_ones() -> None:
    kept = note(FIELDS, "x-date: at\nx-sources: [R-001]\n")
    paths = [".".join(field.path) for field in kept.fields]
    assert paths[5:] == ["name", "lines", "lines.*", "lines.*.price", "at", "share", "count", "to", "to.*", "total"]
    assert [field.path for field in kept.references] == [("to", "*")]
    assert [field.path for field in kept.conversions] == [("lines", "*", "price"), ("at",), ("share",)]
    assert kept.computed == {"total": "self.count"}
    assert (kept.date_field, kept.sources) == ("at", ("R-001",))


def test_the_schema_and_label_of_a_place() -> None:
    kept = note(FIELDS)
    assert kept.schema_at(("lines", 3, "price"))["x-scale"] == 2
    assert kept.schema_at(("lines", 3, "absent")) == kept.schema_at(("lines", 3))
    assert kept.schema_at(("name", "x", "y")) == kept.schema_at(("name",))
    assert kept.label(("lines", 0, "price")) == Text("Price", "单价 price")
    assert kept.label(("lines", 0, "price", 1, 2)) == Text("Price", "单价 price")
    assert kept.label(("count",)) == Text("count", "count")
    assert kept.label(()) == Text("note", "note")


def test_rules_dues_and_statements_keep_their_places() -> None:
    rule = "{id: R-001, slug: a.b, assert: 'true', message: {en: a, zh: b}}"
    stated = "{id: R-002, slug: a.b, kind: schema, statement: {en: a, zh: b}}"
    schemas, _ = loaded({"schemas/types/note.yaml": f"{NOTE}x-rules:\n  - {rule}\nx-stated: [{stated}]\n"})
    kept = schemas.types["note"]
    assert [(raw.data["id"], raw.at, raw.document.position(raw.at)) for raw in (*kept.rules, *kept.stated)] == [
        ("R-001", ("x-rules", 0), (10, 5)),
        ("R-002", ("x-stated", 0), (11, 12)),
    ]
    assert kept.dues == ()


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (("a",), [(("a",), 1)]),
        (("b", "*", "c"), [(("b", 0, "c"), 2), (("b", 2, "c"), 3)]),
        (("absent", "*"), []),
        (("a", "*"), []),
        (("a", "x"), []),
        ((), [((), {"a": 1, "b": [{"c": 2}, {}, {"c": 3}]})]),
    ],
)
def test_values_under_a_path(path: tuple[str, ...], values: list[Any]) -> None:
    assert list(values_at({"a": 1, "b": [{"c": 2}, {}, {"c": 3}]}, path)) == values


@pytest.mark.parametrize(
    ("value", "schema", "seen"),
    [
        (1, {"type": "number"}, 1.0),
        (95, {"type": "number", "x-scale": 2}, 950_000),
        (0.1 + 0.2, {"type": "number", "x-scale": 2}, 3000),
        (1.005, {"type": "number", "x-scale": 4}, 10_050),
        ("2026-01-01T08:00:00+08:00", {"format": "date-time"}, "2026-01-01T00:00:00Z"),
    ],
)
def test_values_as_expressions_see_them(value: Any, schema: dict[str, Any], seen: Any) -> None:
    assert converted(value, schema) == seen
    assert type(converted(value, schema)) is type(seen)
