"""The one pass over a history; what it is used for is tested with `docctl.history`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import GitError
from docctl.git import Repository
from docctl.git.log import read_log
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def repo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> GitRepo:
    isolate(monkeypatch, tmp_path / "home")
    made = GitRepo(tmp_path / "repo")
    made.write("records/a.yaml", "1\n")
    made.write("other.txt", "1\n")
    made.commit("first")
    made.write("records/a.yaml", "2\n")
    made.commit("second")
    return made


def test_each_commit_comes_with_what_it_changed_below_the_folder(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    second, first = read_log(opened, opened.resolve("HEAD"), below="records/")
    assert (first.parents, first.author, first.subject, first.moment) == ((), "Test", "first", 1767323045)
    assert first.touches == [("records/a.yaml", repo.text("rev-parse", "HEAD~1:records/a.yaml"))]
    assert second.parents == (first.commit,)


def test_what_a_known_commit_reaches_is_left_out(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    found = list(read_log(opened, opened.resolve("HEAD"), opened.resolve("HEAD~1")))
    assert [logged.subject for logged in found] == ["second"]


def test_an_answer_longer_than_a_piece_is_read_whole(repo: GitRepo) -> None:
    for number in range(40):
        repo.write(f"records/{number}-{'long' * 50}.yaml", f"{number}\n")
    repo.commit("多" * 20_000)
    opened = Repository.open(repo.path)
    whole = b"".join(opened.stream("log", "-1", "--format=%s"))

    class Bytewise(Repository):
        def stream(self, *args: str) -> Iterator[bytes]:
            return (piece[i : i + 7] for piece in super().stream(*args) for i in range(0, len(piece), 7))

    found = list(read_log(Bytewise(opened.root, opened.git_dir), opened.resolve("HEAD")))
    assert found[0].subject.encode() + b"\n" == whole
    assert len(found[0].touches) == 40


def test_an_unknown_commit_is_an_error(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    with pytest.raises(GitError, match="bad object"):
        list(read_log(opened, "0" * 40))


def test_what_is_no_log_is_an_error(repo: GitRepo) -> None:
    class Odd(Repository):
        def stream(self, *args: str) -> Iterator[bytes]:
            del args
            yield b"commit\0parents\0not a number\0author\0subject\0"

    opened = Repository.open(repo.path)
    with pytest.raises(GitError, match="no log"):
        list(read_log(Odd(opened.root, opened.git_dir), "HEAD"))


def test_a_stream_that_nobody_reads_to_its_end_is_ended(repo: GitRepo) -> None:
    pieces = Repository.open(repo.path).stream("log", "--raw")
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined] # a generator


def test_the_folder_that_work_trees_share(repo: GitRepo, tmp_path: Path) -> None:
    repo.run("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "other")
    assert Repository.open(tmp_path / "linked").shared_folder() == str(repo.path / ".git")
    assert Repository.open(repo.path / "records").shared_folder() == str(repo.path / ".git")
