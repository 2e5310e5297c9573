"""Workflow commands that GitHub shows beside the changed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.report.text import rule
from docctl.report.text import sentence
from docctl.report.text import summary
from docctl.violation import shown_path

if TYPE_CHECKING:
    from docctl.report.report import Report


def github(report: Report, language: str) -> str:
    """An annotation for each violation."""
    lines = []
    for violation in report.violations:
        place = f"file={_property(shown_path(violation.path))}"
        if violation.position.line:
            place += f",line={violation.position.line},col={violation.position.column}"
        text = _data(sentence(violation, language))
        lines.append(f"::{violation.severity.value} {place},title={_property(rule(violation))}::{text}")
    return "\n".join([*lines, summary(report, language)])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
