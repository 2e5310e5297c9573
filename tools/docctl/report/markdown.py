"""A summary for forges that show no annotations, in Markdown in which no value means anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docctl.report.text import place
from docctl.report.text import rule
from docctl.report.text import summary
from docctl.violation import Severity
from docctl.violation import Text
from docctl.violation import printable

if TYPE_CHECKING:
    from docctl.report.report import Report
    from docctl.violation import Violation

# What a page shows and a forge still takes; the rest is counted.
_SHOWN = 500
_TITLES = Text("| | place | rule | what is wrong | what to do |", "| | 位置 | 规则 | 问题 | 处理办法 |")
_WORDS = {Severity.ERROR: Text("error", "错误"), Severity.WARNING: Text("warning", "警告")}
# What begins Markdown or HTML in the middle of a line, and the dot of an address without its scheme.
_MARKS = re.compile(r"[\\`*_\[\]<>|&~^$%@#:!]|(?<=www)\.", re.IGNORECASE)
# A forge looks for persons, issues and addresses in the text that comes of the entities: nothing parts them from it.
_CALLS = frozenset("@#:!$%~&")
_NOTHING = "<!-- -->"


def markdown(report: Report, language: str) -> str:
    """A heading with the outcome, and a table of the violations."""
    lines = [f"**docctl**: {inert(summary(report, language))}"]
    if report.violations:
        lines += ["", _TITLES.get(language), "|---|---|---|---|---|"]
        lines += [_row(violation, language) for violation in report.violations[:_SHOWN]]
    more = len(report.violations) - _SHOWN
    if more > 0:
        left = Text(f"{more} more: `docctl check`", f"另有 {more} 处，详见 `docctl check`")
        lines += ["", left.get(language)]
    return "\n".join(lines)


def _row(violation: Violation, language: str) -> str:
    texts = (
        place(violation),
        rule(violation),
        violation.message.get(language),
        violation.hint.get(language),
    )
    return "| ".join([f"| {_WORDS[violation.severity].get(language)} ", *(f"{inert(text)} " for text in texts)]) + "|"


def inert(text: str) -> str:
    """A text on one line in which nothing is Markdown, HTML, a link or a call."""
    return _MARKS.sub(_entity, printable(" ".join(text.split())))


def _entity(found: re.Match[str]) -> str:
    mark = found[0]
    return f"&#{ord(mark)};" + (_NOTHING if mark in _CALLS else "")
