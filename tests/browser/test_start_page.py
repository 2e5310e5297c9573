"""The start page of the example company in a browser: what is in force is the first thing a reader sees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from docctl.due import compile_dues
from docctl.due import due_items
from docctl.library import load_library
from docctl.publish.engine.mkdocs import build
from docctl.publish.site import Site
from docctl.publish.site import site_files
from docctl.publish.stage import stage_site
from docctl.reader import read
from docctl.registers.build import compile_registers
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.optional import require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-21"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


def example() -> Site:
    snapshot = Snapshot.of_worktree(ROOT, ("records/", "schemas/", "site/"))
    schemas, problems = load_schemas(snapshot)
    library, found = load_library(snapshot, schemas)
    book = Rulebook(schemas)
    registers = compile_registers(schemas, book.compiler, problems)
    dues = compile_dues(schemas, book.compiler, problems)
    assert [*problems, *found, *book.problems] == []
    check = book.open(library)
    tables = [register.table(book.host, check.approvals, DAY) for register in registers.values()]
    due = due_items(dues, library, book.host, check.approvals, DAY)
    base, _ = read("mkdocs.yml", (ROOT / "mkdocs.yml").read_bytes())
    assert base is not None
    moment = f"{DAY}T00:00:00Z"
    return Site(check, tables, due, schemas, None, moment, DAY, *site_files(snapshot), base.data)


@pytest.fixture(scope="module")
def site() -> Site:
    require("chromium")
    return example()


@pytest.fixture(scope="module")
def address(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        for language in site.languages:
            for path, data in stage_site(site, language).items():
                place = folder / language / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            below = "" if language == site.languages[0] else language
            build(folder / language, folder / "site" / below)
    return (folder / "site").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=require("chromium"), args=QUIET)
        yield opened
        opened.close()


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
    assert [url for url in asked if not url.startswith("file:")] == []
    page.close()


def test_the_filter_finds_a_document_and_the_other_language_is_one_click_away(
    site: Site, address: str, browser: Browser
) -> None:
    name = next(name for name, one in sorted(site.standings.items()) if one.in_force)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/index.html")
    page.locator("[data-dc-filter]").fill(name.lower())
    shown = [row.locator("a").first.inner_text() for row in page.locator("tbody tr:visible").all()]
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
