from __future__ import annotations

import json
from dataclasses import replace

import pytest

from docctl.report import FORMATS
from docctl.report import Report
from docctl.report import sort
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


def report(*violations: Violation, records: int = 2) -> Report:
    return Report(violations, records, "abc", "2026-01-01", "0.1.0", "work tree")


ENGLISH = """\
records/a,b.yaml:14:7: tier.price.B [R-329] too low
    → raise it
z: tier.price.B [R-329] warning: too low
2 records checked (work tree): 1 error, 1 warning"""
CHINESE = """\
records/a,b.yaml:14:7: tier.price.B [R-329] 过低
    → 请提高
z: tier.price.B [R-329] （警告）过低
已检查 2 条记录（work tree）：1 处不符合规则，1 处警告"""


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH), ("zh", CHINESE)])
def test_a_violation_says_where_what_and_what_to_do(language: str, expected: str) -> None:
    assert FORMATS["full"](report(ERROR, WARNING), language) == expected


def test_the_concise_form_has_one_line_each() -> None:
    assert FORMATS["concise"](report(ERROR, WARNING, records=1), "en").splitlines()[1:] == [
        "z: tier.price.B [R-329] warning: too low",
        "1 record checked (work tree): 1 error, 1 warning",
    ]


def test_json_has_the_versioned_shape() -> None:
    found = json.loads(FORMATS["json"](report(ERROR), "en"))
    assert list(found) == ["docctl", "commit", "as_of", "records", "violations", "summary"]
    assert found["summary"] == {"error": 1, "warning": 0}
    assert found["violations"] == [
        {
            "code": "R-329", "slug": "tier.price.B", "severity": "error", "path": "records/a,b.yaml", "line": 14,
            "column": 7, "pointer": "/lines/0", "record": "TE-1", "message": "too low", "hint": "raise it",
            "sources": ["R-329", "S1"],
        }
    ]  # fmt: skip


def test_annotations_escape_what_would_end_them() -> None:
    odd = replace(WARNING, message=Text("100% of\nit", ""))
    lines = FORMATS["github"](report(ERROR, odd), "en").splitlines()
    assert lines[0] == ("::error file=records/a%2Cb.yaml,line=14,col=7,title=tier.price.B [R-329]::too low raise it")
    assert lines[1] == "::warning file=z,title=tier.price.B [R-329]::100%25 of%0Ait"


def test_only_errors_fail() -> None:
    assert report(ERROR).failed
    assert not report(WARNING).failed


def test_each_violation_is_reported_once_in_order() -> None:
    assert sort([WARNING, ERROR, ERROR]) == [ERROR, WARNING]
