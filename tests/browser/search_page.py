"""The search dialog of a page, as a reader uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATHS = "nodes => nodes.map(node => new URL(node.href).pathname)"


def open_dialog(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator(".dc-search-head input").wait_for()


def ask(page: Page, query: str) -> None:
    """Type a query and wait until everything that answers it is there."""
    page.locator(".dc-search-head input").fill(query)
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_function(
        "() => document.querySelector('.dc-search-results[aria-busy=false]') !== null &&"
        " [...document.querySelectorAll('.dc-search-hit')].every(hit => hit.href)"
    )


def hits(page: Page, group: str) -> list[str]:
    """The paths of all hits of a group, `names` or `texts`, in their order."""
    place = page.locator(f".dc-search-group:has([aria-labelledby=dc-search-{group}])")
    while place.locator(".dc-search-more").count():
        place.locator(".dc-search-more").click()
        settled(page)
    found: list[str] = place.locator(".dc-search-hit").evaluate_all(PATHS)
    return [path.lstrip("/") for path in found]
