"""Tables in a browser: narrowed, sorted, paged; the address holds the choice; by keyboard, on a phone, on paper."""

from __future__ import annotations

import re
import statistics
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from docctl.publish.edition import Edition
from docctl.publish.pages import Pages
from docctl.publish.register.listing import Heading
from docctl.publish.register.listing import Line
from docctl.publish.register.listing import Listing
from docctl.publish.words import Words
from docctl.publish.words import read_words
from tests.browser.browsing import served
from tests.optional import require
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

PROBE = """{% import "tables.md" as tables with context %}
<div class="dc-bar"><a data-dc-language="en" href="en.html">English</a></div>
{{ tables.table(table) }}"""
SHELL = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="docctl.css"><link rel="stylesheet" href="table.css"><script src="table.js" defer></script>
<body class="md-typeset"><article>{}</article>"""
ROUNDS = 5
# Types into the filter ten times; the milliseconds until the rows are laid out anew.
NARROWED = """() => { const box = document.querySelector('[data-dc-filter]'); const found = [];
  for (const word of ['合', '合同', 'qp-5', '质量', '', '草稿', '第1', '销售', 'qp-53', '']) {
    box.value = word; const start = performance.now(); box.dispatchEvent(new Event('input'));
    document.body.offsetHeight; found.push(performance.now() - start); }
  return found; }"""
DEPARTMENTS = ("销售部", "质量部", "工程部")
# The colour of nothing but headers, as a PDF writes it.
HEADER = "th, th button { color: rgb(1, 2, 3) !important }"
INK = b".0039 .0078 .0118 rg"
COLUMNS = (
    Heading("number", "编号"),
    Heading("title", "名称"),
    Heading("amount", "金额", "money"),
    Heading("department", "部门", narrows="department"),
    Heading("status", "状态", "status", "status"),
)


def line(index: int) -> Line:
    """The n-th row; every seventh is a draft."""
    state = "草稿" if index % 7 == 0 else "现行有效"
    values = (
        f"QP-{index}",
        f"第{index}号程序文件 合同评审",
        f"{index * 37 % 1000 + 1000:,.2f}",
        DEPARTMENTS[index % 3],
        state,
    )
    return Line(values, [Markup.escape(value) for value in values])


def listing(count: int) -> Listing:
    return Listing(COLUMNS, [line(index) for index in range(1, count + 1)])


def written(folder: Path, **tables: Listing) -> None:
    """A page for each table, from the template that all tables use, and the files that every page loads."""
    site = small_company.site_of(small_company.base_files())
    for name, data in site.assets.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data + HEADER.encode() * (name == "table.css"))
    for language in ("zh", "en"):
        words = Words(read_words(site.templates, site.languages), language)
        pages = Pages(Edition(replace(site, templates={**site.templates, "probe.md": PROBE}), language, words))
        for name, table in tables.items():
            html = pages.page(f"{name}.html", "probe.md", "表", table=table).decode()
            suffix = "" if language == "zh" else "-en"
            (folder / f"{name}{suffix}.html").write_text(SHELL.format(html), encoding="utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    require("chromium")
    folder = tmp_path_factory.mktemp("tables")
    written(folder, small=listing(20), many=listing(540), long=listing(2200))
    with served(folder) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    assert [text for text in problems if "favicon" not in text and "404" not in text] == []
    opened.close()


def numbers(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Array.from(document.querySelectorAll('tbody tr')).filter(r => r.offsetParent).map(r => r.cells[0].innerText)"
    )
    return found


def count(page: Page) -> str:
    return page.locator("[data-dc-count]").inner_text()


def test_words_and_choices_narrow_together_and_the_count_says_so(address: str, page: Page) -> None:
    page.goto(f"{address}/small.html")
    assert count(page) == "20 / 20"
    page.locator("[data-dc-filter]").fill("qp-1")
    assert count(page) == "11 / 20"
    page.locator("[data-dc-facet=department]").select_option(label="质量部（7）")
    assert numbers(page) == ["QP-1", "QP-10", "QP-13", "QP-16", "QP-19"]
    page.locator("[data-dc-reset]").click()
    assert count(page) == "20 / 20"
    assert page.locator("[data-dc-filter]").evaluate("one => one === document.activeElement")
    assert page.url == f"{address}/small.html"


def test_the_address_holds_the_choice_and_back_takes_it_away(address: str, page: Page, browser: Browser) -> None:
    page.goto(f"{address}/small.html")
    page.locator("[data-dc-facet=status]").select_option("草稿")
    page.get_by_role("button", name="金额").click()
    page.get_by_role("button", name="金额").click()
    shown = numbers(page)
    assert shown == ["QP-14", "QP-7"]
    shared = page.url
    other = browser.new_page()
    other.goto(shared)
    assert numbers(other) == shown
    assert other.locator("[data-dc-facet=status]").input_value() == "草稿"
    assert other.locator("th").nth(2).get_attribute("aria-sort") == "descending"
    assert other.locator("[data-dc-language]").evaluate("one => one.search") == other.evaluate("location.search")
    other.close()
    for _ in range(3):
        page.go_back()
    assert count(page) == "20 / 20"
    assert numbers(page)[0] == "QP-1"
    page.go_forward()
    assert count(page) == "2 / 20"


def test_a_column_is_sorted_up_then_down_then_as_it_was(address: str, page: Page) -> None:
    page.goto(f"{address}/small.html")
    head = page.get_by_role("button", name="编号")
    head.click()
    assert numbers(page) == [f"QP-{index}" for index in range(1, 21)], "numbers within text count as numbers"
    head.click()
    assert numbers(page)[0] == "QP-20"
    assert page.locator("th").first.get_attribute("aria-sort") == "descending"
    head.click()
    assert numbers(page)[0] == "QP-1"
    assert page.locator("th").first.get_attribute("aria-sort") == "none"


def test_the_keyboard_is_enough(address: str, page: Page) -> None:
    page.goto(f"{address}/small.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("合同 qp-2")
    assert numbers(page) == ["QP-2", "QP-20"]
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.locator("[data-dc-facet=department]").input_value() != ""
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert count(page) == "20 / 20"
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").count() == 1


def test_on_a_phone_rows_are_cards_and_nothing_sticks_out(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/small.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-dc-facet=department]").select_option("工程部")
    assert len(numbers(page)) == 7
    assert page.locator("thead").is_hidden()


def test_540_rows_are_narrowed_within_a_tenth_of_a_second(address: str, page: Page) -> None:
    page.goto(f"{address}/many.html")
    assert count(page) == "540 / 540"
    rounds = [page.evaluate(NARROWED) for _ in range(ROUNDS)]
    # What else the machine does can only add to the time: the quickest round is that of the page.
    assert min(statistics.median(took) for took in rounds) <= 100, rounds


def test_a_long_table_has_pages_and_paper_shows_all_that_was_found(address: str, page: Page) -> None:
    page.goto(f"{address}/long.html")
    assert len(numbers(page)) == 200
    assert page.locator("[data-dc-page]").inner_text() == "1 / 11"
    page.get_by_role("button", name="下一页").click()
    assert numbers(page)[0] == "QP-201"
    assert page.url.endswith("?page=2")
    page.locator("[data-dc-facet=status]").select_option("草稿")
    assert (count(page), numbers(page)[0]) == ("314 / 2200", "QP-7")
    page.emulate_media(media="print")
    assert len(numbers(page)) == 314
    assert page.locator(".dc-filter").is_hidden()
    assert page.locator(".dc-pager").is_hidden()


def test_paper_as_narrow_as_a_phone_shows_a_table_whose_header_is_repeated(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(f"{address}/many.html")
    page.emulate_media(media="print")
    for selector, display in (("thead", "table-header-group"), ("tbody tr", "table-row"), ("td", "table-cell")):
        shown = page.locator(selector).first.evaluate("one => getComputedStyle(one).display")
        assert shown == display, selector
    data = page.pdf(format="A4")
    streams = [unpacked(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    headed = [INK in stream for stream in streams if b" Tf" in stream]
    assert len(headed) > 5
    assert headed[:-1] == [True] * (len(headed) - 1), "each page begins with the header"


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_without_the_script_every_row_is_there_and_no_control(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/long.html?status=x")
    assert page.locator("tbody tr:visible").count() == 2200
    assert page.locator(".dc-filter").is_hidden()
    assert page.locator(".dc-pager").is_hidden()
    context.close()


def test_a_choice_that_no_longer_exists_is_left_out(address: str, page: Page) -> None:
    page.goto(f"{address}/small.html?department=gone&sort=gone&page=x&q=")
    assert count(page) == "20 / 20"
    assert page.locator("[data-dc-facet=department]").input_value() == ""
