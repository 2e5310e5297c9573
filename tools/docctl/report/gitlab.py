"""Code Quality reports of GitLab, shown in its merge requests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docctl.report.fingerprint import fingerprints
from docctl.report.text import sentence
from docctl.violation import Severity
from docctl.violation import shown_path

if TYPE_CHECKING:
    from docctl.report.report import Report

# A merge request lists the grave ones first; neither word decides anything here.
_WEIGHTS = {Severity.ERROR: "critical", Severity.WARNING: "minor"}
_WHOLE = "."


def gitlab(report: Report, language: str) -> str:
    """A list with what GitLab asks of each entry; a violation of a whole file stands on its first line."""
    entries = [
        {
            "description": f"{sentence(violation, language)} [{violation.code}]",
            "check_name": violation.slug,
            "fingerprint": fingerprint,
            "severity": _WEIGHTS[violation.severity],
            "location": {
                "path": shown_path(violation.path) or _WHOLE,
                "lines": {"begin": violation.position.line or 1},
            },
        }
        for violation, fingerprint in zip(report.violations, fingerprints(report.violations), strict=True)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)
