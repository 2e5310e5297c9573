"""The page of duties: departments by name, linked where the library holds them; judged like every page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.publish.stage import stage_site
from tests.unit.publish import small_company
from tests.unit.publish.built_site import changed

if TYPE_CHECKING:
    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.base_files())


def test_departments_are_linked_where_they_have_a_page(site: Site) -> None:
    shown = stage_site(site, "en")["docs/duties.md"].decode()
    assert '<td data-label="Does (R)"><a href="records/department/QA.html">Quality</a>, Sales &lt;1&gt;</td>' in shown
    assert '<a href="records/department/QA.html">head of quality</a>' in shown
    assert '<td data-label="Informed (I)"></td>' in shown


def test_a_department_without_a_record_has_its_name(site: Site) -> None:
    departments = {**site.schemas.departments, "LAB": {"title": "Laboratory", "x-zh": "检测中心"}}
    duties = {"tests": {"title": "Tests", "x-zh": "检测", "does": ["LAB"], "decides": ["LAB"]}}
    other = replace(site, schemas=replace(site.schemas, duties=duties, departments=departments))
    assert '<td data-label="办理（R）">检测中心</td>' in stage_site(other, "zh")["docs/duties.md"].decode()


def test_without_duties_there_is_no_page(site: Site) -> None:
    bare = replace(site, schemas=replace(site.schemas, duties={}))
    staged = stage_site(bare, "zh")
    assert "docs/duties.md" not in staged
    assert b"duties.md" not in staged["mkdocs.yml"]


def test_a_changed_duty_is_found(good: Built) -> None:
    assert changed(good, "duties.html", "质量部负责人", "总经理") == [("SITE_BLOCK_CHANGED", "duties.html")]
    assert changed(good, "duties.html", 'data-dc-block="duties"', "") == [("SITE_BLOCK_MISSING", "duties.html")]
