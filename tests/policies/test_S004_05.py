"""S004-05, customers visit the works: the notice tells the departments of earlier complaints and who receives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

HOSTS = """\
hosts:
  - person: P-003
    department: SALES
  - person: P-002
    department: QA
  - person: P-009
    department: PROD
"""
VISIT = "records/factory-visit/FV-2026-001.yaml"


def test_the_notice_shows_earlier_issues_and_hosts(ask: Callable[..., Outcome]) -> None:
    shown = ask("show", "FV-2026-001").out
    (issues,) = [line for line in shown.splitlines() if line.startswith("Earlier proposals and complaints")]
    assert issues.split("  ")[-1].strip() == "CA-2026-001-F02 | CAPA-2026-002"
    (hosts,) = [line for line in shown.splitlines() if line.startswith("Hosts")]
    assert all(person in hosts for person in ("P-002", "P-003", "P-009"))


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ("previous_issues:\n  - CA-2026-001-F02\n  - CAPA-2026-002\n", "previous_issues"),
        (HOSTS, "hosts"),
    ],
)
def test_a_notice_that_says_nothing_of_them_is_refused(company: Company, lines: str, field: str) -> None:
    company.edit(VISIT, lines, "")
    outcome = company.docctl("check", "--format", "json")
    assert [(v["code"], v["pointer"]) for v in outcome.json["violations"]] == [("FIELD_MISSING", f"/{field}")]
