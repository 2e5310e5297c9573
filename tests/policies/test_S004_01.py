"""S004-01, the part about documents: clauses 5.2.2 and 5.7.3.1 that do not exist are reported, so are two numbers."""

from __future__ import annotations

import pytest

from tests import example_library as library
from tests.policies import documents
from tests.policies.documents import NEW

LACKS = "orders and complaints: B-55, B-56 and B-84"


def reviewed(text: bytes) -> list[str]:
    """What is wrong with a new document once it was submitted."""
    files = {
        **library.base_files(),
        f"records/controlled-document/{NEW}.md": text,
        f"records/distribution-list/DL-{NEW}.yaml": (
            library.base_files()["records/distribution-list/DL-HM-QP-XS001.yaml"].replace(b"HM-QP-XS001", NEW.encode())
        ),
    }
    step = library.Step(NEW, "submit", "P-004", "2026-01-20T02:00:00Z")
    signed, _ = library.signed(library.book(), files, [step], library.BASE)
    return [violation.slug for violation in library.book().violations(signed)]


@pytest.mark.parametrize("clause", ["5.2.2", "5.7.3.1"])
def test_a_clause_that_does_not_exist_is_reported(clause: str) -> None:
    text = documents.draft(("4.2 质量部按4.1的信息", f"4.2 质量部按{clause}的信息"))
    assert reviewed(text) == ["doc.refs.resolve"]


def test_the_clauses_that_exist_are_found() -> None:
    assert reviewed(documents.draft()) == []


def test_a_number_written_in_two_ways_is_reported() -> None:
    assert documents.of_draft(("文件编号：HM-QP-XS002", "文件编号：HM-QP-XS-02")) == [
        ("R-004", "doc.no.consistent", "/doc_no")
    ]


def test_a_form_belongs_to_one_blank_form() -> None:
    liaison = "records/audit-liaison/CAL-2026-001.yaml"
    text = library.base_files()[liaison]
    assert b"form_no: HM-QR-XS001" in text
    wrong = text.replace(b"form_no: HM-QR-XS001", b"form_no: HM-QR-XS077")
    assert documents.violations({liaison: wrong}) == [("R-005", "doc.form-no.pattern", "/form_no")]
