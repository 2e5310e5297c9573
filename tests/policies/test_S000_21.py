"""S000-21, audits by customers from the note to the archive: one is told to its end, no step of it can be left out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from tests import example_library as library

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

AUDIT, NOTE, INPUT = "CA-2026-001", "CAL-2026-001", "MRI-2026-H1"


@cache
def records() -> dict[str, dict[str, Any]]:
    """What the records of the example company say, by number."""
    check, problems = library.book().open(library.tree(library.ROOT, "records/"))
    assert problems == []
    return {name: record.data for name, record in check.library.records.items()}


def test_one_audit_from_the_note_to_the_management_review() -> None:
    audit, note = records()[AUDIT], records()[NOTE]
    assert (note["status"], audit["status"]) == ("closed", "closed")
    findings = [records()[f"{AUDIT}-F0{number}"] for number in (1, 2, 3, 4)]
    assert {finding["kind"] for finding in findings} == {"不符合项", "观察项", "改进项"}
    for finding in findings:
        report = records()[finding["corrective_action"]]
        assert report["cause_analysis"]
        assert report["corrective_measures"]
        assert report["customer_confirmation"]["result"] == "合格"
        assert (finding["status"], report["status"]) == ("closed", "closed")
        assert {"kind": "纠正及预防措施报告", "record": report["id"]} in audit["pack"]
    assert (audit["archived_on"], audit["retention_until"]) == ("2026-06-12", "2029-06-12")


def test_the_management_review_is_told_of_it(ask: Callable[..., Outcome]) -> None:
    assert AUDIT in records()[INPUT]["audits"]
    reviewed = ask("register", "G-23", "--as-of", "2026-11-21", "--format", "csv").out
    assert f"2026-H1,{INPUT},submitted,{AUDIT},云陂示例轨道装备有限公司,有条件通过,2,1,1,4/4,,2026-07-03" in reviewed


def test_no_step_of_an_audit_is_left_out(company: Company) -> None:
    path = "records/customer-audit/CA-2026-003.yaml"
    company.edit(path, "status: scheduled\n", "status: opening_done\n")
    opened = "opening_meeting_at: 2026-12-02T09:00:00+08:00\nguides:\n"
    guides = "".join(
        f"  - department: {department}\n    person: {person}\n"
        for department, person in (("PROD", "P-009"), ("STORE", "P-009"), ("ISO", "P-007"))
    )
    company.write(path, (company.path / path).read_text(encoding="utf-8") + opened + guides)
    company.commit("Opened without self checks, 6S and departments that are ready")
    outcome = company.docctl("check", "--base", "HEAD~1", "--format", "json")
    assert outcome.code == 1
    assert sorted(v["code"] for v in outcome.json["violations"]) == ["R-514", "R-515", "R-533"]


def test_quality_has_many_names_and_one_code(company: Company) -> None:
    departments = library.data_of(library.ROOT / "schemas/roles.yaml")["departments"]
    assert [code for code, given in departments.items() if "品管部" in given.get("aliases", ())] == ["QA"]
    path = "records/corrective-action/CAPA-2026-007.yaml"
    company.edit(path, "responsible_department: PROD\n", "responsible_department: 品管部\n")
    outcome = company.docctl("check", "--format", "json")
    assert [(v["code"], v["pointer"]) for v in outcome.json["violations"]] == [
        ("REF_MISSING", "/responsible_department")
    ]
