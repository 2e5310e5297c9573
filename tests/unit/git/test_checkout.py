"""What stands in a work tree is listed as git would take it over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.git.checkout import checkout_entries
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "library")
    for name in ("kept", "changed", "gone", "folder/kept"):
        made.write(name, name)
    made.write(".gitignore", "ignored/\n")
    made.run("add", "-A")
    made.run("commit", "-qm", "x")
    return made


def listed(repo: GitRepo) -> dict[str, str]:
    entries = checkout_entries(Repository.open(repo.path))
    assert len({entry.path for entry in entries}) == len(entries)
    return {entry.path: entry.mode for entry in entries if entry.path != ".gitignore"}


def test_tracked_and_new_files_are_listed_and_ignored_and_lost_ones_are_not(repo: GitRepo) -> None:
    (repo.path / "gone").unlink()
    repo.write("changed", "otherwise").chmod(0o755)
    repo.write("new/file", "x")
    repo.write("ignored/nul", "x")
    assert listed(repo) == {
        "kept": "100644",
        "changed": "100755",
        "folder/kept": "100644",
        "new/file": "100644",
    }


def test_links_pipes_and_repositories_are_what_they_are(repo: GitRepo) -> None:
    (repo.path / "link").symlink_to("kept")
    (repo.path / "changed").unlink()
    (repo.path / "changed").symlink_to("kept")
    inner = GitRepo(repo.path / "inner")
    inner.write("a", "a")
    inner.run("add", "-A")
    inner.run("commit", "-qm", "x")
    found = listed(repo)
    assert (found["link"], found["changed"], found["inner"]) == ("120000", "120000", "160000")


def test_a_tracked_file_that_became_a_pipe_is_told(repo: GitRepo) -> None:
    (repo.path / "kept").unlink()
    os.mkfifo(repo.path / "kept")
    assert listed(repo)["kept"] == "010000"


def test_a_folder_in_the_place_of_a_file_above_others_hides_them(repo: GitRepo) -> None:
    (repo.path / "folder/kept").unlink()
    (repo.path / "folder").rmdir()
    repo.write("folder", "a file now")
    assert "folder/kept" not in listed(repo)


def test_a_folder_in_the_place_of_a_file_is_its_files(repo: GitRepo) -> None:
    (repo.path / "kept").unlink()
    repo.write("kept/x", "x")
    found = listed(repo)
    assert "kept" not in found
    assert found["kept/x"] == "100644"


def test_where_modes_mean_nothing_no_file_is_a_program(repo: GitRepo) -> None:
    repo.run("config", "core.fileMode", "false")
    repo.write("new", "x").chmod(0o755)
    assert listed(repo)["new"] == "100644"
