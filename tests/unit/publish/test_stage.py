"""Staging: every page in each language, byte for byte, and only what may be shown."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.publish.stage import stage_site
from docctl.violation import Stop
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from collections.abc import Callable

    from docctl.publish.site import Site

GOLDEN = (
    "docs/index.md",
    "docs/due.md",
    "docs/calendar.ics",
    "docs/atom.xml",
    "docs/registers/G-01.md",
    "docs/registers/G-02.md",
    "docs/registers/G-02.csv",
    "docs/registers/G-02.json",
    "docs/documents/QP-1.md",
    "docs/documents/QP-2.md",
    "docs/documents/QP-4.md",
    "docs/documents/QP-6.md",
    "docs/history/QP-6/A-0.md",
    "docs/audit/QP-4.md",
    "docs/records/index.md",
    "docs/records/controlled-document/index.md",
    "docs/records/note/N-1.md",
    "docs/records/person/P-001.md",
    "docs/rules/index.md",
    "docs/rules/note.md",
    "docs/duties.md",
    "docs/lifecycles/index.md",
    "docs/lifecycles/controlled-document.md",
    "mkdocs.yml",
)


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


@pytest.fixture(scope="module")
def staged(site: Site) -> dict[str, dict[str, bytes]]:
    return {language: stage_site(site, language) for language in site.languages}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", GOLDEN)
def test_pages_are_as_blessed(
    staged: dict[str, dict[str, bytes]], language: str, path: str, golden: Callable[[str, str | bytes], None]
) -> None:
    golden(f"site/{language}/{path}", staged[language][path])


def test_the_page_of_a_printed_code_is_as_blessed(
    staged: dict[str, dict[str, bytes]], golden: Callable[[str, str | bytes], None]
) -> None:
    golden("site/v/QP-6-A-0.html", staged["zh"]["docs/v/QP-6/A-0/index.html"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_input_gives_the_same_bytes(staged: dict[str, dict[str, bytes]], language: str) -> None:
    again = small_company.site_of(dict(reversed(small_company.company_files().items())))
    assert stage_site(again, language) == staged[language]


def test_each_record_has_one_page_in_each_language(site: Site) -> None:
    for language in site.languages:
        staged = stage_site(site, language)
        pages = [path for path in staged if path.startswith(("docs/documents/", "docs/records/"))]
        records = [path for path in pages if not path.endswith("index.md")]
        assert len(records) == len(site.library)


def page(site: Site, name: str, language: str = "zh") -> str:
    return stage_site(site, language)[f"docs/documents/{name}.md"].decode()


def test_a_document_in_force_shows_the_text_that_was_signed(site: Site) -> None:
    shown = page(site, "QP-1")
    assert small_company.BODY.format(name="QP-1A/0") in shown
    assert small_company.BODY.format(name="QP-1B/0") not in shown
    assert shown[: shown.index("</article>")].count("电子签名已核验") == 3
    assert "2026-02-01 11:00" in shown, "the moment is in the company's time"
    assert "B/0 版编制或审批中" in shown


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("QP-2", "已批准待实施：A/0 版自 2026-12-01 起实施"),
        ("QP-3", "审核中、待批准：A/0 版尚未批准"),
        ("QP-4", "本文件已于 2026-06-01 废止，禁止使用"),
        ("QP-5", "草稿：尚未送审"),
    ],
)
def test_a_document_that_is_not_in_force_shows_its_state_and_no_text(site: Site, name: str, notice: str) -> None:
    shown = page(site, name)
    assert notice in shown
    assert "正文，只在现行有效时" not in shown
    assert "受控（电子版）" not in shown


def test_of_two_revisions_only_the_later_one_in_force_is_shown(site: Site) -> None:
    shown = page(site, "QP-6")
    assert small_company.BODY.format(name="QP-6A/1") in shown
    assert small_company.BODY.format(name="QP-6A/0") not in shown


def test_the_day_decides_what_is_in_force() -> None:
    site = small_company.site_of(small_company.company_files(), day="2026-04-01")
    assert small_company.BODY.format(name="QP-4A/0") in page(site, "QP-4")
    assert "A/1 版已批准，自 2026-09-01 起实施" in page(site, "QP-6")
    assert small_company.BODY.format(name="QP-6A/0") in page(site, "QP-6")


def test_a_changed_statement_is_not_called_verified() -> None:
    files = small_company.company_files()
    path = next(p for p in files if p.startswith("records/approvals/QP-1/") and "approve" in p and p.endswith(".json"))
    files[path] = files[path].replace("赵国栋".encode(), "李国栋".encode())
    shown = page(small_company.site_of(files), "QP-1")
    assert "电子签名未通过核验" in shown
    assert "只在现行有效时" not in shown


def test_no_git_word_stands_on_a_chinese_page_outside_the_line_for_auditors(site: Site) -> None:
    for path, data in stage_site(site, "zh").items():
        if path.endswith(".md"):
            lines = [line for line in data.decode().lower().splitlines() if "dc-auditor" not in line]
            found = [word for word in ("git", "commit", "提交记录", "分支", "合并") if word in "\n".join(lines)]
            assert found == [], path


def test_each_page_leads_to_itself_in_the_other_language(site: Site) -> None:
    zh, en = stage_site(site, "zh"), stage_site(site, "en")
    assert 'href="../../../en/records/note/N-1.html"' not in zh["docs/records/note/N-1.md"].decode()
    assert 'href="../../en/records/note/N-1.html"' in zh["docs/records/note/N-1.md"].decode()
    assert 'href="../../../records/note/N-1.html"' in en["docs/records/note/N-1.md"].decode()
    assert 'href="en/index.html"' in zh["docs/index.md"].decode()


def test_without_a_commit_the_page_says_so() -> None:
    site = small_company.site_of(small_company.company_files(), commit=None)
    assert "含尚未提交的内容" in page(site, "QP-1")


def test_a_library_with_nothing_in_force_says_so() -> None:
    shown = stage_site(small_company.site_of(small_company.base_files()), "zh")["docs/index.md"].decode()
    assert "目前没有现行有效的受控文件" in shown


def test_a_page_that_lacks_a_language_is_shown_in_another(site: Site) -> None:
    only = replace(site, pages={"note-1.zh.md": "# 说明\n\n正文\n", "README": "no page"})
    staged = stage_site(only, "en")
    assert "# 说明" in staged["docs/note-1.md"].decode()
    assert {"说明": "note-1.md"} in json.loads(staged["mkdocs.yml"])["nav"]


def test_the_settings_fetch_nothing_from_outside(site: Site) -> None:
    settings = json.loads(stage_site(site, "en")["mkdocs.yml"])
    assert settings["theme"]["font"] is False
    assert settings["extra"] == {"generator": False}
    assert settings["site_name"] == "Small &amp; Co."
    assert settings["site_url"] == "https://docs.example/en/"


@pytest.mark.parametrize("text", ["{{ nowhere }}", "{% if %}", "{% extends 'gone.md' %}"])
def test_a_wrong_template_is_reported_with_its_place(site: Site, text: str) -> None:
    wrong = replace(site, templates={**site.templates, "start.md": text})
    with pytest.raises(Stop) as stopped:
        stage_site(wrong, "zh")
    assert (stopped.value.violation.code, stopped.value.violation.position.line) == ("SITE_TEMPLATE", 1)
