"""S002-08: the table of revisions names the change notice of each revision after the first."""

from __future__ import annotations

from tests.policies.documents import of_draft

LACKS = "equipment of a customer with its permanent mark: B-66"
SECOND = "  - revision: A/1\n    date: 2026-01-30\n{notice}    summary: 增加接待要求\nforms:\n"
SLUGS = ("doc.change.row.notice", "doc.change.notice-ref")


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
