"""S001-10: the header of the legal dossier policy, with its level, number, edition and pages."""

from __future__ import annotations

from tests.policies.documents import of_draft

HEADER = (
    ("id: HM/ZH-FW-GY-2016001", "id: HM/ZH-FW-GY-2016001\ndoc_no: HM/ZH-FW-GY-2016001\nunit_name: 华明示例有限公司"),
    ("revision: A/0", "revision: 第一版，第0次修改"),
    ("issued_on:", "pages_total: 4\nissued_on:"),
    ("\n## 1 目的", "\n密级：普通　页数：4\n\n## 1 目的"),
)


def test_the_header_is_read() -> None:
    assert of_draft(*HEADER, number="HM/ZH-FW-GY-2016001") == []


def test_a_wrong_page_total_is_reported() -> None:
    wrong = (*HEADER, ("页数：4", "页数：6"))
    assert of_draft(*wrong, number="HM/ZH-FW-GY-2016001") == [("R-016", "doc.pages.total", "/pages_total")]


def test_an_edition_written_in_no_notation_is_reported() -> None:
    wrong = (*HEADER, ("第一版，第0次修改", "第壹版"))
    found = of_draft(*wrong, number="HM/ZH-FW-GY-2016001")
    assert [slug for _, slug, _ in found] == ["engine.revision-notation"]
