from __future__ import annotations

import pytest

from docctl.approval.explain import explain
from tests.company import APPROVER
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import REVIEWER
from tests.company import Company


@pytest.fixture
def company() -> Company:
    return Company()


def said(company: Company, day: str) -> str:
    check = company.check
    sentences = list(explain(check.approvals, check.library.records[DOCUMENT], day))
    assert all(sentence.zh for sentence in sentences)
    return "\n".join(sentence.en for sentence in sentences)


def test_a_draft_has_no_statements(company: Company) -> None:
    assert said(company, "2026-03-01") == f"{DOCUMENT} has no statements: it is a draft."


def test_what_is_missing_is_named_with_the_roles_that_may_sign(company: Company) -> None:
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    assert "Missing: Review by Reviewer" in said(company, "2026-03-01")
    company.edit(company.path, "Testing.", "Tasting.")
    assert "differs from what was submitted as A/0" in said(company, "2026-03-01")


def test_an_earlier_round_and_an_invalid_statement_are_told_apart(company: Company) -> None:
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    company.sign("review", REVIEWER, "2026-02-01T02:00:00Z")
    company.write(summary="Changed")
    company.sign("submit", AUTHOR, "2026-02-01T03:00:00Z")
    company.forge(company.last(), transition="destroy")
    text = said(company, "2026-03-01")
    assert "Earlier round: Review" in text
    assert "Does not count: destroy" in text


def test_dates_decide_what_is_said_of_an_issued_revision(company: Company) -> None:
    company.issue()
    assert "Takes effect on 2026-03-01" in said(company, "2026-02-28")
    assert "no revision" in said(company, "2026-02-28")
    assert "Effective since 2026-03-01" in said(company, "2026-03-01")
    company.sign("withdraw", APPROVER, "2026-04-01T01:00:00Z", effective_on="2026-05-01")
    assert "Effective on 2026-03-01, ended on 2026-05-01" in said(company, "2026-06-01")
    company.write("A/1", "2026-06-01")
    assert "The working document is revision A/1, which was not submitted" in said(company, "2026-06-01")


def test_damage_and_steps_that_the_lifecycle_no_longer_has_are_named(company: Company) -> None:
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    base = company.last()
    company.raise_policy("2026-02-01T02:00:00Z")
    for path in [path for path in company.files if "01-submit" in path]:
        del company.files[path]
    company.forge(base, requires=["submit:author", "countersign:nobody", "approve:"])
    assert "Missing: countersign by nobody" in said(company, "2026-03-01")
    assert "Missing: Approve by —" in said(company, "2026-03-01")
    company.edit(company.folder() + f"{DOCUMENT}.md", "Testing.", "Tasting.")
    assert "Not issued:" in said(company, "2026-03-01")
