"""One page of every kind, at a desk, on a phone and on paper, in both languages: it fits, is quiet and accessible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SERIOUS = frozenset({"serious", "critical"})
A4 = 794
FADE = 250
WIDTHS = {"desk": 1280, "phone": 390, "paper": A4}


def kinds(folder: Path) -> list[str]:
    """The pages at the top, and of every folder its index and its first other page."""
    found = [page.name for page in sorted(folder.glob("*.html")) if page.name != "404.html"]
    places = sorted({page.parent for page in folder.rglob("*.html")} - {folder})
    for place in places:
        relative = place.relative_to(folder).as_posix()
        if relative.startswith("records/") or relative.split("/")[0] in {"en", "v"}:
            continue
        pages = sorted(page.name for page in place.glob("*.html") if page.name != "index.html")
        found += [f"{relative}/{name}" for name in (["index.html"] if (place / "index.html").exists() else [])]
        found += [f"{relative}/{pages[0]}"] if pages else []
    return [*found, *SOME]


# Records that fill every part of a record's page, and the longest list.
SOME = ("records/customer/index.html", "records/customer/CUS-0001.html", "records/certificate/index.html")


@pytest.mark.parametrize("medium", WIDTHS)
@pytest.mark.parametrize("language", ["", "en/"])
def test_pages_fit_and_are_quiet(
    address: str, example_folder: Path, browser: Browser, medium: str, language: str
) -> None:
    page = browser.new_page(viewport={"width": WIDTHS[medium], "height": 900})
    page.emulate_media(media="print" if medium == "paper" else "screen")
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wide = []
    for path in kinds(example_folder):
        page.goto(f"{address}/{language}{path}")
        if page.evaluate("document.documentElement.scrollWidth") > WIDTHS[medium]:
            wide.append(path)
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert wide == [], "nothing sticks out sideways"
    page.close()


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_pages_are_accessible(address: str, example_folder: Path, browser: Browser, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    found = {}
    # The dark colours are the same on every page: a third of them shows whether one is too faint.
    for path in kinds(example_folder)[:: 1 if scheme == "default" else 3]:
        page.goto(f"{address}/{path}")
        page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", scheme)
        # What fades from one colour to the other is judged when it has.
        page.wait_for_timeout(FADE)
        report = Axe().run(page)
        for violation in report.response["violations"]:
            if violation["impact"] in SERIOUS:
                found[f"{path} {violation['id']}"] = [node["html"][:160] for node in violation["nodes"]][:3]
    assert found == {}
    page.close()
