"""S003-14: where the company sorts external documents by their nature, the owners are those of the nature."""

from __future__ import annotations

import pytest

from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found

NATURES = {"ext.scheme": "three_natures"}
STANDARD = case("ext.category.custodian/gauge-standard-with-the-calibrator")


@pytest.mark.parametrize(
    ("nature", "owners"),
    [("技术性文件", {"ENG"}), ("质量类文件", {"QA"}), ("管理性文件", {"ADMIN", "HR", "FIN"})],
)
def test_the_owner_is_that_of_the_nature(nature: str, owners: set[str]) -> None:
    for department in ("ENG", "QA", "ADMIN", "HR", "FIN", "SALES", "RD"):
        owned = changed(STANDARD, "EXT-3-0001", ("managing_department: QA", f"managing_department: {department}"))
        refused = found(changed(owned, "EXT-3-0001", ("nature: 质量类文件", f"nature: {nature}")), NATURES)
        assert refused == (set() if department in owners else {("ext.nature.mapping", "EXT-3-0001")}), department


def test_what_a_customer_sends_is_kept_by_the_technical_department() -> None:
    kept = case("ext.nature.mapping/customer-data-with-research")
    assert found(kept, NATURES) == set()
    assert {slug for slug, _ in found(kept)} == {"ext.category.department", "ext.category.custodian"}


def test_receipt_and_issue_are_with_quality() -> None:
    issued = case("ext.distribution-owner/issued-by-quality")
    assert found(issued, NATURES) == set()
    kept = changed(issued, "EXT-3-0001", ("custodian: P-005", "custodian: P-003"))
    assert found(kept, NATURES) == {("ext.distribution-owner", "EXT-3-0001")}


def test_by_category_the_nature_does_not_matter() -> None:
    assert found(changed(STANDARD, "EXT-3-0001", ("nature: 质量类文件", "nature: 技术性文件"))) == set()
