"""The start page of the example company in a browser: what is in force is the first thing a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.example_site import example

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from docctl.publish.site import Site


@pytest.fixture(scope="module")
def site() -> Site:
    return example()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("index.html", ("华明示例有限公司", "受控文件清单")),
        ("en/index.html", ("Huaming Example", "Controlled documents in force")),
    ],
)
def test_the_start_page_shows_what_is_in_force(
    site: Site, address: str, browser: Browser, width: int, path: str, words: tuple[str, str]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{path}")
    assert words[0] in page.locator("h1").inner_text()
    listed = page.locator("[data-dc-block=master-list]")
    assert words[1] in listed.locator("h2").inner_text()
    in_force = sorted(name for name, one in site.standings.items() if one.in_force)
    shown = [row.locator("a").first.inner_text() for row in listed.locator("tbody tr").all()]
    assert in_force
    assert shown == in_force
    assert all(row.is_visible() for row in listed.locator("tbody tr").all())
    assert page.locator(".dc-tile-effective strong").inner_text() == str(len(in_force))
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out sideways"
    assert [url for url in asked if not url.startswith(address)] == []
    page.close()


def test_the_filter_finds_a_document_and_the_other_language_is_one_click_away(
    site: Site, address: str, browser: Browser
) -> None:
    name = next(name for name, one in sorted(site.standings.items()) if one.in_force)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/index.html")
    page.locator("[data-dc-filter]").fill(name.lower())
    shown = [
        row.locator("a").first.inner_text()
        for row in page.locator("[data-dc-block=master-list] tbody tr:visible").all()
    ]
    assert shown == sorted(other for other, one in site.standings.items() if one.in_force and name in other)
    page.get_by_role("link", name=name, exact=True).first.click()
    page.locator("[data-dc-language=en]").click()
    assert page.url.endswith(f"/en/documents/{name}.html")
    assert page.locator("[data-dc-block=stamp]").inner_text() == "Controlled (electronic)"
    page.close()


def test_on_paper_a_document_says_that_it_is_uncontrolled(site: Site, address: str, browser: Browser) -> None:
    name = next(name for name, one in sorted(site.standings.items()) if one.in_force)
    page = browser.new_page()
    page.goto(f"{address}/documents/{name}.html")
    assert page.locator(".dc-print-mark").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".dc-print-mark").is_visible()
    assert page.locator("[data-dc-block=stamp]").inner_text().startswith("非受控打印件")
    assert page.get_by_text("受控（电子版）").first.is_hidden()
    assert page.locator(".md-header").is_hidden()
    page.close()


def test_an_old_page_loses_its_colours(site: Site, address: str, browser: Browser) -> None:
    assert site.settings["max_age_days"] == 7
    page = browser.new_page()
    page.clock.set_fixed_time("2026-11-28T00:00:00Z")
    page.goto(f"{address}/index.html")
    assert page.locator("body.dc-stale").count() == 0
    page.clock.set_fixed_time("2026-12-03T00:00:00Z")
    page.reload()
    assert page.locator("body.dc-stale").count() == 1
    assert page.locator(".dc-stale-note").is_visible()
    page.close()
