from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.company_repository import Company

WORKING = "records/controlled-document/HM-QP-ZH001.md"
FOLDER = "records/approvals/HM-QP-ZH001/A-0"


def test_a_document_is_reviewed_approved_and_in_force(company: Company) -> None:
    review = company.docctl("review", "hm-qp-zh001", "--as", "P-003", "--demo-key")
    assert review.code == 0, review.err
    assert f"wrote {FOLDER}/02-review-P-003.json\n" in review.out
    assert f"next: git add {WORKING} {FOLDER} && git commit\n" in review.out
    approve = company.docctl("approve", "HM-QP-ZH001", "--as", "P-001", "--demo-key", lang="zh")
    assert approve.code == 0, approve.err
    assert f"下一步：git add {WORKING} {FOLDER}" in approve.out
    assert company.docctl("check").code == 0
    sentences = company.docctl("explain", "HM-QP-ZH001", "--as-of", "2028-01-01").out
    assert "revision A/0 of HM-QP-ZH001 is in force" in sentences


def test_submit_copies_the_bytes(company: Company) -> None:
    text = (company.path / WORKING).read_text(encoding="utf-8")
    company.write(WORKING, text + "\n补充。\n")
    outcome = company.docctl("submit", "HM-QP-ZH001", "--as", "P-008", "--demo-key")
    assert outcome.code == 0, outcome.err
    assert (company.path / FOLDER / "HM-QP-ZH001.md").read_bytes() == (company.path / WORKING).read_bytes()
    assert (company.path / FOLDER / "02-submit-P-008.json.sig").exists()


def test_dry_run_signs_nothing_away(company: Company) -> None:
    outcome = company.docctl("review", "HM-QP-ZH001", "--as", "P-003", "--demo-key", "--dry-run", lang="zh")
    assert outcome.code == 0
    assert "将写入" in outcome.out
    assert "git add" not in outcome.out
    assert company.text("status", "--porcelain") == ""


def test_a_revision_is_withdrawn_from_a_day_on(company: Company) -> None:
    outcome = company.docctl(
        "withdraw", "HM-QP-XS003", "--as", "P-001", "--demo-key", "--reason", "停用", "--effective-on", "2026-12-01"
    )
    assert outcome.code == 0, outcome.err
    for day, state in (("2026-11-30", "is in force"), ("2026-12-01", "no revision of HM-QP-XS003 is in force")):
        assert state in company.docctl("explain", "HM-QP-XS003", "--as-of", day).out


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["submit", "CUS-0001"], 2, "it is not signed"),
        (["submit", "NOPE"], 2, "there is no record NOPE"),
        (["review", "HM-QP-ZH001", "--as", "P-001", "--demo-key"], 1, "did not hold role"),
        (["approve", "HM-QP-ZH001", "--as", "P-001", "--demo-key"], 1, "STATEMENT_SEEN"),
        (["withdraw", "HM-QP-XS003", "--effective-on", "soon"], 2, "is not a day"),
    ],
)
def test_what_would_not_count_is_refused(arguments: list[str], code: int, expected: str, pristine: Company) -> None:
    outcome = pristine.docctl(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert expected in outcome.err
    assert outcome.err.endswith("nothing was written\n") == (code == 1)
    assert pristine.text("status", "--porcelain") == ""


def test_a_faulty_document_is_not_submitted(company: Company) -> None:
    company.edit(WORKING, "\nowner_department: ", "\nowner_departement: ")
    for step in ("submit", "review"):
        outcome = company.docctl(step, "HM-QP-ZH001", "--as", "P-008", "--demo-key", lang="zh")
        assert (outcome.code, outcome.out) == (1, "")
        assert WORKING in outcome.err
        assert outcome.err.endswith("未写入任何内容\n")


def test_a_document_that_breaks_a_rule_is_not_submitted(company: Company) -> None:
    company.edit(WORKING, "\nrevision: A/0\n", "\nrevision: A/1\n")
    outcome = company.docctl("submit", "HM-QP-ZH001", "--as", "P-008", "--demo-key")
    assert outcome.code == 1
    assert "R-008" in outcome.err
    assert outcome.err.endswith("nothing was written\n")


def test_nothing_is_reviewed_that_was_not_submitted(company: Company) -> None:
    company.run("rm", "-r", "--quiet", FOLDER)
    outcome = company.docctl("review", "HM-QP-ZH001", "--as", "P-003", "--demo-key", lang="zh")
    assert outcome.code == 1
    assert outcome.err.endswith("未写入任何内容\n")
    assert len(outcome.err.splitlines()) >= 2


def test_a_step_the_lifecycle_does_not_have(company: Company) -> None:
    path = "schemas/lifecycles/controlled-document.yaml"
    text = (company.path / path).read_text(encoding="utf-8")
    assert "name: reject" in text
    company.write(path, text.replace("name: reject", "name: send-back"))
    outcome = company.docctl("reject", "HM-QP-ZH001", "--as", "P-003", "--demo-key")
    assert outcome.code in {1, 2}
    assert "reject" in outcome.err or "broken" in outcome.err
