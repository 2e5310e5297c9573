"""The dossier of a record: the tables that the schemas name, and everything that names it by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.publish.judge.required import required_blocks
from docctl.publish.stage import stage_site
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site

DOSSIERS = b"dossiers:\n  note:\n    tables:\n      - {type: note, by: after, columns: [kind, bank]}\n  person: {}\n"


def site() -> Site:
    files = small_company.company_files()
    files["schemas/dossiers.yaml"] = DOSSIERS
    later = small_company.NOTE.replace("id: N-1", "id: N-7").replace("title: 第一张", "title: <b>后来的</b>")
    later = later.replace("due_on: 2026-11-01", "due_on: 2026-10-02") + "after: N-1\n"
    files["records/note/N-7.yaml"] = later.encode()
    kind = files["schemas/types/note.yaml"]
    files["schemas/types/note.yaml"] = kind.replace(b"x-lifecycle: note\n", b"x-lifecycle: note\nx-date: due_on\n")
    return small_company.site_of(files)


def page(path: str, language: str = "zh") -> str:
    return stage_site(site(), language)[f"docs/{path}.md"].decode()


def test_a_dossier_lists_the_records_that_name_it_with_their_state() -> None:
    shown = page("records/note/N-1").partition('data-dc-block="dossier"')[2]
    table = shown.partition("</section>")[0]
    assert ">N-7</a>" in table
    assert ">N-2</a>" in table
    assert "dc-state-late" in table
    assert "dc-state-closed" in table
    assert '<span class="dc-masked" data-dc-pii>6**</span>' in table
    assert "6222000011112222" not in shown


def test_the_timeline_is_dated_newest_first_and_escaped() -> None:
    shown = page("records/note/N-1").partition('<ol class="dc-timeline">')[2].partition("</ol>")[0]
    assert shown.index("2026-10-02") < shown.index("未注明日期")
    assert "&lt;b&gt;后来的" in shown
    assert "<b>" not in shown


def test_a_type_that_opens_no_dossier_shows_none_and_one_without_tables_a_timeline() -> None:
    assert "dc-dossier" not in page("records/distribution-list/DL-QP-1")
    assert "dc-timeline" in page("records/person/P-001", "en")


def test_a_record_that_may_not_be_read_is_not_named() -> None:
    assert "绝不外传" not in page("records/note/N-2")


def test_a_page_of_a_dossier_must_have_it() -> None:
    small = site()
    wanted = dict(required_blocks(small, "zh", stage_site(small, "zh")))
    assert "dossier" in [block.name for block in wanted["records/note/N-1.html"]]
    assert "dossier" not in [block.name for block in wanted["records/distribution-list/DL-QP-1.html"]]


def test_the_search_finds_a_record_by_what_it_says_not_by_what_names_it() -> None:
    files = stage_site(site(), "zh")
    assert "第一张记录单" in files["docs/records/person/P-001.md"].decode()
    assert "第 一 张" not in files["search-texts/records/person/P-001.html"].decode()
