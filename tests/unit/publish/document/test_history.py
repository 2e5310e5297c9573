"""Past texts have pages of their own under a banner; nothing of them is shown, found or stamped anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.publish.stage import stage_site
from tests.unit.publish import past_company
from tests.unit.publish import small_company
from tests.unit.publish.built_site import changed
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from tests.unit.publish.built_site import Built

Staged = dict[str, dict[str, bytes]]
OLD = small_company.BODY.format(name="QP-6A/0")


def test_a_site_with_a_past_has_nothing_wrong(past: Built) -> None:
    assert codes(*past) == []


def test_only_what_was_in_force_once_has_a_page(staged: Staged) -> None:
    for language in ("zh", "en"):
        found = {path for path in staged[language] if path.startswith("docs/history/")}
        names = ("QP-4/A-0", "QP-6/A-0", "QP-8/A-0", "QP-10/A-0", "QP-12/A-0")
        assert found == {f"docs/history/{name}.md" for name in names}


@pytest.mark.parametrize(
    ("language", "name", "banner"),
    [
        ("zh", "QP-6", "本版已作废（被 A/1 版代替），禁止使用。"),
        ("en", "QP-6", "Superseded by revision A/1: do not use."),
        ("zh", "QP-4", "本文件已于 2026-06-01 废止，禁止使用。"),
        ("en", "QP-4", "Withdrawn on 2026-06-01: do not use."),
    ],
)
def test_it_shows_the_old_text_under_its_banner_and_no_stamp(
    staged: Staged, language: str, name: str, banner: str
) -> None:
    page = staged[language][f"docs/history/{name}/A-0.md"].decode()
    assert page.index(banner) < page.index("<h1>") < page.index(small_company.BODY.format(name=name + "A/0"))
    assert f'href="../../documents/{name}.html"' in page
    assert 'data-dc-block="stamp"' not in page
    assert "search: {exclude: true}" in page


def test_a_withdrawn_document_leads_to_its_past_text_and_shows_none(staged: Staged) -> None:
    page = staged["zh"]["docs/documents/QP-4.md"].decode()
    assert '<a href="../history/QP-4/A-0.html">查看历史文本</a>' in page
    assert "只在现行有效时" not in page


def test_a_revision_above_the_ceiling_has_no_page_and_no_row() -> None:
    files = small_company.base_files()
    place = "records/controlled-document/QP-6.md"
    secret = small_company.document("QP-6", "合同评审程序", "A/0", "2026-03-01").replace("普通级", "机密级")
    files[place] = secret.replace("summary: 发布", "summary: 只有少数人可读").encode()
    small_company.approved(files, "QP-6", "2026-02-01")
    files[place] = small_company.document("QP-6", "合同评审程序", "A/1", "2026-09-01").encode()
    small_company.approved(files, "QP-6", "2026-08-01")
    for audience, told in (("internal", 0), ("vetting", 1)):
        staged = stage_site(small_company.site_of(files, audience=audience), "zh")
        assert sum(path == "docs/history/QP-6/A-0.md" for path in staged) == told
        assert staged["docs/audit/QP-6.md"].decode().count("A/0 版") == told
        assert staged["docs/documents/QP-6.md"].decode().count("只有少数人可读") == told


@pytest.mark.parametrize("path", ["documents/QP-6.html", "en/documents/QP-6.html", "audit/QP-6.html", "index.html"])
def test_an_old_text_on_another_page_is_found(good: Built, path: str) -> None:
    assert changed(good, path, "<h1", f"<p>{OLD}</p><h1") == [("R-031", path)]


def test_an_old_text_on_the_page_of_another_past_revision_is_found(good: Built) -> None:
    path = "history/QP-4/A-0.html"
    assert changed(good, path, "</article>", f"</article><p>{OLD}</p>") == [("R-031", path)]


def test_a_line_that_begins_a_line_in_force_is_no_leak(past: Built) -> None:
    files, _ = past
    assert past_company.BEGINNING in files["documents/QP-8.html"].decode()
    path = "documents/QP-8.html"
    assert changed(past, path, "<h1", f"<p>{past_company.FORMER}</p><h1") == [("R-031", path)]


def test_a_missing_page_is_found(good: Built) -> None:
    files, wanted = good
    left = {path: data for path, data in files.items() if path != "history/QP-6/A-0.html"}
    found = codes(left, wanted)
    assert ("SITE_PAGE_MISSING", "history/QP-6/A-0.html") in found


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('data-dc-block="banner"', "", "R-037"),
        ("本版已作废（被 A/1 版代替），禁止使用。", "本版现行有效。", "R-037"),
        ('href="../../documents/QP-6.html">查看', 'href="../../index.html">查看', "R-037"),
        ('data-dc-block="mark-obsolete"', "", "R-105"),
        (
            "</article>",
            '<div class="dc-stamp dc-stamp-on" data-dc-block="stamp">受控</div></article>',
            "SITE_BLOCK_STRAY",
        ),
        ("</article>", '<div class="dc-stamp dc-stamp-on">受控</div></article>', "R-037"),
    ],
)
def test_a_changed_page_is_found(good: Built, old: str, new: str, code: str) -> None:
    path = "history/QP-6/A-0.html"
    assert (code, path) in changed(good, path, old, new)
