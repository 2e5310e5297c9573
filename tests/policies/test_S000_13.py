"""S000-13, the part about its header: number with the revision in it, signers and days, receiving departments."""

from __future__ import annotations

from tests import example_library as library
from tests.policies.documents import NEW
from tests.policies.documents import draft
from tests.policies.documents import of_draft

LACKS = "the review of first customers: B-29"
NUMBER = "ZY-GX-015-00"


def submitted(text: bytes, *steps: tuple[str, str, str]) -> list[str]:
    """What is wrong with a new document after some steps, the last of which may be refused."""
    files = {**library.base_files(), f"records/controlled-document/{NEW}.md": text}
    done = [
        library.Step(NEW, step, person, at, refused=index == len(steps))
        for index, (step, person, at) in enumerate(steps, 1)
    ]
    _, reasons = library.signed(library.book(), files, done, library.BASE)
    return [reason.code for reason in reasons]


def test_the_number_with_its_revision_is_accepted() -> None:
    assert of_draft(("revision: A/0", 'revision: "00"'), number=NUMBER) == []


def test_a_template_number_is_refused_from_review_on() -> None:
    text = draft(("## 4 工作程序", "## 4 工作程序\n\n本程序编号为 XX-XX-015-00。"))
    files = {**library.base_files(), f"records/controlled-document/{NEW}.md": text}
    step = library.Step(NEW, "submit", "P-004", "2026-01-20T02:00:00Z")
    signed, _ = library.signed(library.book(), files, [step], library.BASE)
    assert "doc.placeholder.none" in [violation.slug for violation in library.book().violations(signed)]


def test_the_author_does_not_review() -> None:
    steps = ("submit", "P-003", "2026-01-20T02:00:00Z"), ("review", "P-003", "2026-01-21T02:00:00Z")
    assert submitted(draft(), *steps) == ["R-013"]


def test_a_document_that_no_department_receives_is_not_approved() -> None:
    steps = (
        ("submit", "P-004", "2026-01-20T02:00:00Z"),
        ("review", "P-003", "2026-01-21T02:00:00Z"),
        ("approve", "P-001", "2026-01-22T02:00:00Z"),
    )
    assert submitted(draft(), *steps) == ["R-017"]
