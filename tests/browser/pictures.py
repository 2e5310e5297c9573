"""Takes the pictures of docs/pictures/ from build/site: `make pictures` after `make site`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from tests.browser.browsing import chromium
from tests.browser.browsing import served
from tests.browser.search_page import ask
from tests.browser.search_page import open_dialog

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SITE, PICTURES = ROOT / "build" / "site", ROOT / "docs" / "pictures"


class Picture(NamedTuple):
    """A page as it is shown, and what is typed into its search."""

    name: str
    path: str
    width: int = 1280
    height: int = 860
    asked: str = ""
    focus: str = ""


TAKEN = (
    Picture("start", "index.html"),
    Picture("document", "documents/HM-QP-WK001.html"),
    Picture("comparison", "en/documents/HM-QP-WK001.html", focus=".dc-compare"),
    Picture("register", "en/due.html"),
    Picture("search", "index.html", asked="顾客财产"),
    Picture("dossier", "records/customer/CUS-0001.html", focus=".dc-timeline"),
    Picture("verify", "v/HM-QP-WK001/A-1/index.html", 390, 860),
)


def take(page: Page, picture: Picture, address: str) -> None:
    """Write one picture."""
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    page.goto(f"{address}/{picture.path}")
    if picture.asked:
        open_dialog(page)
        ask(page, picture.asked)
    if picture.focus:
        page.locator(picture.focus).first.evaluate("node => node.scrollIntoView({block: 'center'})")
    # What the theme fades in has come.
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"{picture.name}.png")


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with served(SITE) as port, chromium() as browser:
        for picture in TAKEN:
            page = browser.new_page()
            take(page, picture, f"http://127.0.0.1:{port}")
            page.close()


if __name__ == "__main__":
    main()
