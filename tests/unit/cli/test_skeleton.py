from __future__ import annotations

from typing import Any

import pytest

from docctl.cli.skeleton import scalar
from docctl.cli.skeleton import skeleton
from docctl.cli.skeleton import typed
from docctl.cli.skeleton import written
from docctl.reader import read

TEXTS = ["plain", "no", "012", "1e3", "12:30", "a: b", "a # b", "- a", " a", "a ", "", "\\", '"', "'", "a\nb", "a\tb"]
OTHERS = ["真", "~", "null", "true", "3", True, 3, -1.5, ["a, b", "c"]]


@pytest.mark.parametrize("value", [*TEXTS, *OTHERS])
def test_what_is_written_is_read_again(value: Any) -> None:
    document, found = read("a.yaml", f"x: {scalar(value)}\n".encode())
    assert document is not None, found
    assert document.data == {"x": value}


@pytest.mark.parametrize(
    "value", [{"a": "x", "b": {"c": 1}}, [{"a": "no", "b": ["x"]}, {"a": "y", "c": {"d": "z"}}], [], {"a": [{"b": 1}]}]
)
def test_groups_of_fields_are_written_one_field_to_a_line(value: Any) -> None:
    source = "\n".join(written("x", value)) + "\n"
    document, found = read("a.yaml", source.encode())
    assert document is not None, found
    assert document.data == {"x": value}
    assert "{" not in source


@pytest.mark.parametrize(
    ("text", "schema", "value"),
    [
        ("3", {"type": "integer"}, 3),
        ("true", {"type": "boolean"}, True),
        ("3.5", {"type": "number"}, 3.5),
        ("1e3", {"type": "number"}, "1e3"),
        ("3", {"type": "string"}, "3"),
        ("a, b", {"type": "array", "items": {"type": "string"}}, ["a", "b"]),
        ("1,2", {"type": "array", "items": {"type": "integer"}}, [1, 2]),
    ],
)
def test_a_value_has_the_type_of_its_field(text: str, schema: dict[str, Any], value: Any) -> None:
    assert typed(text, schema) == value


def test_lines_of_inner_fields() -> None:
    item = {
        "type": "object",
        "required": ["who", "kind"],
        "properties": {"who": {"x-ref": ["person", "department"]}, "kind": {"enum": ["a", "b"]}, "more": {}},
    }
    schema = {"type": "array", "title": "Parts", "x-zh": "部分", "items": item}
    assert list(skeleton("parts", schema, "en")) == [
        "parts:  # Parts (list)",
        "  - who:  # who (number of a person/department)",
        "    kind:  # kind (a | b)",
    ]
    assert list(skeleton("days", {"type": "array", "items": {"format": "date"}}, "zh")) == [
        "days:  # days (列表)",
        "  -   # 2026-02-28",
    ]
    assert list(skeleton("one", {"type": "object", "properties": {"a": {"type": "integer"}}}, "zh")) == [
        "one:  # one (一组字段)",
        "  a:  # a (整数)",
    ]
