from __future__ import annotations

from typing import Any

import pytest

from docctl.reader import read
from docctl.schema.inline import MAX_DEPTH
from docctl.schema.inline import Inliner
from docctl.violation import Stop
from docctl.violation import Violation
from tests.unit.schema.schemas import NOTE
from tests.unit.schema.schemas import faults
from tests.unit.schema.schemas import note


def written(text: str, common: dict[str, Any] | None = None) -> dict[str, Any]:
    document, problems = read("schemas/types/a.yaml", f"{text}\n".encode())
    assert document is not None, problems
    inliner = Inliner(document.data.get("$defs", {}), common or {}, document)
    return inliner.properties(document.data["properties"], ("properties",))


def stopped(text: str) -> Violation:
    with pytest.raises(Stop) as stop:
        written(text)
    return stop.value.violation


def test_a_reference_is_written_out_and_what_stands_beside_it_wins() -> None:
    text = "$defs: {a: {$ref: '#/$defs/b', title: A}, b: {type: string, title: B, maxLength: 3}}\n"
    text += (
        "properties: {x: {$ref: '#/$defs/a', maxLength: 5}, y: {type: array, items: {$ref: 'docctl:common#/$defs/c'}}}"
    )
    assert written(text, {"c": {"type": "integer"}}) == {
        "x": {"type": "string", "title": "A", "maxLength": 5},
        "y": {"type": "array", "items": {"type": "integer"}},
    }


def test_objects_with_fields_are_closed_even_where_the_type_is_left_out() -> None:
    text = "properties: {a: {properties: {b: {type: array, items: {type: object, properties: {}}}}}, c: {type: object}}"
    assert written(text) == {
        "a": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "b": {
                    "type": "array",
                    "items": {"type": "object", "properties": {}, "additionalProperties": False},
                },
            },
        },
        "c": {"type": "object"},
    }


def test_conditions_close_nothing() -> None:
    condition = "{type: object, properties: {kind: {const: x}}, required: [kind]}"
    built = written(f"properties: {{a: {{type: object, if: {condition}, then: {{required: [b]}}}}}}")["a"]
    assert built["if"] == {"type": "object", "properties": {"kind": {"const": "x"}}, "required": ["kind"]}


def test_fields_may_be_named_like_keywords() -> None:
    inner = "items: {type: string}, type: {type: string}, if: {type: string}"
    text = f"properties: {{properties: {{type: object, properties: {{{inner}}}}}}}"
    fields = written(text)["properties"]["properties"]
    assert fields == {"items": {"type": "string"}, "type": {"type": "string"}, "if": {"type": "string"}}


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("#/$defs/absent", "#/$defs/absent"),
        ("docctl:common#/$defs/absent", "docctl:common#/$defs/absent"),
        ("docctl:common#/$defs/text", "docctl:common#/$defs/text"),
    ],
)
def test_an_unknown_reference_is_refused(reference: str, shown: str) -> None:
    violation = stopped(f"$defs: {{text: {{}}}}\nproperties:\n  a: {{items: {{$ref: '{reference}'}}}}")
    assert (violation.code, violation.position) == ("SCHEMA_REF", (3, 21))
    assert violation.message.en == f"$ref {shown} leads nowhere"


@pytest.mark.parametrize(
    "definitions",
    [
        "a: {$ref: '#/$defs/a'}",
        "a: {$ref: '#/$defs/b'}, b: {$ref: '#/$defs/a'}",
        "a: {type: array, items: {$ref: '#/$defs/a'}}",
        "a: {type: object, properties: {b: {$ref: '#/$defs/a'}, c: {$ref: '#/$defs/a'}}}",
    ],
)
def test_references_in_a_circle_are_refused(definitions: str) -> None:
    violation = stopped(f"$defs: {{{definitions}}}\nproperties: {{x: {{$ref: '#/$defs/a'}}}}")
    assert (violation.code, violation.position.line) == ("SCHEMA_REF", 2)


def test_references_nest_up_to_a_limit() -> None:
    def chain(length: int) -> str:
        links = ", ".join(f"d{i}: {{$ref: '#/$defs/d{i + 1}'}}" for i in range(length - 1))
        return f"$defs: {{{links}, d{length - 1}: {{type: string}}}}\nproperties: {{x: {{$ref: '#/$defs/d0'}}}}"

    assert written(chain(MAX_DEPTH)) == {"x": {"type": "string"}}
    assert stopped(chain(MAX_DEPTH + 1)).code == "SCHEMA_REF"


def test_definitions_that_multiply_are_refused() -> None:
    def fields(level: int) -> str:
        return ", ".join(f"f{i}: {{$ref: '#/$defs/d{level}'}}" for i in range(10))

    levels = ", ".join(f"d{i}: {{properties: {{{fields(i + 1)}}}}}" for i in range(9))
    violation = stopped(f"$defs: {{{levels}, d9: {{type: string}}}}\nproperties: {{x: {{$ref: '#/$defs/d0'}}}}")
    assert violation.code == "SCHEMA_REF"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("  a: {type: string, pattern: '\\d'}", (9, 30)),
        ("  a: {items: {properties: {b: {pattern: '(?=a)'}}}}", (9, 41)),
        ("if: {properties: {name: {pattern: '(a)\\1'}}}", (9, 35)),
        ("anyOf:\n  - required: [name]\n  - properties: {name: {pattern: '['}}", (11, 34)),
        ("  a: {type: array, if: {contains: {pattern: '\\w'}}}", (9, 45)),
        ("  a: {type: string, pattern: '{a}'}", (9, 30)),
    ],
)
def test_a_foreign_pattern_is_refused_anywhere(text: str, position: tuple[int, int]) -> None:
    found = faults({"schemas/types/note.yaml": f"{NOTE}{text}"})
    assert [(fault[1], fault[2]) for fault in found] == [("SCHEMA_PATTERN", position)]


def test_the_pattern_of_ids_is_checked() -> None:
    found = faults({"schemas/types/note.yaml": NOTE.replace("^N-[0-9]{3}$", "^N-\\\\d+$")})
    assert found == [
        ("note.yaml", "SCHEMA_PATTERN", (4, 17), "pattern ^N-\\d+$: \\d is read differently by different engines")
    ]


def test_a_reference_that_fits_is_loaded() -> None:
    assert note('seen: {$ref: "docctl:common#/$defs/text"}').properties["seen"] == {"type": "string", "minLength": 1}
