"""Violations as every format must cope with: plain, without a place, hostile."""

from __future__ import annotations

from dataclasses import replace

from docctl.report import Report
from docctl.violation import Position
from docctl.violation import Severity
from docctl.violation import Text
from docctl.violation import Violation

ERROR = Violation(
    "R-329",
    "tier.price.B",
    Text("too low", "过低"),
    Text("raise it", "请提高"),
    "records/a,b.yaml",
    Position(14, 7),
    "/lines/0",
    "TE-1",
    sources=("R-329", "S1"),
)
WARNING = replace(ERROR, severity=Severity.WARNING, position=Position(), hint=Text("", ""), path="z")
# What a file and a value may hold that every format takes for its own marks.
HOSTILE = replace(
    ERROR,
    slug="conf.hostile",
    message=Text(
        "]]></failure>|<b>`*_[x](http://a.example)@all #1 www.a.example \x1b\x00\ufffe%0A::error::", "“值”<!--\n|"
    ),
    hint=Text("\"'&", "甲\r\n乙"),
    path='records/过 程/a"&<b>%#?.yaml',
)
NOWHERE = replace(ERROR, slug="engine.nowhere", path="", position=Position(), pointer="", record="")
WHOLE_LINE = replace(ERROR, position=Position(3, 0))
BLAMED = replace(ERROR, commit="0123456789abcdef0123456789abcdef01234567")
MANY = (ERROR, WARNING, HOSTILE, NOWHERE, WHOLE_LINE, BLAMED)


def report(*violations: Violation, records: int = 2) -> Report:
    """A report on some violations."""
    return Report(violations, records, "abc", "2026-01-01", "0.1.0", "work tree")
