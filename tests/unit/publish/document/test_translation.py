"""A translation names its original, and says plainly when the original has moved on."""

from __future__ import annotations

import pytest

from docctl.publish.stage import stage_site
from tests.unit.publish import past_company
from tests.unit.publish import small_company

Staged = dict[str, dict[str, bytes]]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "zh",
            ("本文件译自", "QP-8 程序 QP-8", "A/0 版", "本译文依据原文 A/0 版，原文现行有效的是 A/1 版，以原文为准"),
        ),
        ("en", ("Translated from", "QP-8 Procedure QP-8", "follows revision A/0, and revision A/1 of the original")),
    ],
)
def test_a_stale_translation_says_so(staged: Staged, language: str, says: tuple[str, ...]) -> None:
    page = staged[language]["docs/documents/QP-7.md"].decode()
    assert all(text in page for text in says)
    assert 'data-dc-block="translation"' in page


def test_one_of_a_document_that_is_not_in_force_says_so(staged: Staged) -> None:
    assert "原文目前没有现行有效的版本" in staged["zh"]["docs/documents/QP-13.md"].decode()


def test_a_current_translation_only_names_its_original() -> None:
    site = small_company.site_of(past_company.past_company(), day="2026-05-01")
    page = stage_site(site, "zh")["docs/documents/QP-7.md"].decode()
    assert "本文件译自" in page
    assert "译文已过时" not in page
