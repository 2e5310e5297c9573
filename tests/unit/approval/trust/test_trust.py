from __future__ import annotations

from docctl.approval.trust.trust import Trust
from tests.company import Company


def test_the_person_is_looked_up_in_the_library_that_is_given() -> None:
    company = Company()
    company.issue()
    filed = company.revision().statements[-1].filed
    assert list(company.approvals.trust.problems(filed, "2026-02-01")) == []
    del company.files["records/person/P-001.yaml"]
    assert [v.slug for v in company.approvals.trust.problems(filed, "2026-02-01")] == ["engine.signer-unknown"]


def test_a_key_counts_on_the_days_for_which_it_is_enrolled() -> None:
    company = Company()
    company.issue()
    filed = company.revision().statements[0].filed
    trust = Trust(company.library, "Asia/Shanghai")
    assert list(trust.problems(filed, "2026-02-01")) == []
    assert [v.slug for v in trust.problems(filed, "2024-02-01")] == ["engine.signer-key"]
