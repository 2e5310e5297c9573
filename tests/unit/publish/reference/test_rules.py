"""Pages of the rules: one for each type that has some, an anchor for each, what a failure says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.publish.codes import CODES
from docctl.publish.codes import SITE_LEAK
from docctl.publish.judge.built_page import BuiltPage
from docctl.publish.stage import stage_site
from docctl.rules.catalogue import entries
from tests.unit.publish import small_company
from tests.unit.publish.built_site import changed

if TYPE_CHECKING:
    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built


@pytest.fixture(scope="module")
def site() -> Site:
    return replace(small_company.site_of(small_company.base_files()), engine=CODES)


@pytest.fixture(scope="module")
def staged(site: Site) -> dict[str, str]:
    return {path: data.decode() for path, data in stage_site(site, "zh").items() if path.startswith("docs/rules/")}


def test_every_rule_has_an_anchor_by_number_and_by_name(site: Site, staged: dict[str, str]) -> None:
    found = set().union(*(BuiltPage(text).ids for text in staged.values()))
    for entry in entries(site.schemas):
        assert {entry.id, entry.slug} <= found
    assert {SITE_LEAK.code, SITE_LEAK.slug} <= BuiltPage(staged["docs/rules/engine.md"]).ids


def test_only_types_with_rules_have_a_page(site: Site, staged: dict[str, str]) -> None:
    ruled = {name for entry in entries(site.schemas) for name in entry.types}
    pages = {path.removeprefix("docs/rules/").removesuffix(".md") for path in staged}
    assert pages == {"index", "engine", *ruled}
    assert "rules/engine.html" in staged["docs/rules/index.md"]


def test_a_rule_says_what_it_demands_and_what_its_failure_says(staged: dict[str, str]) -> None:
    shown = staged["docs/rules/note.md"]
    assert "不符合时提示" in shown
    assert '答复 <span class="dc-value">编号</span>' in shown
    assert "{id" not in shown


def test_a_changed_rule_page_is_found(good: Built) -> None:
    path = "rules/note.html"
    assert changed(good, path, "dc-rule-says", "dc-rule-said") == []
    assert changed(good, path, '<p class="dc-rule-says">', '<p class="dc-rule-says">不必') == [
        ("SITE_BLOCK_CHANGED", path)
    ]
    assert changed(good, path, 'data-dc-block="rules"', "") == [("SITE_BLOCK_MISSING", path)]
