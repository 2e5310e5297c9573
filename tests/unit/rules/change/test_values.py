from __future__ import annotations

from typing import Any

import pytest

from docctl.rules.change.values import differences
from docctl.rules.change.values import equal
from docctl.rules.change.values import is_filled
from docctl.rules.change.values import place_of
from docctl.rules.change.values import written


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": 1}, {}, [(("a",), "1", "-")]),
        ({"a": {"b": "x"}}, {"a": {"b": "y"}}, [(("a", "b"), "x", "y")]),
        ({"a": {"b": "x"}}, {"a": "y"}, [(("a",), '{"b": "x"}', "y")]),
        ({"a": [1, 2]}, {"a": [1, 2, 3]}, []),
        ({"a": [1, 2]}, {"a": [2]}, [(("a",), "[1, 2]", "[2]")]),
        ({"a": [1, 2]}, {"a": [1, 3]}, [(("a", 1), "2", "3")]),
        ({"a": True}, {"a": 1}, [(("a",), "true", "1")]),
        ({"a": "名称"}, {"a": ["名称"]}, [(("a",), "名称", '["名称"]')]),
    ],
)
def test_only_what_was_filled_can_differ(old: Any, new: Any, found: list[Any]) -> None:
    assert list(differences(old, new)) == found


def test_numbers_are_equal_however_written() -> None:
    assert equal(5, 5.0)
    assert not equal({"a": 1}["a"], {"a": True}["a"])
    assert written(1.5) == "1.5"


@pytest.mark.parametrize("field", ["contacts/0/phone", "/contacts/0/phone"])
def test_a_correction_names_a_place(field: str) -> None:
    assert place_of(field) == ("contacts", 0, "phone")


@pytest.mark.parametrize(
    ("old", "new", "filled"),
    [
        ("x", "x", True),
        ("x", "y", False),
        ("-", "x", True),
        ("x", "-", False),
        ("[1]", "[1, 2]", True),
        ("[1, 2]", "[1]", False),
        ('{"a": 1}', '{"a": 1, "b": 2}', True),
        ("[1", "[1", True),
        ("[" * 100_000, "[1]", False),
    ],
)
def test_what_came_about_by_filling_in_alone(old: str, new: str, *, filled: bool) -> None:
    assert is_filled(old, new) is filled
