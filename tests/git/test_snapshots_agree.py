"""The same tree gives the same snapshot, wherever it is read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.snapshot import Snapshot
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = ("records/", "schemas/", "site/")
FILES = {
    ".gitattributes": "records/** -text\n",
    "records/memo/A-1.yaml": "id: A-1\n",
    "records/memo/A-2.yaml": "id: A-2\r\n",
    "records/memo.d/x.yaml": "x",
    "records/memo-1.yaml": "x",
    "records/文件/不合格品.md": "文\n",
    'records/"quoted"\n\t.yaml': "x",
    "records/\udcff\udcfe": "not UTF-8",
    "records/\ue000": "after the surrogates",
    "records/empty": "",
    "schemas/types/memo.yaml": "type: object\n",
    "site/pages/index.md": "# Index\n",
    "elsewhere/x": "not below the prefixes",
}
View = tuple[tuple[str, str, str, bytes], ...]


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path / "home")


def view(snapshot: Snapshot) -> View:
    """Everything a snapshot says, asked in the order that lets it guess most."""
    oids = {path: snapshot.oid(path) for path in snapshot.paths()}
    contents = snapshot.read_all(snapshot.paths())
    assert [snapshot.read(path) for path in snapshot.paths()[:3]] == [contents[path] for path in snapshot.paths()[:3]]
    assert {path: snapshot.oid(path) for path in snapshot.paths()} == oids
    return tuple((path, snapshot.mode(path), oids[path], contents[path]) for path in snapshot.paths())


def all_views(path: Path) -> list[View]:
    repo = Repository.open(path)
    return [
        view(Snapshot.of_commit(repo, "HEAD", PREFIXES)),
        view(Snapshot.of_index(repo, PREFIXES)),
        view(Snapshot.of_worktree(repo, PREFIXES)),
        view(Snapshot.of_worktree(path, PREFIXES)),
    ]


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    repo = GitRepo(tmp_path / "repo")
    for name, text in FILES.items():
        repo.write(name, text)
    (repo.path / "records/empty").chmod(0o755)
    (repo.path / "records/link").symlink_to("memo/A-1.yaml")
    repo.commit()
    return repo


def test_a_clean_tree(repo: GitRepo) -> None:
    commit, *others = all_views(repo.path)
    assert len(commit) == len(FILES) - 1
    assert others == [commit] * 3


def test_without_git(repo: GitRepo) -> None:
    commit = all_views(repo.path)[0]
    (repo.path / ".git").rename(repo.path.parent / "away")
    assert view(Snapshot.of_worktree(repo.path, PREFIXES)) == commit


def test_a_linked_worktree_and_a_clone(repo: GitRepo, tmp_path: Path) -> None:
    expected = all_views(repo.path)
    repo.run("worktree", "add", "--quiet", str(tmp_path / "linked"))
    repo.run("clone", "--quiet", str(repo.path), str(tmp_path / "clone"))
    assert all_views(tmp_path / "linked") == expected
    assert all_views(tmp_path / "clone") == expected


def test_packed_objects_and_another_index_format(repo: GitRepo) -> None:
    expected = all_views(repo.path)
    repo.run("gc", "--quiet")
    repo.run("update-index", "--index-version=4", "--split-index")
    assert all_views(repo.path) == expected


def test_after_a_rename_and_a_touch(repo: GitRepo) -> None:
    repo.run("mv", "records/memo", "records/note")
    repo.commit()
    (repo.path / "records/note/A-1.yaml").touch()
    commit, *others = all_views(repo.path)
    assert others == [commit] * 3
    assert "records/note/A-1.yaml" in {path for path, *_ in commit}


def test_reading_twice_gives_the_same(repo: GitRepo) -> None:
    assert all_views(repo.path) == all_views(repo.path)


def test_sha256(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "other", "--object-format=sha256")
    repo.write("records/a", "x")
    repo.commit()
    commit, *others = all_views(repo.path)
    assert others == [commit] * 3
    assert len(commit[0][2]) == 64
