"""The search dialog in a browser: keys, buttons, phone, bytes, both languages; whatever records hold stays text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from docctl.publish.search.page_text import BREAK
from tests.browser.browsing import served
from tests.browser.search_page import ask
from tests.browser.search_page import hits
from tests.browser.search_page import open_dialog
from tests.browser.search_page import settled
from tests.optional import require
from tests.unit.publish import small_company
from tests.unit.publish.built_site import built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page
    from playwright.sync_api import Request

    from docctl.publish.site import Site

HOSTILE = "<img src=x onerror=\"document.title='owned'\"> **合同** </script><script>alert(1)</script>"
SEARCH = "obsolete_mark: obsolete\ngroups:\n  documents: {title: Documents, x-zh: 文件, types: [controlled-document]}\n"
SEARCH += "  notes: {title: Notes, x-zh: 记录单, types: [note]}\n"
FIRST_BYTES = 200_000
INSIDE = "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"


def company() -> Site:
    files = small_company.company_files()
    files["schemas/search.yaml"] = SEARCH.encode()
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    files["records/note/N-5.yaml"] = small_company.note("N-5", "普通级", quoted, "N-4")
    return small_company.site_of(files)


def built_folder(site: Site, folder: Path) -> Path:
    require("chromium")
    built(site, folder)
    return folder / "site"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_folder(company(), tmp_path_factory.mktemp("pagefind"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same site with the builtin search, opened from its folder."""
    site = company()
    config = {**site.config, "extra": {"docctl": {**site.settings, "search": "builtin"}}}
    return built_folder(replace(site, config=config), tmp_path_factory.mktemp("builtin")).as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which nothing may go wrong."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert wrong == []


