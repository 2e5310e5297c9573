from __future__ import annotations

import pytest

from docctl.approval.approvals import Approvals
from docctl.approval.explain import explain
from docctl.approval.explain import explain_current
from tests.company import APPROVER
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import LIFECYCLE
from tests.company import REVIEWER
from tests.company import Company


@pytest.fixture
def company() -> Company:
    return Company()


def told(company: Company, day: str) -> str:
    check = company.check
    return "\n".join(s.zh for s in explain(check.approvals, check.library.records[DOCUMENT], day))


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


PAPER = "paper_approval:\n  prepared_by: 老李\n  approved_by: 王建国\n  approved_on: 2019-04-28\n"
CONTROLLER, DEPUTY = "P-007", "P-003"
DELEGATION = f"""id: DLG-2026-009
type: delegation
schema_version: 1
status: active
confidentiality: 普通级
owner_department: ADMIN
created_on: 2026-01-15
principal: {APPROVER}
delegate: {DEPUTY}
roles: [approver]
from: 2026-02-01
until: 2026-02-28
reason: 出差
"""


def test_an_adopted_revision_names_who_approved_it_on_paper(company: Company) -> None:
    company.write(effective_on="2019-06-01")
    company.edit(company.path, "change_history:", PAPER + "change_history:")
    company.sign("adopt", CONTROLLER, "2026-02-01T01:00:00Z", method="adopt")
    text = said(company, "2026-03-01")
    assert "Counts: approval on paper, adopted by 方静澜 (P-007) as Document controller on 2026-02-01" in text
    assert "  On paper: Prepared by 老李; Approved by 王建国 on 2019-04-28.\n" in text
    text = told(company, "2026-03-01")
    assert "有效：历史批准（纸质），由文控员 方静澜 (P-007) 于 2026-02-01 采认，电子签名已核验。" in text
    assert "  纸质原件：编制 老李；批准 王建国（2019-04-28）。\n" in text
    company.edit(LIFECYCLE, "has(self.paper_approval)", "has(self.remarks)")
    assert "On paper" not in said(company, "2026-03-01")


def test_a_slip_signed_on_paper_names_signer_and_countersigner(company: Company) -> None:
    company.sign("submit", "P-003", "2026-02-01T01:00:00Z")
    slip = {"method": "paper", "on_behalf_of": REVIEWER, "scan": ("scan.pdf", b"a scan")}
    company.sign("review", CONTROLLER, "2026-02-01T02:00:00Z", **slip)
    signer = company.last().name
    assert f"Review by 陆婉仪 (P-002), on paper, countersigned by {signer} (P-007), as Reviewer" in said(
        company, "2026-02-02"
    )
    assert f"有效：陆婉仪 (P-002)（纸质签署，由 {signer} (P-007) 会签）于 2026-02-01 以审核人身份“审核”" in told(
        company, "2026-02-02"
    )
    company.forge(company.last(), on_behalf_of="P-999")
    assert "Does not count: Review by P-999, on paper" in said(company, "2026-02-02")


def test_what_is_signed_for_another_names_the_delegation(company: Company) -> None:
    company.files["records/delegation/DLG-2026-009.yaml"] = DELEGATION.encode()
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    company.sign("review", REVIEWER, "2026-02-01T02:00:00Z")
    acting = {"on_behalf_of": APPROVER, "delegation": "DLG-2026-009"}
    company.sign("approve", DEPUTY, "2026-02-01T03:00:00Z", **acting)
    name = company.last().name
    assert f"Approve by {name} (P-003) for 沈怀山 (P-001), delegation DLG-2026-009, as Approver" in said(
        company, "2026-02-02"
    )
    assert f"{name} (P-003)（依授权委托 DLG-2026-009 代 沈怀山 (P-001) 签署）于 2026-02-01" in told(
        company, "2026-02-02"
    )


def test_what_awaits_its_release_says_so_and_on_which_conditions(company: Company) -> None:
    company.edit(company.path, "change_history:", "release_conditions: [培训已完成, 旧版已列入回收]\nchange_history:")
    company.issue()
    text = said(company, "2026-03-02")
    assert "Missing: Release by Document controller" in text
    assert "Approved, but not in force before it is released: training done, old copies listed for recall." in text
    assert "已批准，放行后方可生效，放行条件：培训已完成、旧版已列入回收。" in told(company, "2026-03-02")
    company.sign("release", CONTROLLER, "2026-03-05T01:00:00Z")
    text = said(company, "2026-03-06")
    assert "  Released on 2026-03-05.\n  Effective since 2026-03-05." in text
    assert "  2026-03-05 放行。\n" in told(company, "2026-03-06")


def test_a_revision_that_no_lifecycle_signs_any_more_has_no_reasons(company: Company) -> None:
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    approvals = company.check.approvals
    (revision,) = approvals.of(DOCUMENT)
    assert list(explain_current(approvals, revision, "2026-03-01"))
    assert not list(explain_current(Approvals(approvals.host, {}), revision, "2026-03-01"))
