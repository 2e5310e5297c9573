"""Each rule that the built site must keep is seen to be broken, and refused with its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.publish.audience import UnknownAudience
from docctl.publish.levels import Levels
from docctl.publish.stage import stage_site
from tests.unit.publish import small_company
from tests.unit.publish.built_site import built
from tests.unit.publish.built_site import changed
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built

WITHHELD = "绝不外传的调查"
VERDICT = "该客户的付款风险偏高"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        site = small_company.site_of(small_company.company_files(), audience="public")
        return built(site, tmp_path_factory.mktemp("public"))


def staged(audience: str, path: str, language: str = "zh") -> str:
    site = small_company.site_of(small_company.company_files(), audience=audience)
    return stage_site(site, language)[f"docs/{path}.md"].decode()


def test_r_031_a_text_that_is_not_in_force_is_refused(good: Built) -> None:
    text = small_company.BODY.format(name="QP-4A/0")
    assert changed(good, "documents/QP-1.html", "<h1>", f"<h1>{text}") == [("R-031", "documents/QP-1.html")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("受控（电子版）", "电子版"),
        ("<dd>2026-03-01</dd>", "<dd>2025-03-01</dd>"),
        ("0123abcd0123abcd", "ffffabcd0123abcd"),
    ],
)
def test_r_032_what_a_page_says_of_its_document_is_what_the_records_say(good: Built, old: str, new: str) -> None:
    assert ("R-032", "documents/QP-1.html") in changed(good, "documents/QP-1.html", old, new)


@pytest.mark.parametrize(("old", "new"), [('data-dc-block="print"', ""), (">非受控打印件</div>", "></div>")])
def test_r_033_a_page_that_prints_without_its_mark_is_refused(good: Built, old: str, new: str) -> None:
    assert changed(good, "documents/QP-1.html", old, new) == [("R-033", "documents/QP-1.html")]


def test_r_037_the_address_of_an_old_document_says_so_and_leads_to_the_one_in_force(good: Built) -> None:
    page = good[0]["documents/QP-4.html"].decode()
    assert "废止，禁止使用" in page
    assert 'href="../documents/QP-6.html"' in page
    for old, new in (('data-dc-block="notice"', ""), ("禁止使用", "可以使用"), ("../documents/QP-6.html", "QP-1.html")):
        assert ("R-037", "documents/QP-4.html") in changed(good, "documents/QP-4.html", old, new)


def test_r_038_a_register_edited_by_hand_is_refused(good: Built) -> None:
    path = "registers/G-01.html"
    assert changed(good, path, "文件控制程序", "文件管理程序") == [("R-038", path)]
    assert changed(good, path, "documents/QP-1.html", "documents/QP-6.html") == [("R-038", path)]
    assert changed(good, path, 'data-dc-block="register"', "") == [("R-038", path)]


def test_r_039_a_form_whose_page_says_something_else_is_refused(good: Built) -> None:
    path = "records/note/N-1.html"
    assert changed(good, path, "1,234.50", "1,000.00") == [("R-039", path)]
    assert changed(good, path, 'data-dc-block="fields"', "") == [("R-039", path)]


def test_r_040_the_page_lists_every_issued_revision_with_day_author_summary_and_commit(good: Built) -> None:
    path = "documents/QP-6.html"
    page = good[0][path].decode()
    table = page[page.index('data-dc-block="versions"') :].split("</table>")[0]
    rows = table.split("<tr>")[2:]
    assert [("A/1" in row, "2026-09-01" in row) for row in rows] == [(True, True), (False, False)]
    assert all("周文博" in row and "发布" in row and "feedfeedfeed" in row for row in rows)
    assert changed(good, path, "feedfeedfeed", "beefbeefbeef") == [("R-040", path)]
    assert changed(good, path, 'data-dc-block="versions"', "") == [("R-040", path)]


def test_r_105_the_page_of_an_obsolete_document_bears_its_mark_and_is_in_no_list_of_what_is_in_force(
    good: Built,
) -> None:
    path = "documents/QP-4.html"
    assert ">作废<" in good[0][path].decode()
    assert b"QP-4" not in good[0]["registers/G-01.html"]
    assert changed(good, path, 'data-dc-block="mark-obsolete"', "") == [("R-105", path)]
    assert changed(good, path, ">作废<", ">有效<") == [("R-105", path)]


@pytest.mark.parametrize("place", ["front", "cover", "inner"])
def test_r_110_a_page_shows_its_level_in_three_places(good: Built, place: str) -> None:
    path = "records/note/N-1.html"
    assert changed(good, path, f'data-dc-block="level-{place}"', "") == [("R-110", path)]


def test_r_111_wording_and_colour_of_the_level_are_those_of_the_parameter(good: Built) -> None:
    path = "records/note/N-1.html"
    assert changed(good, path, ">内部</span>", ">秘密</span>") == [("R-111", path)]
    assert changed(good, path, "dc-level-2", "dc-level-1") == [("R-111", path)]
    sheet = "assets/levels.css"
    assert changed(good, sheet, "#1d5fa8", "#000000") == [("R-111", sheet)]
    files, wanted = good
    assert ("R-111", sheet) in codes({p: data for p, data in files.items() if p != sheet}, wanted)


def test_r_114_a_site_holds_nothing_above_the_ceiling_of_its_audience(good: Built, public: Built) -> None:
    assert codes(*public) == []
    assert "records/note/N-3.html" not in good[0]
    assert {"records/note/N-1.html", "records/person/P-001.html"} & public[0].keys() == set()
    assert not any(WITHHELD.encode() in data for files in (good[0], public[0]) for data in files.values())
    page = "records/note/N-2.html"
    assert ("R-114", page) in changed(good, page, "<h1>", f"<h1>{WITHHELD}")
    files, wanted = public
    assert ("R-114", "records/note/N-1.html") in codes({**files, "records/note/N-1.html": b"<p>x</p>"}, wanted)


def test_r_114_of_a_withheld_record_the_number_at_most_is_shown(good: Built) -> None:
    page = good[0]["records/note/N-4.html"].decode()
    assert "N-3" in page
    assert "N-3.html" not in page


def test_r_114_registers_and_due_items_are_those_of_readable_records() -> None:
    assert "N-1" in staged("internal", "registers/G-02")
    assert "N-1" not in staged("public", "registers/G-02")
    assert "N-1" in staged("internal", "due")
    assert "N-1" not in staged("public", "due")


def test_r_114_documents_stay_in_force_where_their_signers_are_withheld() -> None:
    page = staged("public", "documents/QP-1")
    assert small_company.BODY.format(name="QP-1A/0") in page
    assert page.partition("</article>")[0].count("电子签名已核验") == 3
    assert "P-002" not in page
    assert "陈晓岚 于 2026-02-01" in page, "the name was signed; the number of the person is withheld"
    assert "P-002" not in staged("public", "audit/QP-1")


def test_r_114_a_document_above_the_ceiling_is_not_there() -> None:
    files = small_company.company_files()
    name = "records/controlled-document/QP-5.md"
    files[name] = files[name].replace("普通级".encode(), "机密级".encode())
    site = small_company.site_of(files)
    assert "QP-5" not in site.standings
    assert "docs/documents/QP-5.md" not in stage_site(site, "zh")


def test_r_114_an_unknown_audience_is_refused() -> None:
    with pytest.raises(UnknownAudience, match="public, internal, vetting"):
        small_company.site_of(small_company.base_files(), audience="everybody")


def test_r_114_where_no_audience_is_named_the_site_is_for_the_one_that_may_read_least() -> None:
    site = small_company.site_of(small_company.company_files(), audience="")
    assert site.readable is not None
    assert site.readable.audience == "public"


def test_r_115_neither_search_nor_a_link_leads_to_what_is_withheld(good: Built) -> None:
    titles = "search/titles.json"
    assert ("R-115", titles) in changed(good, titles, '"entries":[', f'"entries":["{WITHHELD}",')
    page = "records/note/N-2.html"
    found = changed(good, page, "<h1>", '<h1><a href="https://forge.example/records/note/N-3.yaml">x</a>')
    assert found == [("R-115", page)]


def test_r_120_the_results_of_vetting_are_shown_to_their_audience_only(good: Built) -> None:
    path = "records/note/N-1.html"
    assert VERDICT not in staged("internal", "records/note/N-1")
    assert VERDICT in staged("vetting", "records/note/N-1")
    assert ("R-114", path) in changed(good, path, "<h1>", f"<h1>{VERDICT}")


@pytest.mark.parametrize("number", ["999999199001010016", "6222 0000 1111 2223"])
def test_r_122_a_number_of_a_person_on_a_page_is_refused(good: Built, number: str) -> None:
    path = "help.html"
    assert changed(good, path, "</article>", f"<p>{number}</p></article>") == [("R-122", path)]


def test_r_159_every_page_of_a_document_for_reference_bears_the_mark(good: Built) -> None:
    path = "records/note/N-1.html"
    for place in ("mark", "every-page"):
        assert changed(good, path, f'data-dc-block="{place}-for_reference"', "") == [("R-159", path)]
    assert "For reference only" in good[0]["en/records/note/N-1.html"].decode()


def test_a_level_that_nobody_styled_ranks_above_all_and_has_no_mark() -> None:
    levels = Levels({"普通级": {"zh": "普通", "colour": "#000"}})
    assert (levels.rank("普通级"), levels.rank("最高级"), levels.rank("")) == (1, 2, 2)
    assert levels.mark("最高级", "zh") == {}
    assert levels.mark("普通级", "en")["text"] == "普通级"


def test_a_site_for_nobody_in_particular_withholds_nothing() -> None:
    site: Site = small_company.site_of(small_company.company_files())
    bare = replace(site, readable=None)
    assert bare.withheld == frozenset()