def test_nothing_is_loaded_before_the_dialog_opens(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/index.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/search/" in url or "/pagefind/" in url] == []
    assert page.locator(".md-search").count() == 0, "the theme's own search is not there"
    open_dialog(page)
    settled(page)
    assert [url for url in asked if "/pagefind/" in url] == []


@pytest.mark.parametrize("way", ["Control+k", "/", "click"])
def test_the_dialog_opens_by_key_and_by_its_button_and_gives_the_focus_back(page: Page, address: str, way: str) -> None:
    page.goto(f"{address}/documents/QP-1.html")
    button = page.get_by_role("button", name="搜索")
    if way == "click":
        button.click()
    else:
        page.keyboard.press(way)
    dialog = page.get_by_role("dialog", name="搜索")
    box = page.get_by_role("combobox", name="搜索")
    box.wait_for()
    assert box.evaluate("node => node === document.activeElement")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    assert dialog.is_hidden()
    assert button.evaluate("node => node === document.activeElement")


def test_a_slash_that_is_typed_into_a_field_stays_one(page: Page, address: str) -> None:
    page.goto(f"{address}/registers/G-02.html")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<input id=field>')")
    page.locator("#field").press("/")
    assert page.locator("dialog[open]").count() == 0


def test_arrows_choose_and_enter_opens(page: Page, address: str) -> None:
    page.goto(f"{address}/records/note/N-1.html")
    open_dialog(page)
    ask(page, "程序")
    options = page.locator(".dc-search-hit")
    assert options.count() > 2
    box = page.get_by_role("combobox", name="搜索")
    assert options.nth(0).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert options.nth(options.count() - 1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    wanted = options.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(wanted))


def test_pinyin_initials_find_a_title(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_dialog(page)
    ask(page, "htps")
    assert hits(page, "names") == ["documents/QP-6.html"]
    assert hits(page, "texts") == []


def test_what_is_not_in_force_is_left_out_until_it_is_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_dialog(page)
    ask(page, "旧程序")
    assert page.locator(".dc-search-hit").count() == 0
    page.get_by_role("button", name="显示", exact=True).click()
    settled(page)
    assert page.get_by_role("button", name="仅现行有效").get_attribute("aria-pressed") == "false"
    assert hits(page, "names") == ["documents/QP-4.html"]
    badge = page.locator(".dc-search-hit .dc-badge").first
    assert badge.inner_text() == "废止"
    assert badge.evaluate("node => getComputedStyle(node).color") == "rgb(179, 38, 30)"
    ask(page, "程序")
    order = hits(page, "names")
    assert order.index("documents/QP-1.html") < order.index("documents/QP-2.html")


def test_buttons_and_the_department_narrow_what_is_found(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_dialog(page)
    ask(page, "程序")
    everything = hits(page, "texts")
    page.get_by_role("button", name="文件", exact=True).click()
    settled(page)
    documents = hits(page, "texts")
    assert documents
    assert all(path.startswith("documents/") for path in documents)
    assert set(documents) < set(everything)
    page.get_by_role("combobox", name="归口部门").select_option(label="质量部")
    settled(page)
    assert hits(page, "texts") == documents


def test_an_excerpt_marks_the_words_as_one_run_without_blanks(page: Page, address: str) -> None:
    page.goto(f"{address}/documents/QP-1.html")
    open_dialog(page)
    ask(page, "现行有效时可以")
    first = page.locator("[aria-labelledby=dc-search-texts] .dc-search-hit").first
    assert first.locator("mark").all_inner_texts() == ["现行有效时可以"]
    assert "只在现行有效时可以显示。" in first.locator("p").inner_text()
    assert BREAK not in first.locator("mark").inner_text()


def test_a_phrase_that_stands_nowhere_gives_what_holds_its_parts_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_dialog(page)
    ask(page, "评审合同")
    assert "没有完全一致的内容" in page.locator(".dc-search-note").first.inner_text()
    assert hits(page, "texts") == ["documents/QP-6.html", "registers/G-01.html"]
    ask(page, '"评审合同"')
    assert hits(page, "texts") == []


def test_the_number_of_hits_is_announced(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_dialog(page)
    ask(page, "文件控制程序")
    texts = len(hits(page, "texts"))
    assert page.get_by_role("status").inner_text() == f"编号或名称 1 条，正文 {texts} 条"


def test_before_the_first_hit_little_is_loaded(page: Page, address: str) -> None:
    sizes: list[int] = []

    def note(request: Request) -> None:
        sizes.append(request.sizes()["responseBodySize"])

    page.goto(f"{address}/index.html")
    page.wait_for_load_state("networkidle")
    page.on("requestfinished", note)
    open_dialog(page)
    ask(page, "只在现行有效时")
    assert hits(page, "texts")
    assert 50_000 < sum(sizes) <= FIRST_BYTES, sizes


def test_the_english_edition_answers_in_english(page: Page, address: str) -> None:
    page.goto(f"{address}/en/records/note/N-1.html")
    open_dialog(page)
    ask(page, "procedure qp-1")
    assert hits(page, "names") == ["en/documents/QP-1.html"]
    assert page.get_by_role("button", name="In force only").is_visible()
    ask(page, "只在现行有效时")
    first = page.locator("[aria-labelledby=dc-search-texts] .dc-search-hit").first
    first.click()
    assert "/en/documents/" in page.url


@pytest.mark.parametrize("language", ["", "en/"])
def test_on_a_phone_the_dialog_fills_the_screen_and_nothing_sticks_out(
    browser: Browser, address: str, language: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 780})
    page.goto(f"{address}/{language}index.html")
    page.locator(".dc-search-button").click()
    ask(page, "QP")
    box = page.locator("dialog").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 780)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".dc-search-results").evaluate("node => node.scrollWidth <= node.clientWidth")
    page.locator(".dc-search-close").click()
    assert page.locator("dialog").is_hidden()
    page.close()


def test_hostile_titles_stay_text(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_dialog(page)
    for query in ("onerror", "合同", "script", "<img", "N-5", '"<script>"'):
        ask(page, query)
        assert page.locator("dialog img, dialog script").count() == 0
    ask(page, "N-5")
    assert "<img src=x onerror=" in page.locator(".dc-search-hit").first.inner_text()
    assert page.title() != "owned"


def test_from_a_folder_the_same_dialog_searches_without_a_server(page: Page, offline: str) -> None:
    page.goto(f"{offline}/documents/QP-1.html")
    open_dialog(page)
    ask(page, "只在现行有效时")
    found = [path.partition("/site/")[2] for path in hits(page, "texts")]
    assert sorted(found) == ["documents/QP-1.html", "documents/QP-6.html"]
    ask(page, "htps")
    assert [path.partition("/site/")[2] for path in hits(page, "names")] == ["documents/QP-6.html"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/QP-6.html")


def test_the_dialog_meets_the_rules_for_everybody(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_dialog(page)
    for scheme in ("default", "slate"):
        page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
        ask(page, "程序")
        found = Axe().run(page, context="dialog", options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_data_that_cannot_be_loaded_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/search/titles.json", lambda route: route.abort())
    page.goto(f"{address}/index.html")
    page.keyboard.press("Control+k")
    assert "搜索数据未能加载" in page.get_by_role("alert").inner_text()
    page.close()
