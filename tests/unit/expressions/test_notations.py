from __future__ import annotations

import itertools

import pytest

from docctl.expressions.notations import Notation
from docctl.expressions.notations import UnknownNotation
from docctl.expressions.notations import chinese_number
from docctl.expressions.notations import read_revision
from docctl.expressions.notations import sortable
from tests.unit.expressions.world import world

DECLARED = [Notation.of(declared) for declared in world().schemas.parameters.at("2026-01-01")["doc"]["notations"]]


@pytest.mark.parametrize(
    ("text", "notation", "order", "slug", "first"),
    [
        ("A", "letter", (1,), "A", True),
        ("Z", "letter", (26,), "Z", False),
        ("A/0", "letter/revision", (1, 0), "A-0", True),
        ("A/1", "letter/revision", (1, 1), "A-1", False),
        ("B/0", "letter/revision", (2, 0), "B-0", False),
        ("A/12", "letter/revision", (1, 12), "A-12", False),
        ("第一版第0次", "edition and revision", (1, 0), "1-0", True),
        ("第一版，第0次修改", "edition and revision", (1, 0), "1-0", True),
        ("第一版第3次", "edition and revision", (1, 3), "1-3", False),
        ("第十二版第1次", "edition and revision", (12, 1), "12-1", False),
        ("第二十版第0次", "edition and revision", (20, 0), "20-0", False),
        ("00", "number suffix", (0,), "00", True),
        ("01", "number suffix", (1,), "01", False),
    ],
)
def test_every_declared_notation_is_read(
    text: str,
    notation: str,
    order: tuple[int, ...],
    slug: str,
    first: bool,  # noqa: FBT001 - what is expected
) -> None:
    mark = read_revision(text, DECLARED)
    assert (mark.notation, mark.order, mark.slug, mark.is_first) == (notation, order, slug, first)


@pytest.mark.parametrize("text", ["", "a", "A/00", "A/100", "AA", "第零版第0次", "1", "A/1\n", " A/1"])
def test_other_texts_are_no_revision(text: str) -> None:
    with pytest.raises(UnknownNotation, match="follows none of the notations"):
        read_revision(text, DECLARED)


@pytest.mark.parametrize(
    "rising",
    [
        ["A/0", "A/1", "A/2", "A/10", "B/0"],
        ["第一版第0次", "第二版第1次", "第九版第0次", "第十版第0次", "第十一版第2次"],
        ["00", "09", "10"],
    ],
)
def test_revisions_sort_by_their_order(rising: list[str]) -> None:
    keys = [sortable(read_revision(text, DECLARED)) for text in rising]
    assert all(first < second for first, second in itertools.pairwise(keys))


def test_letters_count_like_columns() -> None:
    two = Notation.of({"name": "n", "pattern": "([A-Za-z]+)", "order": ["letters"], "slug": "$1", "later": "x"})
    assert [read_revision(text, [two]).order for text in ("A", "z", "AA", "BC")] == [(1,), (26,), (27,), (55,)]


@pytest.mark.parametrize(
    ("text", "number"), [("一", 1), ("十", 10), ("十九", 19), ("二十", 20), ("九十九", 99), ("7", 7)]
)
def test_chinese_numbers(text: str, number: int) -> None:
    assert chinese_number(text) == number
