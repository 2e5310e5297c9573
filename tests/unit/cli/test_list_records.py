from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome


def test_all_records_of_a_type(ask: Callable[..., Outcome]) -> None:
    listed = ask("list", "customer", "--format", "json").json
    assert {"id", "path"} <= set(listed[0])
    assert len(ask("list", "customer", lang="zh").out.splitlines()) == len(listed) + 2


def test_a_condition_selects(ask: Callable[..., Outcome]) -> None:
    outcome = ask("list", "customer", "--where", "has(self.tier) && self.tier == 'A'", "--format", "json")
    assert outcome.err == ""
    assert {entry["tier"] for entry in outcome.json} == {"A"}


def test_what_cannot_be_decided_is_counted_aloud(ask: Callable[..., Outcome]) -> None:
    outcome = ask("list", "customer", "--where", "self.tier == 'A'")
    assert outcome.code == 0
    assert "left out, the condition cannot be decided" in outcome.err
    assert "无法判断是否符合条件" in ask("list", "customer", "--where", "self.tier == 'A'", lang="zh").err


def test_a_faulty_record_or_a_dead_reference_cannot_be_decided(company: Company) -> None:
    company.write("records/audit-liaison/CAL-2026-001.yaml", "id: CAL-2026-001\n")
    assert "it fails docctl check" in company.docctl("list", "audit-liaison", "--where", "id != ''").err
    (company.path / "records/audit-liaison/CAL-2026-001.yaml").unlink()
    company.write("records/audit-liaison/.keep", "")
    path = "records/audit-liaison/CAL-2026-002.yaml"
    text = (company.path / path).read_text(encoding="utf-8")
    lines = ["customer: CUS-9999" if line.startswith("customer:") else line for line in text.splitlines()]
    company.write(path, "\n".join(lines) + "\n")
    outcome = company.docctl("list", "audit-liaison", "--where", "ref(self.customer).tier != ''")
    assert "a reference leads nowhere" in outcome.err
    assert "CAL-2026-002" not in outcome.out


def test_a_condition_that_is_wrong(ask: Callable[..., Outcome]) -> None:
    for condition, expected in (
        ("self.tier ==", "at character"),
        ("self.teir == 'A'", "teir at character 5"),
        ("1", "neither true nor false"),
    ):
        outcome = ask("list", "customer", "--where", condition)
        assert (outcome.code, outcome.out) == (2, "")
        assert expected in outcome.err


def test_computed_columns_are_filled(ask: Callable[..., Outcome]) -> None:
    listed = ask("list", "controlled-document", "--format", "json").json
    assert all(entry["revision"] for entry in listed)
