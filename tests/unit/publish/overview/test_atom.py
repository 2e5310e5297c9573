"""The feed of news: what took effect and what was withdrawn, with every element that readers require."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from docctl.publish.overview import atom
from docctl.publish.overview.atom import news
from docctl.publish.stage import stage_site
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site

SPACE = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


def feed(site: Site, language: str = "zh") -> ET.Element:
    return ET.fromstring(stage_site(site, language)["docs/atom.xml"])  # noqa: S314 - our own bytes


def texts(root: ET.Element, path: str) -> list[str]:
    return [str(found.text) for found in root.iterfind(path, SPACE)]


def test_the_newest_comes_first_and_what_is_still_to_come_is_left_out(site: Site) -> None:
    assert [(one.day, one.document, one.revision, one.state) for one in news(site)] == [
        ("2026-09-01", "QP-6", "A/1", "effective"),
        ("2026-06-01", "QP-4", "A/0", "withdrawn"),
        ("2026-03-01", "QP-6", "A/0", "effective"),
        ("2026-03-01", "QP-4", "A/0", "effective"),
        ("2026-03-01", "QP-1", "A/0", "effective"),
    ]


def test_titles_say_what_happened(site: Site) -> None:
    assert texts(feed(site), "a:entry/a:title")[:2] == [
        "新版实施：QP-6 合同评审程序 A/1 版",
        "废止：QP-4 旧程序 A/0 版",
    ]
    assert texts(feed(site, "en"), "a:entry/a:summary")[1] == "Withdrawn from 2026-06-01: do not use it."


def test_every_required_element_is_there_once(site: Site) -> None:
    root = feed(site)
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(f"a:{name}", SPACE)) == 1, name
    assert texts(root, "a:author/a:name") == ["小样有限公司"]
    assert [link.get("href") for link in root.findall("a:link", SPACE)] == [
        "https://docs.example/atom.xml",
        "https://docs.example/index.html",
    ]
    for entry in root.iterfind("a:entry", SPACE):
        for name in ("id", "title", "updated", "summary", "link"):
            assert len(entry.findall(f"a:{name}", SPACE)) == 1, name
        assert datetime.fromisoformat(texts(entry, "a:updated")[0]).tzinfo is not None
    ids = texts(root, "a:id") + texts(root, "a:entry/a:id")
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("urn:uuid:") for one in ids)


def test_ids_stay_when_the_day_moves(site: Site) -> None:
    later = small_company.site_of(small_company.company_files(), day="2026-12-02")
    before, after = (texts(feed(one), "a:entry/a:id") for one in (site, later))
    assert after[1:] == before, "QP-2 took effect in between"


def test_only_the_newest_are_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom, "NEWEST", 2)
    assert len(news(site)) == 2


def test_a_feed_without_news_is_dated_by_its_state() -> None:
    root = feed(small_company.site_of(small_company.base_files()))
    assert texts(root, "a:updated") == ["2026-11-20T08:00:00Z"]
    assert texts(root, "a:entry/a:id") == []
