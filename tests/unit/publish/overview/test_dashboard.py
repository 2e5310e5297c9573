"""The panels of the start page: what the schemas name, from registers and due items, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.publish.edition import Edition
from docctl.publish.overview.dashboard import panels
from docctl.publish.pages import Pages
from docctl.publish.words import Words
from docctl.publish.words import read_words
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site

DASHBOARD = "schemas/dashboard.yaml"
BADGE = '<span class="dc-badge dc-left-{0}" data-dc-left="{1}" data-dc-soon="30" title="{1}">{2}</span>'


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


def shown(site: Site, language: str = "zh") -> dict[str, dict[str, Any]]:
    words = Words(read_words(site.templates, site.languages), language)
    return {str(panel["name"]): panel for panel in panels(Pages(Edition(site, language, words)), "index.html")}


def test_a_panel_for_each_that_has_something_to_show(site: Site) -> None:
    assert list(shown(site)) == ["late", "kinds", "newest", "counts"]
    assert list(shown(replace(site, due=[], tables=[]))) == []


def test_numbers_are_those_of_the_register_and_the_due_items(site: Site) -> None:
    found = shown(site)
    late = [item for item in site.due if item.state == "overdue"]
    assert sum(part.size for part in found["late"]["parts"]) == len(late)
    notes = next(table for table in site.tables if table.id == "G-02")
    assert sum(part.size for part in found["kinds"]["parts"]) == len(notes.rows)
    assert {part.name for part in found["kinds"]["parts"]} == {"投诉", "未填写"}
    assert {part.name for part in shown(site, "en")["kinds"]["parts"]} == {"complaint", "not given"}


def test_a_list_counts_the_days_to_a_date(site: Site) -> None:
    lines = shown(replace(site, as_of="2027-03-01"))["newest"]["lines"]
    assert [str(line["left"]) for line in lines] == [
        BADGE.format("soon", "2027-03-01", "今天到期"),
        BADGE.format("later", "2027-09-01", "剩 184 天"),
    ]
    first, _ = shown(replace(site, as_of="2027-03-03"), "en")["newest"]["lines"]
    assert "dc-left-late" in first["left"]
    assert "2 days late" in first["left"]


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("register: G-01", "register: G-09", "SCHEMA_REGISTER", "there is no register G-09"),
        ("sort: next_review", "sort: -gone", "SCHEMA_COLUMN", "register G-01 has no column gone"),
        ("[number, title]", "[number, gone]", "SCHEMA_COLUMN", "register G-01 has no column gone"),
        ("due: overdue", "due: never", "SCHEMA_INVALID", None),
        ("kind: line", "kind: pie", "SCHEMA_INVALID", None),
    ],
)
def test_a_panel_names_registers_and_columns_that_exist(old: str, new: str, code: str, said: str | None) -> None:
    files = small_company.base_files()
    assert old.encode() in files[DASHBOARD]
    files[DASHBOARD] = files[DASHBOARD].replace(old.encode(), new.encode())
    _, problems = load_schemas(Snapshot.of_files(files))
    assert {(p.path, p.code) for p in problems} == {(DASHBOARD, code)}
    assert said is None or problems[0].message.en == said
