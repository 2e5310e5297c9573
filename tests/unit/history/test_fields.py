from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.history.fields import field_changes


def told(old: Any, new: Any) -> list[tuple[str, Any, Any]]:
    return [("/".join(map(str, change.path)), change.old, change.new) for change in field_changes(old, new)]


def test_fields_are_compared_by_name_and_depth() -> None:
    old = {"a": 1, "b": {"c": "x", "d": "y"}, "e": "gone", "f": True}
    new = {"a": 1, "b": {"c": "z", "d": "y"}, "f": True, "g": "new"}
    assert told(old, new) == [("b/c", "x", "z"), ("e", "gone", None), ("g", None, "new")]


def test_truth_is_no_number_and_a_group_no_text() -> None:
    assert told({"a": 1, "b": "x"}, {"a": True, "b": {"c": "x"}}) == [("a", 1, True), ("b", "x", {"c": "x"})]


def test_rows_are_matched_by_what_identifies_them() -> None:
    old = [{"revision": "A/0", "date": "d", "summary": "x"}, {"revision": "A/1", "date": "d", "summary": "y"}]
    new = [{"revision": "A/2", "date": "d", "summary": "n"}, {"revision": "A/1", "date": "d", "summary": "z"}]
    assert told(old, new) == [("0", None, new[0]), ("0", old[0], None), ("1/summary", "y", "z")]


def test_a_row_before_others_moves_none_of_them() -> None:
    rows = [{"item": "a", "n": 1}, {"item": "b", "n": 2}]
    assert told(rows, [{"item": "c", "n": 9}, *rows]) == [("0", None, {"item": "c", "n": 9})]
    assert told([{"item": "c", "n": 9}, *rows], rows) == [("0", {"item": "c", "n": 9}, None)]


def test_rows_in_another_order_are_changes() -> None:
    rows = [{"item": "a"}, {"item": "b"}]
    assert told(rows, rows[::-1]) != []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a", "b", "c"], ["a", "c"], [("1", "b", None)]),
        (["a", "c"], ["a", "b", "c"], [("1", None, "b")]),
        (["a", "b"], ["a", "x"], [("1", "b", "x")]),
        ([], ["a"], [("0", None, "a")]),
        ([{"a": "x"}, {"a": "x"}], [{"a": "x"}, {"a": "y"}], [("1/a", "x", "y")]),
        ([{"a": "x"}], [{"a": "y"}], [("0/a", "x", "y")]),
    ],
)
def test_what_nothing_identifies_is_matched_in_order(old: list[Any], new: list[Any], expected: list[Any]) -> None:
    assert told(old, new) == expected


values = st.recursive(
    st.booleans() | st.integers(0, 2) | st.sampled_from("xyz"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


@given(old=values, new=values)
def test_equal_values_have_no_changes_and_others_some(old: Any, new: Any) -> None:
    assert told(old, old) == []
    assert (told(old, new) == []) == (repr_of(old) == repr_of(new))


def repr_of(value: Any) -> Any:
    """A value that tells true from 1."""
    if isinstance(value, dict):
        return {name: repr_of(inner) for name, inner in value.items()}
    return [repr_of(inner) for inner in value] if isinstance(value, list) else repr(value)
