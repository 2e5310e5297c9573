from __future__ import annotations

import time

import pytest

from docctl.expressions.texts import clauses
from docctl.expressions.texts import distinct
from docctl.expressions.texts import find_all

BODY = """\
# 1 目的
# 2 范围
## 2.1 适用 见 2.3，按3.1执行，第 9.9 条，占第5.5%
## 2.3 例外
2.3.1 正文条款
2.3.1 重复
# 4、附则
text 4.1 not a clause
"""


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("[0-9]+", ["1", "22", "3"]),
        ("[a-z]([0-9]+)", ["1", "22"]),
        ("([a-z])([0-9]+)", ["a", "b"]),
        ("甲", ["甲"]),
        ("x*y", []),
    ],
)
def test_every_match_is_its_first_group_or_the_whole(pattern: str, found: list[str]) -> None:
    assert find_all("a1 b22 甲3", pattern) == found


def test_a_wrong_pattern_is_a_wrong_value() -> None:
    with pytest.raises(ValueError, match=r"pattern '\('"):
        find_all("a", "(")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(?:a*)*b"])
def test_searching_takes_linear_time(pattern: str) -> None:
    begun = time.perf_counter()
    assert find_all("a" * 100_000 + "!", pattern) == []
    assert time.perf_counter() - begun < 1


def test_distinct_keeps_the_order() -> None:
    assert distinct(["b", "a", "b", 1, True]) == ["b", "a", 1]


def test_clauses_of_a_body() -> None:
    assert clauses(BODY) == {
        "numbers": ["1", "2", "2.1", "2.3", "2.3.1", "2.3.1", "4"],
        "cited": ["2.3", "3.1", "9.9"],
        "duplicates": ["2.3.1"],
        "gaps": ["2.3", "4"],
    }


def test_a_clause_needs_its_parent() -> None:
    assert clauses("## 3.1 a\n# 1 b\n# 0 c\n")["gaps"] == ["3.1"]
    assert clauses("") == {"numbers": [], "cited": [], "duplicates": [], "gaps": []}
