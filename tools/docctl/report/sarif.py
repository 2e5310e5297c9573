"""SARIF 2.1.0, the format in which analysers hand their results on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import quote

from docctl.report.fingerprint import fingerprints
from docctl.report.report import About
from docctl.report.text import sentence
from docctl.violation import shown_path

if TYPE_CHECKING:
    from docctl.report.report import Report
    from docctl.violation import Position
    from docctl.violation import Violation

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_ROOT = "%SRCROOT%"


def sarif(report: Report, language: str) -> str:
    """One run: the rules that were broken, and each violation as a result that names its rule by index."""
    first = {violation.slug: violation for violation in reversed(report.violations)}
    slugs = sorted(first)
    index = {slug: number for number, slug in enumerate(slugs)}
    rules = [_rule(first[slug], report.rules.get(slug), language) for slug in slugs]
    marked = zip(report.violations, fingerprints(report.violations), strict=True)
    run = {
        "tool": {"driver": {"name": "docctl", "version": report.tool, "rules": rules}},
        "language": _LANGUAGES[language],
        "columnKind": "unicodeCodePoints",
        "results": [_result(violation, index[violation.slug], mark, language) for violation, mark in marked],
        "properties": {
            "commit": report.commit or "", "as_of": report.as_of, "records": report.records, "where": report.where,
        },
    }  # fmt: skip
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(violation: Violation, about: About | None, language: str) -> dict[str, Any]:
    """A rule with what it demands; one that nobody describes says what it said of the first place."""
    statement, address = about or About(violation.message)
    message = _message(statement.get(language))
    return {
        "id": violation.slug,
        "shortDescription": message,
        "fullDescription": message,
        "help": message,
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": violation.severity.value},
    }


def _result(violation: Violation, index: int, fingerprint: str, language: str) -> dict[str, Any]:
    return {
        "ruleId": violation.slug,
        "ruleIndex": index,
        "level": violation.severity.value,
        "message": _message(f"{violation.code}: {sentence(violation, language)}"),
        "locations": [_location(violation)] if violation.path else [],
        "partialFingerprints": {"docctl/v1": fingerprint},
        "properties": {
            "code": violation.code, "record": violation.record, "pointer": violation.pointer,
            "sources": list(violation.sources), **({"commit": violation.commit} if violation.commit else {}),
        },
    }  # fmt: skip


def _message(text: str) -> dict[str, str]:
    """A text in which braces are no placeholders and brackets begin no link."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")}


def _location(violation: Violation) -> dict[str, Any]:
    """The file, and the place in it where one is known."""
    path = quote(shown_path(violation.path))
    place: dict[str, Any] = {"artifactLocation": {"uri": path, "uriBaseId": _ROOT}}
    if violation.position.line:
        place["region"] = _region(violation.position)
    return {"physicalLocation": place}


def _region(position: Position) -> dict[str, int]:
    column = {"startColumn": position.column} if position.column else {}
    return {"startLine": position.line, **column}
