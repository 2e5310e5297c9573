from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.history.redline import Run
from docctl.history.redline import by_line
from docctl.history.redline import redline

texts = st.text(alphabet="甲乙丙ab 。\n", max_size=30)


def shown(old: str, new: str) -> str:
    marks = {"equal": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
    return "".join(f"{marks[run.kind][0]}{run.text}{marks[run.kind][1]}" for run in redline(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("由销售总监批准", "由总经理批准", "由[-销售总监-]{+总经理+}批准"),
        ("the quick brown fox", "the slow brown fox", "the [-quick-]{+slow+} brown fox"),
        ("每3个月检查", "每12个月检查", "每[-3-]{+12+}个月检查"),
        ("质量QA部", "质量部", "质量[-QA-]部"),
        ("甲乙丙丁戊", "甲X丙丁Y", "甲[-乙丙丁戊-]{+X丙丁Y+}"),
        ("一二三四五六七", "X二三四五六Y", "[-一-]{+X+}二三四五六[-七-]{+Y+}"),
        ("first\n\nsecond\n", "1st\n\n2nd\n", "[-first-]{+1st+}\n\n[-second-]{+2nd+}\n"),
        ("", "new\n", "{+new\n+}"),
        ("same", "same", "same"),
        ("", "", ""),
    ],
)
def test_chinese_by_character_latin_by_word_scraps_joined(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(old=texts, new=texts)
def test_the_runs_hold_both_texts(old: str, new: str) -> None:
    runs = redline(old, new)
    assert "".join(run.text for run in runs if run.kind != "inserted") == old
    assert "".join(run.text for run in runs if run.kind != "deleted") == new
    assert all(run.text for run in runs)


def test_two_long_texts_that_differ_everywhere_are_compared_in_bounded_time() -> None:
    old = "\n".join("".join(chr(0x4E00 + (n * 7919 + i * i * 31) % 20_000) for i in range(100)) for n in range(400))
    new = "\n".join(line if n % 2 else line[::-1] for n, line in enumerate(old.split("\n")))
    started = time.process_time()
    runs = redline(old, new)
    assert time.process_time() - started < 10
    assert "".join(run.text for run in runs if run.kind != "inserted") == old
    assert "".join(run.text for run in runs if run.kind != "deleted") == new


def test_a_run_over_lines_is_parted_at_their_ends() -> None:
    runs = [Run("equal", "a\nb"), Run("deleted", "c\n\nd"), Run("equal", "e\n")]
    assert by_line(runs) == [
        [Run("equal", "a")],
        [Run("equal", "b"), Run("deleted", "c")],
        [],
        [Run("deleted", "d"), Run("equal", "e")],
    ]
    assert by_line([]) == []
