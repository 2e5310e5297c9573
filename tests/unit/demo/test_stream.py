from __future__ import annotations

from datetime import datetime

from docctl.demo.replay import Commit
from docctl.demo.scenario import ZONE
from docctl.demo.stream import stream

PEOPLE = {"P-1": "方静澜 <fang@example.com>", "P-2": "B <b@example.com>"}
MORNING, NOON = datetime(2025, 1, 1, 9, tzinfo=ZONE), datetime(2025, 1, 1, 12, tzinfo=ZONE)


def test_a_stream_says_everything_that_a_commit_depends_on() -> None:
    commits = [
        Commit(1, "main", (), "P-1", MORNING, "P-1", MORNING, "开始", {"b": b"2\n", "a": b"1"}),
        Commit(2, "main", (1, 7), "P-1", MORNING, "P-2", NOON, "x", {"a": None}),
    ]
    assert stream(commits, PEOPLE).decode() == (
        "feature done\n"
        "commit refs/heads/main\nmark :1\n"
        "author 方静澜 <fang@example.com> 1735693200 +0800\ncommitter 方静澜 <fang@example.com> 1735693200 +0800\n"
        "data 7\n开始\n\n"
        "M 100644 inline a\ndata 1\n1\nM 100644 inline b\ndata 2\n2\n\n\n"
        "commit refs/heads/main\nmark :2\n"
        "author 方静澜 <fang@example.com> 1735693200 +0800\ncommitter B <b@example.com> 1735704000 +0800\n"
        "data 2\nx\n\n"
        "from :1\nmerge :7\nD a\n\n"
        "done\n"
    )
