from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.company_repository import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

FOLDER = "records/audit-liaison"
DRAFT = f"{FOLDER}/CAL-2026-008.yaml"
CONFIRMED = f"{FOLDER}/CAL-2026-006.yaml"
LIFECYCLE = "schemas/lifecycles/audit-liaison.yaml"


def text(company: Company, path: str) -> str:
    return (company.path / path).read_text(encoding="utf-8")


def test_a_step_changes_the_line_of_the_status_and_nothing_else(company: Company) -> None:
    company.edit(CONFIRMED, "status: confirmed\n", f"status: confirmed  # 已确认\nnotified_quality_on: {TODAY}\n")
    before = text(company, CONFIRMED)
    outcome = company.docctl("move", "cal-2026-006", "notified")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"wrote {CONFIRMED}\nnext: git add {CONFIRMED} && git commit\n"
    assert text(company, CONFIRMED) == before.replace("status: confirmed ", "status: notified ")
    assert company.docctl("check").code == 0


@pytest.mark.parametrize(("lang", "said"), [("zh", "缺少通知质量部日期"), ("en", "Quality notified on is missing")])
def test_a_state_that_lacks_its_fields_is_refused_with_their_names(pristine: Company, lang: str, said: str) -> None:
    outcome = pristine.docctl("move", "CAL-2026-006", "notified", lang=lang)
    assert (outcome.code, outcome.out) == (1, "")
    assert said in outcome.err
    assert "notified_quality_on: …" in outcome.err
    assert outcome.err.endswith(("未写入任何内容\n", "nothing was written\n"))
    assert "--as" not in outcome.err
    assert pristine.text("status", "--porcelain") == ""


def test_the_sign_off_of_a_step_is_filled_in_for_who_holds_the_role(company: Company) -> None:
    unsigned = company.docctl("move", "CAL-2026-008", "confirmed")
    assert unsigned.code == 1
    assert "to sign it: docctl move CAL-2026-008 confirmed --as P-001" in unsigned.err
    before = text(company, DRAFT)
    outcome = company.docctl("move", "CAL-2026-008", "confirmed", "--as", "P-003", lang="zh")
    assert outcome.code == 0, outcome.err
    signed = f"confirmed_by:\n  person: P-003\n  role: dept_head\n  date: {TODAY}\n"
    assert text(company, DRAFT) == before.replace("status: draft\n", "status: confirmed\n") + signed
    assert company.docctl("check").code == 0


def test_what_a_step_needs_is_filled_in_with_it(company: Company) -> None:
    before = text(company, CONFIRMED)
    outcome = company.docctl("move", "CAL-2026-006", "notified", f"notified_quality_on={TODAY}")
    assert (outcome.code, outcome.err) == (0, "")
    filled = before.replace("status: confirmed\n", "status: notified\n") + f"notified_quality_on: {TODAY}\n"
    assert text(company, CONFIRMED) == filled
    assert company.docctl("check").code == 0


def test_a_step_fills_in_no_field_that_no_longer_changes(pristine: Company) -> None:
    given = (f"notified_quality_on={TODAY}", "audit_date=2027-01-01")
    outcome = pristine.docctl("move", "CAL-2026-006", "notified", *given)
    assert (outcome.code, outcome.out) == (1, "")
    assert "Audit date no longer changes once a record is" in outcome.err
    assert pristine.text("status", "--porcelain") == ""


def test_dry_run_writes_nothing(company: Company) -> None:
    outcome = company.docctl("move", "CAL-2026-008", "confirmed", "--as", "P-003", "--dry-run", lang="zh")
    assert (outcome.code, outcome.out) == (0, f"将写入 {DRAFT}\n")
    assert company.text("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["CAL-2026-008", "confirmed", "--as", "P-005"], 1, "P-005 may not sign on 2026-11-21: Confirm needs"),
        (["CAL-2026-008", "planned"], 2, "next may be confirmed (Confirm), cancelled (Cancel)"),
        (["CAL-2026-008", "nowhere"], 2, "no step leads from draft to nowhere"),
        (["CAL-2026-008", "draft"], 2, "is already draft (Draft)"),
        (["CAL-2026-001", "planned"], 2, "closed is final"),
        (["CAL-2026-006", "notified", "--as", "P-003"], 2, "Notify quality is not signed"),
        (["HM-QP-XS003", "withdrawn"], 2, "use docctl submit, review"),
        (["NOPE", "draft"], 2, "there is no record NOPE"),
        (["CAL-2026-008", "confirmed", "--as", "CUS-0001"], 2, "no person"),
    ],
)
def test_what_is_no_step_is_refused(arguments: list[str], code: int, expected: str, pristine: Company) -> None:
    outcome = pristine.docctl("move", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert expected in outcome.err
    assert pristine.text("status", "--porcelain") == ""


def test_a_sign_off_that_is_there_is_not_written_over(company: Company) -> None:
    company.edit(
        DRAFT, "\nraised_by: ", "\nconfirmed_by: {person: P-003, role: dept_head, date: 2026-11-20}\nraised_by: "
    )
    outcome = company.docctl("move", "CAL-2026-008", "confirmed", "--as", "P-003")
    assert outcome.code == 2
    assert "CAL-2026-008 holds Confirmed by already" in outcome.err
    assert company.docctl("move", "CAL-2026-008", "confirmed").code == 0


def test_what_the_step_itself_requires_is_asked_first(company: Company) -> None:
    required = (
        'requires: ["self.auditor_count > 90", {assert: "self.auditor_count > 91", message: {en: few, zh: 人少}}]'
    )
    company.edit(LIFECYCLE, "    to: confirmed\n", f"    to: confirmed\n    {required}\n")
    outcome = company.docctl("move", "CAL-2026-008", "confirmed", "--as", "P-003")
    assert outcome.code == 1
    assert "the step requires self.auditor_count > 90" in outcome.err
    assert " few\n" in outcome.err
    assert company.text("status", "--porcelain", "records") == ""


def test_rules_judge_the_record_in_its_new_state(company: Company) -> None:
    company.edit(CONFIRMED, "status: confirmed\n", "status: confirmed\nnotified_quality_on: 2026-01-01\n")
    outcome = company.docctl("move", "CAL-2026-006", "notified")
    assert outcome.code == 1
    assert "aud.confirm.before-notice [R-507]" in outcome.err


def test_a_faulty_record_is_not_moved(company: Company) -> None:
    company.edit(DRAFT, "\nauditor_count: ", "\nauditor_cuont: ")
    outcome = company.docctl("move", "CAL-2026-008", "confirmed", "--as", "P-003", lang="zh")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.endswith("未写入任何内容\n")


def test_a_status_that_cannot_be_changed_in_its_line_is_left_to_people(company: Company) -> None:
    company.edit(DRAFT, "status: draft\n", "status: >-\n  draft\n")
    outcome = company.docctl("move", "CAL-2026-008", "confirmed", "--as", "P-003")
    assert outcome.code == 2
    assert "change the line `status:` by hand" in outcome.err


def test_a_type_without_a_lifecycle_has_no_status(company: Company) -> None:
    company.edit("schemas/types/distribution-list.yaml", "x-lifecycle: active-closed\n", "")
    for path in sorted((company.path / "records/distribution-list").glob("*.yaml")):
        _drop_status(path)
    outcome = company.docctl("move", "DL-HM-QP-XS001", "closed", lang="zh")
    assert outcome.code == 2
    assert "发放范围没有状态" in outcome.err


def _drop_status(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("status: active\n", ""), encoding="utf-8")
