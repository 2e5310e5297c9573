from __future__ import annotations

from docctl.report import sort
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import WARNING
from tests.unit.report.samples import report


def test_only_errors_fail() -> None:
    assert report(ERROR).failed
    assert not report(WARNING).failed


def test_each_violation_is_reported_once_in_order() -> None:
    assert sort([WARNING, ERROR, ERROR]) == [ERROR, WARNING]
