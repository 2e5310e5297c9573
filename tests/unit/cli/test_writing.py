from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from docctl.cli.writing import write_files
from docctl.git import Repository
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from pathlib import Path


def test_files_appear_whole_with_their_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = Repository.open(GitRepo(tmp_path / "repo").path)
    write_files(repository, {"b/c.yaml": b"1", "a.yaml": b"2"}, dry=False)
    assert (tmp_path / "repo/b/c.yaml").read_bytes() == b"1"
    assert capsys.readouterr().out.split()[1::2] == ["a.yaml", "b/c.yaml"]
    write_files(repository, {"x.yaml": b"1"}, dry=True)
    assert not (tmp_path / "repo/x.yaml").exists()


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = GitRepo(tmp_path / "repo")
    repo.write("a.yaml", "old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_files(Repository.open(repo.path), {"a.yaml": b"new"}, dry=False)
    assert (repo.path / "a.yaml").read_text() == "old"
    assert {path.name for path in repo.path.iterdir()} == {".git", "a.yaml"}
