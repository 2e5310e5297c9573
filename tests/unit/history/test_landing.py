"""Where commits land; letters are commits, `parents` is written newest first."""

from __future__ import annotations

from docctl.history.landing import landings
from docctl.history.landing import main_line

MERGED = {"e": ("d", "y"), "d": ("b",), "y": ("x",), "x": ("b",), "b": ("a",), "a": ()}


def test_the_main_line_is_that_of_first_parents() -> None:
    assert main_line(MERGED, "e") == ["a", "b", "d", "e"]
    assert main_line(MERGED, "y") == ["a", "b", "x", "y"]


def test_the_main_line_ends_where_nothing_more_is_known() -> None:
    assert main_line({"c": ("b",), "b": ("a",)}, "c") == ["b", "c"]
    assert main_line({}, "c") == []


def test_a_branch_lands_with_its_merge() -> None:
    assert landings(MERGED, ["a", "b", "d", "e"]) == {"a": 0, "b": 1, "d": 2, "e": 3, "x": 3, "y": 3}


def test_a_branch_of_a_branch_lands_with_the_first_merge_that_reaches_it() -> None:
    parents = {"d": ("c", "z"), "c": ("a", "y"), "z": ("y",), "y": ("x",), "x": ("a",), "a": ()}
    assert landings(parents, main_line(parents, "d")) == {"a": 0, "c": 1, "d": 2, "x": 1, "y": 1, "z": 2}


def test_places_go_on_where_those_known_end_and_unknown_commits_have_none() -> None:
    parents = {"c": ("b", "x"), "b": ("a",), "x": ("a",)}
    assert landings(parents, ["b", "c"], 7) == {"b": 7, "c": 8, "x": 8}
