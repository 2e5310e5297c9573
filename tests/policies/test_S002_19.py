"""S002-19: a law is an external document with the days of adoption and amendment, listed with whatever cites it."""

from __future__ import annotations

from tests.policies.documents import draft
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found
from tests.policies.outside import register

NAME = "证券公司客户资产管理业务管理办法"
LAW = changed(
    case("ext.release.cat1/published"),
    "EXT-1-0001",
    ("name: 示例市安全生产条例", f"name: {NAME}"),
    ("issued_on: 2019-06-01", "issued_on: 2012-08-01"),
    ("amended_on: 2026-01-20", "amended_on: 2013-06-26"),
)


def test_the_law_is_listed_with_both_days_and_with_what_cites_it() -> None:
    citing = draft(("forms:\n", "legal_basis:\n  - EXT-1-0001\nforms:\n"))
    files = {**LAW, "records/controlled-document/HM-QP-XS002.md": citing}
    assert found(files) == set()
    row = register(files, "G-04", "2026-03-02")["EXT-1-0001"]
    assert row["category"].startswith("1")
    assert (row["name"], row["issued_on"], row["amended_on"]) == (NAME, "2012-08-01", "2013-06-26")
    assert row["cited_by"] == "HM-QP-XS002"


def test_an_amendment_before_the_adoption_is_refused() -> None:
    wrong = changed(LAW, "EXT-1-0001", ("amended_on: 2013-06-26", "amended_on: 2012-07-31"))
    assert found(wrong) == {("ext.amendment.chain.dates", "EXT-1-0001")}
