"""For people at a terminal: one line for each violation, what to do on the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.violation import Severity
from docctl.violation import shown_path

if TYPE_CHECKING:
    from docctl.report.report import Report
    from docctl.violation import Violation


def place(violation: Violation) -> str:
    """`path:line:column`, as far as they are known, the commit first where one is to blame."""
    line, column = violation.position
    commit = f"{violation.commit[:12]}:" if violation.commit else ""
    return commit + shown_path(violation.path) + (f":{line}:{column}" if line else "")


def rule(violation: Violation) -> str:
    """The name of the rule and the code that people ask about."""
    return f"{violation.slug} [{violation.code}]"


def headline(violation: Violation, language: str) -> str:
    """The one line that says where, which rule and what."""
    warning = {"zh": "（警告）", "en": "warning: "}[language] if violation.severity is Severity.WARNING else ""
    return f"{place(violation)}: {rule(violation)} {warning}" + violation.message.get(language)


def sentence(violation: Violation, language: str) -> str:
    """What is wrong and what to do, in one line."""
    return " ".join(filter(None, (violation.message.get(language), violation.hint.get(language))))


def full(report: Report, language: str) -> str:
    """Each violation on one line, what to do on the next, a summary last."""
    lines = []
    for violation in report.violations:
        lines.append(headline(violation, language))
        if violation.hint.get(language):
            lines.append("    → " + violation.hint.get(language))
    return "\n".join([*lines, summary(report, language)])


def concise(report: Report, language: str) -> str:
    """Each violation on one line."""
    return "\n".join([*(headline(violation, language) for violation in report.violations), summary(report, language)])


def summary(report: Report, language: str) -> str:
    """How many records were checked and what came of it."""
    errors, warnings = report.counts["error"], report.counts["warning"]
    if language == "zh":
        return f"已检查 {report.records} 条记录（{report.where}）：{errors} 处不符合规则，{warnings} 处警告"
    found = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    return f"{_counted(report.records, 'record')} checked ({report.where}): {found}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
