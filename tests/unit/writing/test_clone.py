from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.writing.clone import Clone
from docctl.writing.clone import Writer
from tests.gitrepo import GitRepo
from tests.unit.writing.conftest import WRITER

if TYPE_CHECKING:
    from pathlib import Path


def test_a_writer_is_read_back_as_it_was_written() -> None:
    assert Writer.read(WRITER.to_json(more=1)) == WRITER


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"command": "new", "pid": "x"}', "1"])
def test_what_is_no_writer_is_none(text: str) -> None:
    assert Writer.read(text) is None


def test_linked_work_trees_share_the_lock_and_finish_their_own_writes(clone: Clone, repo: GitRepo) -> None:
    repo.commit()
    repo.run("worktree", "add", "--quiet", str(repo.path.parent / "linked"))
    linked = Clone.of(Repository.open(repo.path.parent / "linked"))
    assert linked is not None
    assert linked.folder == clone.folder == str(repo.path / ".git/docctl")
    assert (clone.pending, linked.pending) == ("refs/docctl/pending", "refs/docctl/pending-linked")
    assert linked.place("a") == bytes(repo.path.parent / "linked/a")


def test_a_bare_repository_has_nothing_to_write_to(tmp_path: Path) -> None:
    assert Clone.of(Repository.open(GitRepo(tmp_path / "bare", "--bare").path)) is None
