"""Moments in the company's time."""

from __future__ import annotations

import pytest

from docctl.publish.moments import local


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-10-13T08:21:07Z", "2026-10-13 16:21"),
        ("2026-10-13T23:00:00+08:00", "2026-10-13 23:00"),
        ("2026-10-13T08:21:07", "2026-10-13T08:21:07"),
        ("soon", "soon"),
    ],
)
def test_a_moment_is_shown_to_the_minute(moment: str, shown: str) -> None:
    assert local(moment, "Asia/Shanghai") == shown
