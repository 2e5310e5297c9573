from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.browsing import chromium
from tests.browser.browsing import served
from tests.browser.example_site import build
from tests.browser.example_site import example
from tests.company_repository import company
from tests.company_repository import pristine
from tests.optional import require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

__all__ = ["company", "pristine"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of the run see."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def example_folder(shared: Path) -> Path:
    require("chromium")
    return build(example(), shared / "example-site")


@pytest.fixture(scope="session")
def address(example_folder: Path) -> Iterator[str]:
    """Where the example company's site answers."""
    with served(example_folder) as port:
        yield f"http://127.0.0.1:{port}"
