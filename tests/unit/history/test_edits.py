from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.history.edits import MOST_EDITS
from docctl.history.edits import edits

words = st.text(alphabet="abc", max_size=12)


def longest_common(old: str, new: str) -> int:
    row = [0] * (len(new) + 1)
    for one in old:
        before, row = row, [0]
        for place, other in enumerate(new):
            row.append(before[place] + 1 if one == other else max(before[place + 1], row[place]))
    return row[-1]


@given(old=words, new=words)
def test_the_edits_make_both_sides_and_keep_as_much_as_possible(old: str, new: str) -> None:
    found = edits(old, new)
    assert "".join(old[edit.old] for edit in found) == old
    assert "".join(new[edit.new] for edit in found) == new
    assert all(old[edit.old] == new[edit.new] for edit in found if edit.same)
    assert all(old[edit.old] or new[edit.new] for edit in found), "no run is empty"
    assert all(earlier.same != later.same for earlier, later in pairwise(found)), "runs take turns"
    assert sum(len(old[edit.old]) for edit in found if edit.same) == longest_common(old, new)


@pytest.mark.parametrize("size", [MOST_EDITS, 100_000])
def test_what_differs_too_much_is_replaced_as_a_whole(size: int) -> None:
    assert [(edit.same, edit.old, edit.new) for edit in edits("x" + "a" * size, "x" + "b" * size)] == [
        (True, slice(0, 1), slice(0, 1)),
        (False, slice(1, size + 1), slice(1, size + 1)),
    ]
