from __future__ import annotations

from dataclasses import replace

import pytest

from docctl.publish.copy.sheet import Attached
from docctl.publish.copy.sheet import sheets
from docctl.violation import Stop
from tests.unit.publish import small_company
from tests.unit.publish.copy.company_with_copies import files_with
from tests.unit.publish.copy.company_with_copies import subject

SITE = small_company.site_of(small_company.company_files())


def test_a_sheet_says_what_is_copied_and_who_holds_it() -> None:
    html = sheets(SITE, subject(SITE, "QP-6"), None)
    for said in (
        "QP-6",
        "A/1",
        "合同评审程序",
        "2026-09-01",
        "质量部",
        "K-07",
        "受控",
        "分发",
        small_company.DAY,
        "C-07",
    ):
        assert said in html, said
    assert "第 " in html
    assert "1.1 这是QP-6A/1的正文" in html
    assert "电子签名已核验" in html


def test_a_document_in_english_has_english_sheets() -> None:
    files = files_with("QP-20", "A/0", "# Packing\n\n## 1 Purpose\n\nPack well.\n", title="Packing")
    site = small_company.site_of(files)
    html = sheets(site, subject(site, "QP-20"), None)
    assert '<html lang="en">' in html
    assert "Copy number" in html
    assert "Pack well." in html


def test_a_stamp_is_explained_where_its_words_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    files = files_with("QP-20", "A/0", "# Packing\n\nPack well.\n", title="Packing")
    site = small_company.site_of(files)
    monkeypatch.setitem(site.schemas.marks, "issued", {"mark": "分发", "title": "Issued"})
    assert "<b>受控</b><b>分发</b><small>Issued</small>" in sheets(site, subject(site, "QP-20"), None)
    assert "<small>Issued</small>" not in sheets(site, subject(site, "QP-6"), None)


def test_the_code_leads_to_the_page_that_verifies_and_names_the_copy() -> None:
    titled = sheets(SITE, subject(SITE, "QP-6", copy_no="甲-07"), None)
    assert titled.count('class="dc-qr"') == 1
    plain = sheets(SITE, subject(SITE, "QP-6"), None)
    assert plain.split('class="dc-qr"')[1].split("</svg>")[0] != titled.split('class="dc-qr"')[1].split("</svg>")[0]


def test_names_and_numbers_are_text_and_nothing_else() -> None:
    hostile = '"</td><script>x</script><img src=file:///etc/passwd>"'
    files = files_with("QP-20", "A/0", "# 甲\n\n正文\n", title=f"'{hostile}'")
    site = small_company.site_of(files)
    html = sheets(site, subject(site, "QP-20", copy_no=f"'{hostile}'", stamps=f"['{hostile}']"), None)
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") > 3


def test_a_finished_file_takes_the_place_of_the_text() -> None:
    html = sheets(SITE, subject(SITE, "QP-6"), Attached("终稿.pdf", "ab" * 32, [False, True]))
    assert "1.1 这是" not in html
    assert "终稿.pdf，共 2 页" in html
    assert (html.count('<div class="upright">'), html.count('<div class="across">')) == (1, 1)


def test_a_library_without_the_template_is_told() -> None:
    templates = {name: text for name, text in SITE.templates.items() if name != "copy.html"}
    with pytest.raises(Stop, match=r"copy\.html"):
        sheets(replace(SITE, templates=templates), subject(SITE, "QP-6"), None)
