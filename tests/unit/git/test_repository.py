"""Commands that write, on real repositories."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from docctl.git import GitError
from docctl.git import GitMissing
from docctl.git import NotARepository
from docctl.git import Repository
from docctl.git.repository import commit
from docctl.git.repository import init
from docctl.git.repository import stage
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


def test_init(tmp_path: Path) -> None:
    opened = init(tmp_path / "new/library")
    assert opened == Repository.open(tmp_path / "new/library")
    assert opened.head() is None
    assert GitRepo(tmp_path / "new/library").text("symbolic-ref", "HEAD") == "refs/heads/main"


def test_init_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(GitError, match="file"):
        init(tmp_path / "file")


def test_stage_takes_names_literally(repo: GitRepo) -> None:
    for name in ("records/*", "records/a", "-x", "records/不.yaml"):
        repo.write(name, "x")
    opened = Repository.open(repo.path)
    stage(opened, ["records/*", "-x", "records/不.yaml"])
    assert opened.staged() == ["-x", "records/*", "records/不.yaml"]
    stage(opened, [])


def test_commit_takes_its_paths_and_no_others(repo: GitRepo) -> None:
    repo.write("records/old", "1")
    repo.write("records/gone", "1")
    first = repo.commit()
    repo.write("records/staged", "x")
    repo.stage("records/staged")
    repo.write("records/old", "2")
    repo.write("records/new", "3")
    (repo.path / "records/gone").unlink()
    opened = Repository.open(repo.path)
    made = commit(opened, ["records/old", "records/new", "records/gone"], "-m is no option\n\n# kept\n")
    assert made == opened.head() != first
    assert [entry.path for entry in opened.tree(made)] == ["records/new", "records/old"]
    assert opened.staged() == ["records/staged"]
    assert repo.text("log", "-1", "--format=%B").strip() == "-m is no option\n\n# kept"


def test_the_first_commit_with_author_and_date(repo: GitRepo) -> None:
    repo.write("records/a", "1")
    opened = Repository.open(repo.path)
    commit(opened, ["records/a"], "新增", author="王五 <wang@example.invalid>", date="2026-03-04T05:06:07+08:00")
    assert repo.text("log", "-1", "--format=%an|%ae|%aI|%cn|%cI|%s") == (
        "王五|wang@example.invalid|2026-03-04T05:06:07+08:00|Test|2026-03-04T05:06:07+08:00|新增"
    )


def test_a_hook_that_refuses(repo: GitRepo) -> None:
    repo.write("records/a", "1")
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho refused by the hook >&2\nexit 1\n").chmod(0o755)
    opened = Repository.open(repo.path)
    with pytest.raises(GitError, match="refused by the hook"):
        commit(opened, ["records/a"], "x")
    assert opened.head() is None


def test_what_cannot_be_committed(repo: GitRepo, tmp_path: Path) -> None:
    opened = Repository.open(repo.path)
    with pytest.raises(GitError, match="at least one path"):
        commit(opened, [], "x")
    with pytest.raises(GitError, match="did not match any files"):
        stage(opened, ["none"])
    repo.write("a", "1")
    with pytest.raises(GitError, match="invalid date"):
        commit(opened, ["a"], "x", date="someday")
    repo.run("init", "--quiet", "--bare", str(tmp_path / "bare.git"))
    with pytest.raises(NotARepository, match="has no work tree"):
        stage(Repository.open(tmp_path / "bare.git"), ["a"])


def test_no_gitpython(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "git", None)
    with pytest.raises(GitMissing, match="GitPython cannot be imported: "):
        stage(Repository.open(repo.path), ["a"])


def test_git_that_goes_away(repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Repository.open(repo.path)
    repo.write("a", "1")
    stage(opened, ["a"])
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(GitMissing, match="git cannot be started"):
        stage(opened, ["a"])
