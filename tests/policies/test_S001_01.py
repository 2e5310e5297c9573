"""S001-01: nothing is destroyed without appraisal and the leader's approval; a stocktake works out its differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import example_library as library
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

DESTRUCTION = "DES-2029-001"
STOCKTAKE = "STK-2026-03"
EXECUTED = "destroy.approved/by-the-companys-leader"
APPRAISED = "appraised_by:\n  person: P-002\n  role: dept_head\n  date: 2029-02-12\n"
APPROVED = "approved_by:\n  person: P-001\n  role: general_manager\n  date: 2029-02-20\n"


def test_what_was_appraised_and_approved_is_destroyed() -> None:
    assert found(case(EXECUTED)) == set()


@pytest.mark.parametrize("signature", [APPRAISED, APPROVED])
def test_without_appraisal_or_approval_nothing_is_destroyed(signature: str) -> None:
    files = changed(case(EXECUTED), DESTRUCTION, (signature, ""))
    assert found(files) == {("engine.state-requires", DESTRUCTION)}


def test_what_is_to_be_kept_is_not_destroyed() -> None:
    files = changed(case(EXECUTED), DESTRUCTION, ("appraisal_result: 无保留价值", "appraisal_result: 继续保留"))
    assert found(files) == {("destroy.appraisal.before", DESTRUCTION)}


def test_a_head_of_department_is_not_the_leader() -> None:
    files = changed(
        case(EXECUTED), DESTRUCTION, ("person: P-001\n  role: general_manager", "person: P-003\n  role: dept_head")
    )
    assert found(files) == {("engine.signoff-role", DESTRUCTION)}


def test_a_file_is_not_simply_marked_as_destroyed(company: Company) -> None:
    path = "records/archive-entry/ARC-2025-0001.yaml"
    company.edit(path, "status: stored\n", "status: destroyed\n")
    text = (company.path / path).read_text(encoding="utf-8")
    company.write(path, text + "appraised_on: 2026-11-20\nappraisal_result: 无保留价值\ndestroyed_on: 2026-11-20\n")
    outcome = company.docctl("check", path, "--format", "json")
    assert (outcome.code, [v["slug"] for v in outcome.json["violations"]]) == (1, ["destroy.approved.entry"])


def test_the_difference_of_a_stocktake_is_worked_out(ask: Callable[..., Outcome]) -> None:
    lines = ask("register", "G-10", "--as-of", "2026-11-21", "--format", "json").json
    keys = [column["key"] for column in lines["columns"]]
    rows = [dict(zip(keys, row, strict=True)) for row in lines["rows"]]
    differences = {(row["item"], row["difference"]) for row in rows if row["stocktake"] == STOCKTAKE}
    assert differences == {("ARC-2025-0007", "缺少"), ("ARC-2026-0001", "多出"), ("ARC-2025-0002", "损坏")}
    stored = (library.ROOT / f"records/archive-stocktake/{STOCKTAKE}.yaml").read_text(encoding="utf-8")
    assert "missing:" not in stored
    assert "unexpected:" not in stored
