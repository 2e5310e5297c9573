from __future__ import annotations

import pytest

from docctl.report import FORMATS
from tests.unit.report.samples import BLAMED
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import WARNING
from tests.unit.report.samples import report

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


def test_the_commit_to_blame_comes_first() -> None:
    assert FORMATS["concise"](report(BLAMED), "en").startswith("0123456789ab:records/a,b.yaml:14:7: ")
