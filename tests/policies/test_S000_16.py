"""S000-16, how an audit by a customer is prepared: an audit item without a responsible person is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.company_repository import Company

PREPARATION = "records/audit-preparation/CAP-CAL-2026-005.yaml"


def test_an_audit_item_without_a_responsible_person_is_refused(company: Company) -> None:
    company.edit(PREPARATION, "    responsible_person: P-009\n", "")
    outcome = company.docctl("check", "--format", "json")
    assert outcome.code == 1
    assert [(v["code"], v["pointer"]) for v in outcome.json["violations"]] == [("R-511", "/items/1/responsible_person")]
