from __future__ import annotations

import pytest

from docctl.approval.act import Refused
from docctl.approval.statement import parse
from tests.company import APPROVER
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import LIFECYCLE
from tests.company import REVIEWER
from tests.company import Company
from tests.trusted import trusted

AT = "2026-02-01T01:00:00Z"
OTHER = "P-008"


@pytest.fixture
def company() -> Company:
    return Company()


def refusal(company: Company, transition: str, person: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        company.sign(transition, person, AT)
    return [v.slug.removeprefix("engine.") for v in refused.value.reasons]


def test_a_submit_files_the_bytes_the_statement_and_its_signature(company: Company) -> None:
    added = company.sign("submit", AUTHOR, AT, reason="first issue")
    assert sorted(path.removeprefix(company.folder()) for path in added) == [
        "01-submit-P-007.json",
        "01-submit-P-007.json.sig",
        f"{DOCUMENT}.md",
    ]
    statement = parse(added[company.folder() + "01-submit-P-007.json"])
    assert (statement.role, statement.reason, statement.seen) == ("author", "first issue", [])
    judge = company.approvals.judges["controlled-document"]
    assert statement.requires == judge.requirements(company.library.records[DOCUMENT])


def test_nothing_is_written_for_a_step_that_would_not_count(company: Company) -> None:
    before = trusted(company.files)
    assert refusal(company, "review", REVIEWER) == ["statement-seen"]
    assert refusal(company, "submit", "P-002") == ["signer-role"]
    assert refusal(company, "submit", "P-999") == ["signer-unknown"]
    assert company.files == before


def test_a_step_that_no_lifecycle_has_is_a_mistake_of_the_program(company: Company) -> None:
    with pytest.raises(LookupError):
        company.sign("destroy", AUTHOR, AT)


def test_a_revision_in_no_notation_cannot_be_submitted(company: Company) -> None:
    company.write("v1")
    assert refusal(company, "submit", AUTHOR) == ["revision-notation"]


def test_a_revision_keeps_the_spelling_in_which_it_was_submitted(company: Company) -> None:
    company.write("第一版第0次")
    company.sign("submit", AUTHOR, AT)
    company.write("第一版，第0次")
    assert refusal(company, "submit", AUTHOR) == ["revision-spelling"]


def test_a_condition_that_cannot_be_judged_refuses_the_step(company: Company) -> None:
    company.edit(LIFECYCLE, "signed_by: [{role: author}]", "signed_by: [{role: author, when: self.pages_total > 1}]")
    assert refusal(company, "submit", AUTHOR) == ["rule-failed"]


def test_statements_that_cannot_be_read_are_not_written_over(company: Company) -> None:
    company.files[company.folder() + "01-submit-P-007.json"] = b"{}"
    added = company.sign("submit", AUTHOR, AT)
    assert company.folder() + "02-submit-P-007.json" in added
    assert company.slugs() == ["statement-json"]


def test_the_role_may_be_chosen(company: Company) -> None:
    company.sign("submit", AUTHOR, AT)
    company.sign("review", REVIEWER, "2026-02-01T02:00:00Z")
    company.sign("reject", APPROVER, "2026-02-01T03:00:00Z", role="general_manager")
    assert company.last().role == "general_manager"
    assert company.problems() == []


def test_a_document_without_distribution_list_is_not_approved(company: Company) -> None:
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    company.sign("review", REVIEWER, "2026-02-01T02:00:00Z")
    del company.files[f"records/distribution-list/DL-{DOCUMENT}.yaml"]
    before = dict(company.files)
    with pytest.raises(Refused) as refused:
        company.sign("approve", APPROVER, "2026-02-01T03:00:00Z")
    assert [(v.code, v.slug) for v in refused.value.reasons] == [("R-017", "engine.step-requires")]
    assert company.files == before


@pytest.mark.parametrize("condition", ["self.pages_total > 1", "ref(self.issuing_department).name == 'never'"])
def test_a_requirement_that_does_not_hold_or_cannot_be_judged_refuses_the_step(
    company: Company, condition: str
) -> None:
    company.edit(
        LIFECYCLE,
        "    signed_by: [{role: author}]\n",
        f'    requires: ["{condition}"]\n    signed_by: [{{role: author}}]\n',
    )
    assert refusal(company, "submit", AUTHOR) == ["step-requires"]
    company.files["records/department/ISO.yaml"] += b"unknown: field\n"
    assert refusal(company, "submit", AUTHOR) == ["step-requires"]


def test_a_scanned_slip_is_filed_beside_its_statement(company: Company) -> None:
    company.sign("submit", AUTHOR, AT)
    controller = f"records/person/{OTHER}.yaml"
    company.edit(controller, "roles:\n", "roles:\n  - role: document_controller\n    from: 2026-01-05\n")
    given = {"method": "paper", "on_behalf_of": REVIEWER, "scan": ("scan.pdf", b"%PDF-1.7")}
    added = company.sign("review", OTHER, "2026-02-01T02:00:00Z", **given)
    assert added[f"{company.folder()}02-review-{OTHER}.scan.pdf"] == b"%PDF-1.7"
    assert company.problems() == []


def test_no_paper_era_approval_after_a_submit(company: Company) -> None:
    company.write()
    company.issue()
    company.edit(company.path, "revision: A/0", "revision: A/1")
    assert refusal(company, "adopt", AUTHOR) == ["adopt-not-first"]
