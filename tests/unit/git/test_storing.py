from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import GitError
from docctl.git import Repository
from docctl.git import storing
from docctl.git.storing import Objects
from docctl.git.storing import read_refs
from docctl.git.storing import settings
from docctl.git.storing import swap_ref
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["sha1", "sha256"])
def repo(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    isolate(monkeypatch, tmp_path / "home")
    return GitRepo(tmp_path / "repo", f"--object-format={request.param}")


def test_objects_are_what_git_itself_would_make(repo: GitRepo) -> None:
    files = {"a": b"1", "a.b": b"2", "a-b/c": b"", "a0/d/e": b"x" * 100_000, "数据/文": b"\0\xff"}
    objects = Objects(Repository.open(repo.path))
    tree = objects.tree({path: objects.blob(data) for path, data in files.items()})
    commit = objects.commit(tree, "why\n\nand more", ("An <na>\n王", "an@x.example>"), 1_795_233_600)
    objects.store()
    for path, data in files.items():
        repo.write(path, data)
        assert repo.run("cat-file", "blob", f"{commit}:{path}") == data
    repo.stage()
    assert tree == repo.text("write-tree")
    assert (
        repo.text("show", "--no-patch", "--format=%an|%ae|%ct|%B", commit)
        == "An na王|an@x.example|1795233600|why\n\nand more"
    )
    repo.run("fsck", "--strict", "--full")


def test_many_objects_stay_together(repo: GitRepo) -> None:
    objects = Objects(Repository.open(repo.path))
    oids = [objects.blob(b"%d" % number) for number in range(storing._LOOSE + 1)]  # noqa: SLF001 - the border
    objects.store()
    assert repo.run("cat-file", "blob", oids[-1]) == b"%d" % storing._LOOSE  # noqa: SLF001 - as above
    assert len(list((repo.path / ".git/objects/pack").glob("*.pack"))) == 1


def test_a_ref_moves_only_from_where_it_was_seen(repo: GitRepo) -> None:
    repository = Repository.open(repo.path)
    objects = Objects(repository)
    one, two = objects.blob(b"1"), objects.commit(objects.tree({}), "two", ("", ""), 0)
    objects.store()
    assert swap_ref(repository, "refs/docctl/x", one, None)
    assert not swap_ref(repository, "refs/docctl/x", two, None)
    assert not swap_ref(repository, "refs/docctl/x", two, two)
    assert not swap_ref(repository, "refs/docctl/y", two, one)
    assert swap_ref(repository, "refs/docctl/x", two, one)
    assert read_refs(repository, "refs/docctl") == {
        "refs/docctl/x": storing.Ref("refs/docctl/x", two, "commit", "two\n")
    }


def test_a_ref_that_cannot_be_written_is_a_fault_of_the_machine(repo: GitRepo) -> None:
    repository = Repository.open(repo.path)
    with pytest.raises(GitError):
        swap_ref(repository, "refs/docctl/x", "1" * len(repository.hash_object(b"")), None)


def test_settings_are_those_asked_for(repo: GitRepo) -> None:
    repo.run("config", "docctl.remote", "first")
    repo.run("config", "--add", "docctl.remote", "a=b\nc")
    found = settings(Repository.open(repo.path), ("docctl.remote", "user.nothing"))
    assert found == {"docctl.remote": "a=b\nc"}
