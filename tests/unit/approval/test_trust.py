from __future__ import annotations

from docctl.approval.trust import signature_problems
from tests.company import Company


def test_the_person_is_looked_up_in_the_library_that_is_given() -> None:
    company = Company()
    company.issue()
    filed = company.revision().statements[-1].filed
    assert list(signature_problems(filed, company.library, "2026-02-01")) == []
    del company.files["records/person/P-001.yaml"]
    assert [v.slug for v in signature_problems(filed, company.library, "2026-02-01")] == ["engine.signer-unknown"]
