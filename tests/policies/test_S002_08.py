"""S002-08: equipment of a customer bears his name for good; the table of revisions names the change notice of each.

What the customer owns is verified by the department of its kind and listed.
"""

from __future__ import annotations

import pytest

from tests.policies.documents import of_draft
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import example
from tests.policies.outside import found
from tests.policies.outside import register

SECOND = "  - revision: A/1\n    date: 2026-01-30\n{notice}    summary: 增加接待要求\nforms:\n"
PROPERTY = "CP-CUS-0001-0001"
TOOLING = case("prop.mark.permanent/tooling-marked")


def revised(notice: str) -> list[str]:
    """What is wrong with a second revision whose row has this notice."""
    found = of_draft(("revision: A/0\nissued", "revision: A/1\nissued"), ("forms:\n", SECOND.format(notice=notice)))
    return [slug for _, slug, _ in found]


def test_the_second_revision_needs_its_change_notice() -> None:
    assert revised("") == ["doc.change.row.notice"]


def test_the_notice_is_one_for_this_document() -> None:
    assert revised("    change_notice_no: CN-2026-001\n") == ["doc.change.notice-ref"]


def test_the_issue_comes_before_the_day_of_effect() -> None:
    assert of_draft(("effective_on: 2026-02-02", "effective_on: 2026-01-29")) == [
        ("R-011", "doc.date.issue-before-effective", "/effective_on")
    ]


@pytest.mark.parametrize("kind", ["设备", "工装", "模具", "计量器具"])
@pytest.mark.parametrize("mark", ["  customer_name_mark: false\n", ""])
def test_equipment_without_the_customers_name_is_refused(kind: str, mark: str) -> None:
    verifier = "QA" if kind == "计量器具" else "ENG"
    marked = changed(TOOLING, PROPERTY, ("kind: 工装", f"kind: {kind}"), ("  - ENG\n", f"  - {verifier}\n"))
    assert found(marked) == set()
    unmarked = changed(marked, PROPERTY, ("  customer_name_mark: true\n", mark))
    assert found(unmarked) == {("prop.mark.permanent", PROPERTY)}


@pytest.mark.parametrize(
    ("kind", "departments", "others"),
    [
        ("图纸", ["RD"], ["QA", "ENG"]),
        ("设备", ["ENG", "EQUIP"], ["QA", "STORE"]),
        ("检具/测试设备", ["QA"], ["STORE"]),
    ],
)
def test_the_department_of_the_kind_verifies(kind: str, departments: list[str], others: list[str]) -> None:
    accepted = changed(case("prop.inspect.assigned/tooling-by-equipment"), PROPERTY, ("kind: 工装", f"kind: {kind}"))
    for department in (*departments, *others):
        files = changed(accepted, PROPERTY, ("  - EQUIP\n", f"  - {department}\n"))
        assert bool(found(files)) is (department in others)


def test_the_list_of_customer_property_holds_what_is_here_hardware_apart_from_documents() -> None:
    files = example("customer-property/full")
    row = register(files, "G-26", "2026-07-01")["CP-CUS-0001-0009"]
    assert (row["owner"], row["list"], row["kind"]) == ("泽安示例电梯部件有限公司", "顾客财产清单", "检具/测试设备")
    assert (row["location"], row["copy_to"], row["status"]) == ("客供品仓 K1-03", "ENG", "returned")
    drawing = register(example("customer-property/drawing-destroyed"), "G-26", "2026-07-01")["CP-CUS-0001-0009"]
    assert drawing["list"] == "顾客财产明细表"
    assert register(example("customer-property/expected"), "G-26", "2026-07-01") == {}
    assert register(example("customer-property/voided"), "G-26", "2026-07-01") == {}
