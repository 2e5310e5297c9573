from __future__ import annotations

import json

from docctl.report import FORMATS
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import MANY
from tests.unit.report.samples import report

ENTRY = {
    "code": "R-329", "slug": "tier.price.B", "severity": "error", "path": "records/a,b.yaml", "line": 14,
    "column": 7, "pointer": "/lines/0", "record": "TE-1", "message": "too low", "hint": "raise it",
    "sources": ["R-329", "S1"],
}  # fmt: skip


def test_json_has_the_versioned_shape() -> None:
    found = json.loads(FORMATS["json"](report(ERROR), "en"))
    assert list(found) == ["docctl", "commit", "as_of", "records", "violations", "summary"]
    assert found["summary"] == {"error": 1, "warning": 0}
    assert found["violations"] == [ENTRY]


def test_lines_hold_the_same_one_value_each() -> None:
    for language in ("en", "zh"):
        whole = json.loads(FORMATS["json"](report(*MANY), language))
        lines = [json.loads(line) for line in FORMATS["jsonl"](report(*MANY), language).split("\n")]
        assert lines == [*whole.pop("violations"), whole]


def test_lines_end_with_the_summary_even_where_nothing_is_wrong() -> None:
    (line,) = FORMATS["jsonl"](report(), "en").split("\n")
    assert json.loads(line)["summary"] == {"error": 0, "warning": 0}
