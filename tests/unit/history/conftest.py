"""Real repositories for what is told of their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path / "home")


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return GitRepo(tmp_path / "repo")
