from __future__ import annotations

from typing import TYPE_CHECKING

import jsonschema
import pytest

from docctl.reader import read
from docctl.schema import metaschema as module
from docctl.schema.metaschema import check_file
from docctl.schema.metaschema import metaschema
from docctl.schema.metaschema import pointer
from tests.unit.schema.schemas import NOTE
from tests.unit.schema.schemas import faults

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.violation import Position

FORBIDDEN = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")


def note_faults(text: str) -> list[tuple[str, Position, str]]:
    return [fault[1:] for fault in faults({"schemas/types/note.yaml": NOTE + text})]


@pytest.mark.parametrize(
    ("text", "position", "value"),
    [
        ("x-colour: red", (9, 1), "x-colour"),
        ("x-retentoin: {after: closed_on}", (9, 1), "x-retentoin"),
        ("additionalProperties: true", (9, 1), "additionalProperties"),
        ("  a: {type: string, x-rfe: [note]}", (9, 21), "x-rfe"),
        ("  a: {type: string, minLenght: 1}", (9, 21), "minLenght"),
        ("  a: {type: string, $comment: x}", (9, 21), "$comment"),
        ("  a: {type: array, items: {type: object, properties: {b: {x-zhh: 乙}}}}", (9, 59), "x-zhh"),
        ("if: {reqired: [a]}", (9, 6), "reqired"),
        ("then: {properties: {a: {maxLength: 1}}}", (9, 25), "maxLength"),
        ("anyOf:\n  - required: [a]\n  - {not: {x-label: a}}", (11, 12), "x-label"),
        ("  a: {type: object, if: {properties: {b: {x-ref: [note]}}}}", (9, 43), "x-ref"),
        ("x-rules: [{id: R-001, slug: a.b, assret: a, assert: a, message: {en: a, zh: b}}]", (9, 34), "assret"),
        ("x-due: [{id: R-001, slug: a.b, due: a, wran: 1, message: {en: a, zh: b}}]", (9, 40), "wran"),
        ("x-body: {heading: [a]}", (9, 10), "heading"),
        ("  a: {type: string, x-unique: {normalize: [nfkc]}}", (9, 32), "normalize"),
    ],
)
def test_a_misspelt_keyword_is_refused_anywhere(text: str, position: tuple[int, int], value: str) -> None:
    assert ("SCHEMA_KEYWORD", position, f"keyword {value} does not exist here") in note_faults(text)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_words_that_some_readers_take_for_booleans_are_no_field_names(name: str) -> None:
    found = note_faults(f"  '{name}': {{type: string}}")
    assert [fault[0] for fault in found] == ["SCHEMA_INVALID"]
    assert [fault[0] for fault in note_faults(f"  a: {{type: object, required: ['{name}']}}")] == ["SCHEMA_INVALID"]


@pytest.mark.parametrize("name", ["Name", "a-b", "名称", "1st", ""])
def test_field_names_are_plain_words(name: str) -> None:
    assert [fault[0] for fault in note_faults(f"  '{name}': {{type: string}}")] == ["SCHEMA_INVALID"]


@pytest.mark.parametrize("name", ["number", "date", "only", "a1_b"])
def test_other_words_are_field_names(name: str) -> None:
    assert note_faults(f"  {name}: {{type: string}}") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.json",
        "http://127.0.0.1:1/a",
        "file:///etc/passwd",
        "other.yaml#/$defs/text",
        "docctl:common",
        "docctl:common#/properties/id",
        "#",
        "#/properties/name",
    ],
)
def test_no_schema_refers_outside_the_definitions(address: str) -> None:
    found = note_faults(f'  a: {{$ref: "{address}"}}')
    assert [(fault[0], fault[1]) for fault in found] == [("SCHEMA_INVALID", (9, 13))]


def test_a_missing_or_wrong_value_is_said_with_its_keyword() -> None:
    assert note_faults("  a: {type: text}") == [
        (
            "SCHEMA_INVALID",
            (9, 13),
            "type text: is none of: string, integer, number, boolean, array, object",
        ),
    ]
    document, _ = read("schemas/types/a.yaml", b"title: A")
    assert document is not None
    first = next(iter(check_file("type", document)))
    assert (first.code, first.pointer, first.message.zh) == (
        "SCHEMA_INVALID",
        "",
        "缺少关键字 x-type",
    )


@pytest.mark.parametrize(
    "enum", ["[a]", "a", "[a, a]", "[[a], [b]]"], ids=["one value", "no list", "repeated", "lists"]
)
def test_a_choice_has_several_plain_values(enum: str) -> None:
    found = faults({"schemas/parameters.yaml": f"k: {{value: a, title: K, x-zh: 键, enum: {enum}}}"})
    assert {fault[1] for fault in found} == {"SCHEMA_INVALID"}


def test_the_metaschema_is_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(metaschema())
    definitions = metaschema()["$defs"]
    for kind in ("type", "common", "lifecycle", "register", "parameters", "roles", "policy"):
        assert kind in definitions


def test_every_object_of_the_metaschema_is_closed() -> None:
    def opened(schema: object, at: tuple[str, ...]) -> list[tuple[str, ...]]:
        if not isinstance(schema, dict):
            return []
        free = "properties" in schema and schema.get("type") == "object" and "additionalProperties" not in schema
        return [*([at] if free else []), *(p for key, inner in schema.items() for p in opened(inner, (*at, key)))]

    assert opened(metaschema()["$defs"], ()) == []


def test_a_broken_metaschema_is_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "metaschema.yaml").write_text("a: [", encoding="utf-8")
    monkeypatch.setattr(module, "_PATH", tmp_path / "metaschema.yaml")
    with pytest.raises(RuntimeError, match="not readable as YAML"):
        metaschema.__wrapped__()


def test_a_path_is_written_as_json_pointer() -> None:
    assert pointer(("a/b", 0, "~")) == "/a~1b/0/~0"
    assert pointer(()) == ""
