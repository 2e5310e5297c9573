"""The pages of controlled documents in a browser: what readers check, compare and print, and may not take for valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.browsing import served
from tests.optional import require
from tests.unit.publish.built_site import built
from tests.unit.publish.past_company import past_company
from tests.unit.publish.small_company import DAY
from tests.unit.publish.small_company import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

PAGES = ("documents/QP-8.html", "history/QP-8/A-0.html", "audit/QP-8.html", "v/QP-8/A-1/index.html")
GREEN, GREY, RED = "rgb(23, 121, 76)", "rgb(91, 95, 103)", "rgb(179, 38, 30)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    require("chromium")
    folder = tmp_path_factory.mktemp("documents")
    built(site_of(past_company()), folder)
    with served(folder / "site") as port:
        yield f"http://127.0.0.1:{port}"


def opened(browser: Browser, url: str, now: str = DAY, width: int = 1280) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.clock.set_fixed_time(f"{now}T04:00:00Z")
    page.goto(url)
    return page


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", [*PAGES, *(f"en/{path}" for path in PAGES[:3])])
def test_nothing_sticks_out_or_fails(address: str, browser: Browser, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if address not in request.url else None)
    page.goto(f"{address}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []
    page.close()


def test_the_printed_address_leads_to_the_page_of_the_revision(address: str, browser: Browser) -> None:
    page = opened(browser, f"{address}/en/documents/QP-8.html")
    link = page.locator("[data-dc-block=check] a")
    printed = link.inner_text()
    assert printed == "https://docs.example/v/QP-8/A-1/"
    assert printed in page.locator(".dc-qr title").inner_html()
    link.click()
    assert page.url == f"{address}/v/QP-8/A-1/index.html"
    page.goto(address + printed.removeprefix("https://docs.example"))
    assert "现行有效" in page.locator("header").inner_text()
    page.get_by_role("link", name="See the document").click()
    assert page.url == f"{address}/en/documents/QP-8.html"
    page.close()


def colour(page: Page) -> str:
    return str(page.locator("header").evaluate("e => getComputedStyle(e).backgroundColor"))


@pytest.mark.parametrize(
    ("name", "now", "wanted"),
    [
        ("QP-8/A-1", DAY, GREEN),
        ("QP-8/A-1", "2026-11-28", GREEN),
        ("QP-8/A-1", "2026-12-03", GREY),
        ("QP-8/A-1", "2026-11-01", GREY),
        ("QP-8/A-0", DAY, RED),
        ("QP-8/A-0", "2027-12-03", RED),
        ("QP-4/A-0", DAY, RED),
    ],
)
def test_the_page_of_a_revision_is_green_only_while_fresh(
    address: str, browser: Browser, name: str, now: str, wanted: str
) -> None:
    page = opened(browser, f"{address}/v/{name}/index.html", now, width=390)
    assert colour(page) == wanted
    is_old = now not in {DAY, "2026-11-28"}
    assert page.locator(".dc-verify-stale").first.is_visible() is is_old
    assert (page.locator(".dc-verify-mark").inner_text() == "✓") is (wanted == GREEN)
    page.close()


def test_without_its_script_the_page_of_a_revision_is_grey(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/v/QP-8/A-1/index.html")
    assert colour(page) == GREY
    assert "状态截至 2026-11-21" in page.locator("footer").inner_text()
    context.close()


def test_what_changed_is_shown_as_deleted_and_inserted(address: str, browser: Browser) -> None:
    page = opened(browser, f"{address}/documents/QP-8.html")
    compared = page.locator("[data-dc-block=comparison]")
    assert compared.is_visible()
    assert compared.locator("del").all_inner_texts() == ["经理一人", "三", "不"]
    assert "和网上订单。" in compared.locator("ins").all_inner_texts()
    why = page.locator("[data-dc-block=why]")
    assert why.locator("li").first.is_hidden()
    why.locator("summary").press("Enter")
    assert "电子签名已核验" in why.inner_text()
    page.close()


def test_on_paper_the_code_stays_and_the_comparison_goes(address: str, browser: Browser) -> None:
    page = opened(browser, f"{address}/documents/QP-8.html")
    page.emulate_media(media="print")
    assert page.locator("[data-dc-block=check]").is_visible()
    assert page.locator(".dc-qr").is_visible()
    assert page.get_by_text("打印件为非受控文件。使用前请扫描二维码").is_visible()
    for hidden in ("[data-dc-block=comparison]", "[data-dc-block=why]", ".dc-more", ".md-header"):
        assert page.locator(hidden).first.is_hidden(), hidden
    assert page.locator("[data-dc-block=stamp]").inner_text().startswith("非受控打印件")
    page.close()


def test_the_banner_of_a_past_revision_stays_in_sight_and_on_paper(address: str, browser: Browser) -> None:
    page = opened(browser, f"{address}/history/QP-12/A-0.html")
    banner = page.locator("[data-dc-block=banner]").first
    page.evaluate("window.scrollTo(0, 5000)")
    box = banner.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 200
    assert page.get_by_text("受控（电子版）").count() == 0
    page.emulate_media(media="print")
    assert banner.is_visible()
    assert page.locator("[data-dc-block=print]").inner_text() == "作废"
    page.close()


def test_a_past_text_is_not_found_by_search(address: str, browser: Browser) -> None:
    page = opened(browser, f"{address}/index.html")
    index = page.request.get(f"{address}/search/search_index.json").text()
    assert "经理一人" not in index
    assert "history/" not in index
    page.close()
