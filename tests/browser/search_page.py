"""A served site and the search dialog in it, as a reader uses them."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.optional import require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
PATHS = "nodes => nodes.map(node => new URL(node.href).pathname)"
PACKED = (".js", ".json", ".css", ".html")


class _Packing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as common servers do: texts packed."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        del format, args

    def do_GET(self) -> None:
        path = self.translate_path(self.path)
        if not path.endswith(PACKED) or not Path(path).is_file():
            super().do_GET()
            return
        data = gzip.compress(Path(path).read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        # a page that was left does not wait for what it asked
        with contextlib.suppress(ConnectionError):
            self.wfile.write(data)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=require("chromium"), args=QUIET)
        yield opened
        opened.close()


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
    found: list[str] = place.locator(".dc-search-hit").evaluate_all(
        "nodes => nodes.map(node => new URL(node.href).pathname)"
    )
    return [path.lstrip("/") for path in found]
