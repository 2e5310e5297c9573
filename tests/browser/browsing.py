"""A real browser, and the pages it is given: both on this machine only."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import threading
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from playwright.sync_api import sync_playwright

from tests.optional import require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# `--no-sandbox` because a container has no user namespaces; the rest keeps the browser off the network.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
PACKED = (".js", ".json", ".css", ".html")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    executable = require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@contextlib.contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port of the loopback at which a folder answers."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


class _Packing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as common servers do, texts packed, and says nothing: people read the report of the tests."""

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        # a page that was left does not wait for what it asked
        with contextlib.suppress(ConnectionError):
            self.wfile.write(data)
