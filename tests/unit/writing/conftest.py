from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.writing.clone import Clone
from docctl.writing.clone import Writer
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path

WRITER = Writer("new", "Anna", "pc-7", "2026-11-21T08:00:00Z", 4711)


def never(holder: Writer | None) -> None:
    """Nobody else writes in this test."""
    pytest.fail(f"waits for {holder}")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    isolate(monkeypatch, tmp_path / "home")
    return GitRepo(tmp_path / "repo")


@pytest.fixture
def clone(repo: GitRepo) -> Clone:
    found = Clone.of(Repository.open(repo.path))
    assert found is not None
    return found
