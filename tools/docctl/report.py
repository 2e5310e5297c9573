"""Violations as text, JSON or annotations: every format reads the same list."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.violation import Severity
from docctl.violation import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from docctl.violation import Violation


@dataclass(frozen=True)
class Report:
    """What a check found; the outcome is computed from the violations and nothing else."""

    violations: Sequence[Violation]
    records: int
    commit: str | None
    as_of: str
    tool: str
    where: str

    @property
    def counts(self) -> Counter[str]:
        """How many violations of each severity."""
        return Counter(violation.severity.value for violation in self.violations)

    @property
    def failed(self) -> bool:
        """Whether anything refuses: warnings never do."""
        return any(violation.severity is Severity.ERROR for violation in self.violations)


def sort(violations: Sequence[Violation]) -> list[Violation]:
    """The violations in report order, each once."""
    return sorted(dict.fromkeys(violations), key=lambda violation: violation.order)


def place(violation: Violation) -> str:
    """`path:line:column`, as far as they are known, the commit first where one is to blame."""
    line, column = violation.position
    commit = f"{violation.commit[:12]}:" if violation.commit else ""
    return commit + shown_path(violation.path) + (f":{line}:{column}" if line else "")


def headline(violation: Violation, language: str) -> str:
    """The one line that says where, which rule and what."""
    warning = {"zh": "（警告）", "en": "warning: "}[language] if violation.severity is Severity.WARNING else ""
    head = f"{place(violation)}: {violation.slug} [{violation.code}] {warning}"
    return head + violation.message.get(language)


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


def as_json(report: Report, language: str) -> str:
    """The versioned JSON shape of `check`."""
    return json.dumps(
        {
            "docctl": report.tool,
            "commit": report.commit,
            "as_of": report.as_of,
            "records": report.records,
            "violations": [_entry(violation, language) for violation in report.violations],
            "summary": {"error": report.counts["error"], "warning": report.counts["warning"]},
        },
        ensure_ascii=False,
        indent=2,
    )


def _entry(violation: Violation, language: str) -> dict[str, Any]:
    return {
        "code": violation.code,
        "slug": violation.slug,
        "severity": violation.severity.value,
        "path": shown_path(violation.path),
        "line": violation.position.line,
        "column": violation.position.column,
        "pointer": violation.pointer,
        "record": violation.record,
        "message": violation.message.get(language),
        "hint": violation.hint.get(language),
        "sources": list(violation.sources),
        **({"commit": violation.commit} if violation.commit else {}),
    }


def github(report: Report, language: str) -> str:
    """Workflow commands that GitHub shows beside the changed lines."""
    lines = []
    for violation in report.violations:
        title = f"{violation.slug} [{violation.code}]"
        place_text = f"file={_property(shown_path(violation.path))}"
        if violation.position.line:
            place_text += f",line={violation.position.line},col={violation.position.column}"
        text = _data(" ".join(filter(None, (violation.message.get(language), violation.hint.get(language)))))
        lines.append(f"::{violation.severity.value} {place_text},title={_property(title)}::{text}")
    return "\n".join([*lines, summary(report, language)])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Report, str], str]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "github": github,
}
