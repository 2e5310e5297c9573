"""S000-01, how customers' audits are announced: an incomplete note is refused, a confirmed one is in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

NOTE = "records/audit-liaison/CAL-2026-005.yaml"


@pytest.mark.parametrize(
    ("line", "field"),
    [("auditor_count: 2\n", "auditor_count"), ("audit_purpose: 核实成品检验项目与客户图纸是否一致\n", "audit_purpose")],
)
def test_a_note_without_number_of_visitors_or_purpose_is_refused(company: Company, line: str, field: str) -> None:
    company.edit(NOTE, line, "")
    outcome = company.docctl("check", "--format", "json")
    assert outcome.code == 1
    assert [(v["code"], v["pointer"]) for v in outcome.json["violations"]] == [("R-504", f"/{field}")]


def test_a_confirmed_note_is_in_the_register_with_the_day_quality_was_told(ask: Callable[..., Outcome]) -> None:
    table = ask("register", "G-21", "--as-of", "2026-11-21", "--format", "json").json
    keys = [column["key"] for column in table["columns"]]
    rows = {row[0]: dict(zip(keys, row, strict=True)) for row in table["rows"]}
    assert rows["CAL-2026-004"]["notified_on"] == "2026-11-02"
    assert rows["CAL-2026-006"]["status"] == "confirmed"
    assert "CAL-2026-007" not in rows, "a draft is not announced yet"
