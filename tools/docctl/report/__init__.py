"""Violations written out: every format reads the same list."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from docctl.report.data import as_json
from docctl.report.report import About
from docctl.report.report import Report
from docctl.report.report import sort
from docctl.report.text import concise
from docctl.report.text import full
from docctl.report.text import headline

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMATS", "About", "Report", "as_json", "concise", "full", "headline", "sort"]


def _of(module: str, name: str) -> Callable[[Report, str], str]:
    """A writer that is loaded when it is used: a hook pays for its own format only."""

    def write(report: Report, language: str) -> str:
        written: str = getattr(import_module(f"docctl.report.{module}"), name)(report, language)
        return written

    return write


FORMATS: dict[str, Callable[[Report, str], str]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "jsonl": _of("data", "as_json_lines"),
    "github": _of("github", "github"),
    "gitlab": _of("gitlab", "gitlab"),
    "junit": _of("junit", "junit"),
    "markdown": _of("markdown", "markdown"),
    "sarif": _of("sarif", "sarif"),
}
