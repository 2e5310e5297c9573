from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.company_repository import Company

CONFIRMED = "records/audit-liaison/CAL-2026-006.yaml"
PROSPECT = "records/customer/CUS-0001.yaml"
CERTIFICATE = "records/certificate/CERT-0001.yaml"


def text(company: Company, path: str) -> str:
    return (company.path / path).read_text(encoding="utf-8")


def test_a_field_is_added_as_the_last_line(company: Company) -> None:
    before = text(company, CONFIRMED)
    outcome = company.docctl("set", "cal-2026-006", "notified_quality_on=2026-11-21")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"wrote {CONFIRMED}\nnext: git add {CONFIRMED} && git commit\n"
    assert text(company, CONFIRMED) == before + "notified_quality_on: 2026-11-21\n"
    assert company.docctl("move", "CAL-2026-006", "notified").code == 0


def test_a_field_is_changed_in_its_line_and_the_correction_is_asked_for(company: Company) -> None:
    before = text(company, CONFIRMED)
    (line,) = [line for line in before.splitlines() if line.startswith("audit_scope: ")]
    outcome = company.docctl("set", "CAL-2026-006", "audit_scope=装配线 与 #2 库", lang="zh")
    assert outcome.code == 0, outcome.err
    assert "请在更正记录（corrections）中登记 audit_scope 更正前后的内容" in outcome.out
    assert text(company, CONFIRMED) == before.replace(line, 'audit_scope: "装配线 与 #2 库"')


def test_dry_run_writes_nothing(company: Company) -> None:
    outcome = company.docctl("set", "CAL-2026-006", "remarks=x", "--dry-run")
    assert (outcome.code, outcome.out) == (0, f"would write {CONFIRMED}\n")
    assert company.text("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["CAL-2026-006", "status=notified"], 2, "use docctl move CAL-2026-006 STATUS"),
        (["CAL-2026-006", "id=CAL-2026-009"], 2, "never changes"),
        (["CAL-2026-006", "created_on=2026-01-01"], 2, "never changes"),
        (["CAL-2026-006", "audit_date=2027-01-01"], 1, "Audit date no longer changes once a record is"),
        (["CERT-0001", "number=1"], 1, "no longer changes once a record is Valid"),
        (["CAL-2026-006", "auditor_count=many"], 1, "nothing was written"),
        (["CUS-0001", "title=x"], 1, "DERIVED_FIELD"),
        (["CAL-2026-006", "visitors=x"], 2, "has fields of its own"),
        (["CAL-2026-006", "no_such=x"], 2, "has no field no_such"),
        (["CAL-2026-006", "remarks"], 2, "is not FIELD=VALUE"),
        (["CAL-2026-006"], 2, ""),
    ],
)
def test_what_may_not_change_is_refused(arguments: list[str], code: int, expected: str, pristine: Company) -> None:
    outcome = pristine.docctl("set", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert expected in outcome.err
    assert pristine.text("status", "--porcelain") == ""


def test_a_record_that_is_kept_up_to_date_needs_no_correction(company: Company) -> None:
    outcome = company.docctl("set", "CUS-0002", "industry=通用设备")
    assert (outcome.code, "corrections" in outcome.out) == (0, False), outcome.err


def test_a_frozen_field_changes_where_the_lifecycle_lets_it(company: Company) -> None:
    correction = "  - {field: number, old: x, new: y, reason: slip, by: P-004, date: 2026-11-20}\n"
    company.write(CERTIFICATE, text(company, CERTIFICATE) + "corrections:\n" + correction)
    outcome = company.docctl("set", "CERT-0001", "number=DEMO-1")
    assert outcome.code == 0, outcome.err
    assert "corrections" not in outcome.out, "a record in its first state needs none"


def test_an_exception_that_cannot_be_judged_is_none(company: Company) -> None:
    company.edit(
        "schemas/lifecycles/certificate.yaml",
        "self.?corrections.orValue([]).exists(c, c.field in ['holder', 'kind', 'number'])",
        "self.corrections.size() > 0",
    )
    assert company.docctl("set", "CERT-0001", "number=DEMO-1").code == 1


def test_what_stands_on_several_lines_is_left_to_people(company: Company) -> None:
    company.write(CONFIRMED, text(company, CONFIRMED) + "remarks: |\n  one\n  two\n")
    outcome = company.docctl("set", "CAL-2026-006", "remarks=x")
    assert outcome.code == 2
    assert "change it in the file" in outcome.err


def test_a_document_has_no_status_and_freezes_nothing(company: Company) -> None:
    outcome = company.docctl("set", "HM-QP-ZH001", "remarks=x", "--dry-run")
    assert outcome.code == 0, outcome.err
