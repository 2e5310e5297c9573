"""For programs: the versioned JSON shape of `check`, whole or line by line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from docctl.violation import shown_path

if TYPE_CHECKING:
    from docctl.report.report import Report
    from docctl.violation import Violation


def as_json(report: Report, language: str) -> str:
    """The report as one value."""
    given = _head(report)
    summary = given.pop("summary")
    found = [entry(violation, language) for violation in report.violations]
    return json.dumps({**given, "violations": found, "summary": summary}, ensure_ascii=False, indent=2)


def as_json_lines(report: Report, language: str) -> str:
    """A line for each violation; the last has the rest of the report, and where it is missing, so is the end."""
    values = [*(entry(violation, language) for violation in report.violations), _head(report)]
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def _head(report: Report) -> dict[str, Any]:
    return {
        "docctl": report.tool,
        "commit": report.commit,
        "as_of": report.as_of,
        "records": report.records,
        "summary": {"error": report.counts["error"], "warning": report.counts["warning"]},
    }


def entry(violation: Violation, language: str) -> dict[str, Any]:
    """One violation."""
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
