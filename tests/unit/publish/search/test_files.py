"""The files that the search reads: every page once, nothing of what may not be found, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.publish.search.files import initials
from docctl.publish.stage import stage_site
from docctl.violation import Stop
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.publish.site import Site


SEARCH = "obsolete_mark: for_reference\ngroups:\n  notes: {title: Notes, x-zh: 单据, types: [note]}\n"


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


@pytest.fixture(scope="module")
def staged(site: Site) -> dict[str, dict[str, bytes]]:
    return {language: stage_site(site, language) for language in site.languages}


def text(staged: Mapping[str, bytes], page: str) -> str:
    return staged[f"search-texts/{page}.html"].decode()


def entry(staged: Mapping[str, bytes], stem: str) -> dict[str, Any]:
    titles = json.loads(staged["docs/search/titles.json"])
    row = next(row for row in titles["entries"] if row[1] == stem)
    state, state_title, is_current = titles["states"][row[6]]
    kind = titles["kinds"][row[0]]
    department = titles["departments"][row[5]][1]
    named = {"title": row[2], "other": row[3], "initials": row[4], "folder": kind[0], "kind": kind[1], "group": kind[2]}
    return named | {"state": state, "state_title": state_title, "current": is_current, "department": department}


def test_each_record_register_and_written_page_can_be_found(site: Site, staged: dict[str, dict[str, bytes]]) -> None:
    for files in staged.values():
        pages = [path for path in files if path.startswith("search-texts/")]
        written = [name for name in site.pages if name.endswith(".zh.md")]
        assert len(pages) == len(site.library) + len(site.tables) + len(written)
        assert len(json.loads(files["docs/search/titles.json"])["entries"]) == len(pages)
        for page in pages:
            assert page.replace("search-texts/", "docs/").replace(".html", ".md") in files


def test_a_document_in_force_is_found_by_its_text(staged: dict[str, dict[str, bytes]]) -> None:
    shown = text(staged["zh"], "documents/QP-1")
    assert '<html lang="en">' in shown
    assert "<h1>QP-1 · 文 件 控 制 程 序 · Procedure QP-1</h1>" in shown
    assert "这 是 QP-1A/0 的 正 文" in shown


@pytest.mark.parametrize(("name", "notice"), [("QP-2", "自 2026-12-01 起 实 施"), ("QP-4", "废 止"), ("QP-5", "草 稿")])
def test_a_document_that_is_not_in_force_is_found_by_title_state_and_notice_only(
    staged: dict[str, dict[str, bytes]], name: str, notice: str
) -> None:
    shown = text(staged["zh"], f"documents/{name}")
    assert notice in shown
    assert "正 文 ， 只 在" not in shown
    assert "QA" not in shown.partition("<h1>")[2]
    assert entry(staged["zh"], name)["current"] == 0


def test_no_text_of_a_draft_or_an_old_revision_and_no_personal_data_is_there(
    staged: dict[str, dict[str, bytes]],
) -> None:
    for files in staged.values():
        searched = (data for path, data in files.items() if path.startswith(("search-texts/", "docs/search/")))
        everything = b"".join(searched).decode().replace(" ", "")
        for hidden in ("QP-1B/0", "QP-6A/0", "QP-5A/0", "QP-2A/0", "QP-3A/0", "QP-4A/0"):
            assert f"这是{hidden}的正文" not in everything
        for hidden in ("010-5550-0010", "6222000011112222", "钱亦舒", "绝不外传"):
            assert hidden not in everything


def test_the_titles_say_what_an_entry_is(staged: dict[str, dict[str, bytes]]) -> None:
    found = entry(staged["zh"], "QP-6")
    assert found["title"] == "合同评审程序"
    assert found["other"] == "Procedure QP-6"
    assert found["initials"] == "htpscx"
    assert found["department"] == "质量部"
    assert found["folder"] == "documents"
    assert (found["state"], found["current"]) == ("effective", 1)
    english = entry(staged["en"], "QP-6")
    assert (english["title"], english["other"], english["initials"]) == ("Procedure QP-6", "合同评审程序", "htpscx")
    assert entry(staged["zh"], "P-001")["title"].endswith("**")


def test_the_same_input_gives_the_same_bytes(staged: dict[str, dict[str, bytes]]) -> None:
    again = small_company.site_of(dict(reversed(small_company.company_files().items())))
    assert stage_site(again, "zh") == staged["zh"]


@pytest.mark.parametrize(
    ("title", "letters"),
    [("合同评审", "htps"), ("GMP证书", "gmpzs"), ("重要客户", "zykh"), ("Procedure", ""), ("", ""), ("周**", "z")],
)
def test_initials_are_those_of_the_pinyin(title: str, letters: str) -> None:
    assert initials(title) == letters


def with_search(site: Site, wanted: str) -> Site:
    return replace(site, config={**site.config, "extra": {"docctl": {**site.settings, "search": wanted}}})


def test_the_builtin_search_is_one_script(site: Site) -> None:
    files = stage_site(with_search(site, "builtin"), "zh")
    assert not [path for path in files if path.startswith("search-texts/")]
    assert "docs/search/titles.json" not in files
    script = files["docs/search/everything.js"].decode()
    given = json.loads(script.removeprefix("window.dcSearch=").removesuffix(";\n"))
    assert len(given["contents"]) == len(given["entries"])
    assert any("这是QP-1A/0的正文" in content for content in given["contents"])
    assert "</script" not in script
    assert 'data-dc-search="builtin"' in files["docs/index.md"].decode()


def test_another_way_of_searching_is_refused(site: Site) -> None:
    with pytest.raises(Stop) as stopped:
        stage_site(with_search(site, "magic"), "zh")
    assert stopped.value.violation.code == "SITE_SEARCH_MODE"
    assert stopped.value.violation.path == "mkdocs.yml"


def test_states_that_are_no_longer_current_come_from_the_schemas() -> None:
    files = small_company.company_files()
    files["schemas/search.yaml"] = b"groups: {}\nnot_current: {note: [closed]}\n"
    found = stage_site(small_company.site_of(files), "en")
    assert [entry(found, name)["current"] for name in ("N-1", "N-2", "P-001")] == [1, 0, 1]


def test_groups_and_the_mark_of_the_obsolete_come_from_the_schemas() -> None:
    files = small_company.company_files()
    files["schemas/search.yaml"] = SEARCH.encode()
    place = "    site: [{type: note, rule: R-159}]"
    assert place in files["schemas/marks.yaml"].decode()
    files["schemas/marks.yaml"] = files["schemas/marks.yaml"].replace(
        place.encode(), place.replace("note,", "note, states: [closed],").encode()
    )
    found = stage_site(small_company.site_of(files), "zh")
    assert json.loads(found["docs/search/titles.json"])["groups"] == [["notes", "单据"]]
    assert entry(found, "N-1")["group"] == "notes"
    assert entry(found, "N-2")["current"] == 0
