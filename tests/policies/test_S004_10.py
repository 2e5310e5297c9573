"""S004-10: a bilingual header, an enterprise number by ISO clause, and references that resolve."""

from __future__ import annotations

from tests.policies.documents import of_draft

NUMBER = "Q/CA.G7C00"
HEADER = (
    (f"id: {NUMBER}", f"id: {NUMBER}\ndoc_no: {NUMBER}"),
    ("revision: A/0", "revision: A"),
    (f"文件编号：{NUMBER}", f"文件编号 Doc. No：{NUMBER}\n\nTOTAL PAGES 4"),
    ("## 4 工作程序", "## 4 工作程序\n\n客户审核按 HM-QP-XS001 办理。"),
)


def test_the_bilingual_header_and_its_references_are_in_order() -> None:
    assert of_draft(*HEADER, number=NUMBER) == []


def test_another_number_in_the_header_is_reported() -> None:
    wrong = (*HEADER, (f"Doc. No：{NUMBER}", "Doc. No：Q/CA.G7D00"))
    assert of_draft(*wrong, number=NUMBER) == [("R-004", "doc.no.consistent", "/doc_no")]
