"""One interface over a commit, the index, the disk and given files."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.git import GitError
from docctl.git import Repository
from docctl.snapshot import MissingPath
from docctl.snapshot import NotAFile
from docctl.snapshot import Snapshot
from docctl.snapshot import UnmergedIndex
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = ("records/", "schemas/", "site/")


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path / "home")


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return GitRepo(tmp_path / "repo")


def contents(snapshot: Snapshot) -> dict[str, bytes]:
    return snapshot.read_all(snapshot.paths())


# Given files


def test_files() -> None:
    snapshot = Snapshot.of_files({"records/b": "文", "records/a": b"\xff", "top": ""})
    assert snapshot.label == "files"
    assert snapshot.commit is None
    assert snapshot.paths() == ("records/a", "records/b", "top")
    assert snapshot.paths("records/") == ("records/a", "records/b")
    assert len(snapshot) == 3
    assert "records/a" in snapshot
    assert "records" not in snapshot
    assert snapshot.read("records/b") == "文".encode()
    assert snapshot.read_all(["top", "records/a"]) == {"top": b"", "records/a": b"\xff"}
    assert snapshot.read_all([]) == {}
    assert snapshot.mode("top") == "100644"
    assert snapshot.oid("top") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


def test_a_missing_path_says_so() -> None:
    snapshot = Snapshot.of_files({"a": ""})
    for question in (snapshot.read, snapshot.mode, snapshot.oid, lambda path: snapshot.read_all([path])):
        with pytest.raises(MissingPath) as caught:
            question("b\x1b")
        assert str(caught.value) == "b?: not in files"
        assert caught.value.path == "b\x1b"
        assert isinstance(caught.value, KeyError)


@given(st.sets(st.binary(min_size=1, max_size=4)), st.binary(max_size=2))
def test_paths_are_in_byte_order_and_prefixes_select_them(names: set[bytes], prefix: bytes) -> None:
    def text(name: bytes) -> str:
        return name.decode("utf-8", "surrogateescape")

    snapshot = Snapshot.of_files(dict.fromkeys(map(text, names), b""))
    assert snapshot.paths() == tuple(map(text, sorted(names)))
    assert snapshot.paths(text(prefix)) == tuple(text(name) for name in sorted(names) if name.startswith(prefix))


# A commit


def test_a_commit(repo: GitRepo) -> None:
    repo.write("records/a", "old")
    repo.write("other/x", "x")
    first = repo.commit()
    repo.write("records/a", "new")
    repo.commit()
    snapshot = Snapshot.of_commit(Repository.open(repo.path), "HEAD~1", PREFIXES)
    assert snapshot.label == snapshot.commit == first
    assert snapshot.paths() == ("records/a",)
    assert snapshot.read("records/a") == b"old"
    assert snapshot.oid("records/a") == repo.text("rev-parse", "HEAD~1:records/a")


# The index


def test_the_index_is_good_and_the_disk_bad_and_the_reverse(repo: GitRepo) -> None:
    repo.write("records/a", "GOOD")
    repo.write("records/b", "BAD!")
    repo.commit()
    repo.stage()
    repo.write("records/a", "BAD!")
    repo.write("records/b", "GOOD")
    opened = Repository.open(repo.path)
    index = Snapshot.of_index(opened, PREFIXES)
    disk = Snapshot.of_worktree(opened, PREFIXES)
    assert (index.label, disk.label) == ("index", "work tree")
    assert index.commit == disk.commit == opened.head()
    assert contents(index) == {"records/a": b"GOOD", "records/b": b"BAD!"}
    assert contents(disk) == {"records/a": b"BAD!", "records/b": b"GOOD"}
    assert index.oid("records/a") == disk.oid("records/b")


def test_the_index_does_not_see_what_is_not_staged(repo: GitRepo) -> None:
    repo.write("records/a", "a")
    repo.write("records/b", "b")
    repo.stage()
    repo.write("records/new", "new")
    (repo.path / "records/a").unlink()
    snapshot = Snapshot.of_index(Repository.open(repo.path), PREFIXES)
    assert snapshot.commit is None
    assert contents(snapshot) == {"records/a": b"a", "records/b": b"b"}


@pytest.mark.parametrize("option", ["--assume-unchanged", "--skip-worktree"])
def test_an_entry_that_git_does_not_compare(repo: GitRepo, option: str) -> None:
    repo.write("records/a", "1\n")
    repo.commit()
    repo.run("update-index", option, "records/a")
    repo.write("records/a", "2\n")
    opened = Repository.open(repo.path)
    assert opened.changed_in_worktree() == frozenset()
    index = Snapshot.of_index(opened, PREFIXES)
    disk = Snapshot.of_worktree(opened, PREFIXES)
    assert index.read("records/a") == b"1\n"
    assert disk.read("records/a") == b"2\n"
    for snapshot in (index, disk, Snapshot.of_worktree(opened, PREFIXES)):
        assert snapshot.oid("records/a") == opened.hash_object(b"1\n" if snapshot is index else b"2\n")


@pytest.mark.parametrize("autocrlf", ["true", "input"])
def test_line_end_conversion_never_reaches_the_index_snapshot(repo: GitRepo, autocrlf: str) -> None:
    repo.run("config", "core.autocrlf", autocrlf)
    repo.write("records/a", "one\r\ntwo\r\n")
    repo.commit()
    opened = Repository.open(repo.path)
    assert opened.changed_in_worktree() == frozenset()
    index = Snapshot.of_index(opened, PREFIXES)
    assert index.read("records/a") == b"one\ntwo\n"
    assert index.oid("records/a") == opened.hash_object(b"one\ntwo\n")
    disk = Snapshot.of_worktree(opened, PREFIXES)
    assert disk.oid("records/a") == opened.hash_object(b"one\r\ntwo\r\n")
    assert disk.read("records/a") == b"one\r\ntwo\r\n"


def test_an_id_follows_the_bytes_read_even_where_the_index_errs(repo: GitRepo) -> None:
    repo.run("config", "core.autocrlf", "true")
    repo.write("records/a", "one\r\n")
    repo.commit()
    repo.run("config", "core.autocrlf", "false")
    opened = Repository.open(repo.path)
    disk = Snapshot.of_worktree(opened, PREFIXES)
    assert disk.read("records/a") == b"one\r\n"
    assert disk.oid("records/a") == opened.hash_object(b"one\r\n")


def test_the_index_where_something_else_stands_on_disk(repo: GitRepo) -> None:
    names = ("records/pipe", "records/folder", "records/link", "records/secret", "records/below/a")
    for name in names:
        repo.write(name, "staged")
    repo.stage()
    for name in names:
        (repo.path / name).unlink()
    os.mkfifo(repo.path / "records/pipe")
    (repo.path / "records/folder").mkdir()
    (repo.path / "records/link").symlink_to("secret")
    repo.write("records/secret", "staged").chmod(0o000)
    (repo.path / "records/below").rmdir()
    (repo.path / "records/below").symlink_to(".")
    assert contents(Snapshot.of_index(Repository.open(repo.path), PREFIXES)) == dict.fromkeys(names, b"staged")


def test_an_unmerged_index_is_refused(repo: GitRepo) -> None:
    repo.write("records/a", "base\n")
    repo.commit()
    repo.run("checkout", "--quiet", "-b", "other")
    repo.write("records/a", "theirs\n")
    repo.commit()
    repo.run("checkout", "--quiet", "main")
    repo.write("records/a", "ours\n")
    repo.commit()
    subprocess.run(["git", "merge", "--quiet", "other"], cwd=repo.path, check=False, capture_output=True)
    opened = Repository.open(repo.path)
    with pytest.raises(UnmergedIndex, match="not merged yet: records/a") as caught:
        Snapshot.of_index(opened, PREFIXES)
    assert caught.value.paths == ("records/a",)
    assert Snapshot.of_index(opened, ("schemas/",)).paths() == ()
    disk = Snapshot.of_worktree(opened, PREFIXES)
    assert disk.read("records/a").startswith(b"<<<<<<<")
    assert disk.oid("records/a") == opened.hash_object(disk.read("records/a"))


def test_the_index_of_a_bare_repository(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("records/a", "1")
    repo.commit()
    repo.run("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "bare.git"))
    bare = Repository.open(tmp_path / "bare.git")
    assert Snapshot.of_index(bare, PREFIXES).paths() == ()
    GitRepo(tmp_path / "bare.git").run("read-tree", "HEAD")
    assert contents(Snapshot.of_index(bare, PREFIXES)) == {"records/a": b"1"}
    with pytest.raises(GitError, match="has no work tree"):
        Snapshot.of_worktree(bare)


# The work tree


def test_the_work_tree_lists_what_is_on_disk(repo: GitRepo) -> None:
    repo.write(".gitignore", "*.bak\nbuild/\n")
    repo.write("records/kept.bak", "tracked")
    repo.write("records/gone", "x")
    repo.stage()
    repo.commit()
    (repo.path / "records/gone").unlink()
    repo.write("records/new", "untracked")
    repo.write("records/a.bak", "ignored")
    repo.write("records/build/x", "ignored")
    repo.write("top", "x")
    opened = Repository.open(repo.path)
    assert Snapshot.of_worktree(opened, PREFIXES).paths() == ("records/kept.bak", "records/new")
    assert Snapshot.of_worktree(repo.path).paths() == (".gitignore", "records/kept.bak", "records/new", "top")
    assert Snapshot.of_worktree(str(repo.path), ("",)).paths() == Snapshot.of_worktree(opened).paths()


def test_links_are_listed_and_never_followed(repo: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("secret")
    repo.write("records/a", "a")
    (repo.path / "records/file").symlink_to(tmp_path / "outside/secret")
    (repo.path / "records/folder").symlink_to(tmp_path / "outside")
    (repo.path / "records/dangling").symlink_to("/nowhere")
    (repo.path / "schemas").symlink_to(tmp_path / "outside")
    snapshot = Snapshot.of_worktree(repo.path, (*PREFIXES, "schemas/types/"))
    modes = {path: snapshot.mode(path) for path in snapshot.paths()}
    links = ("records/dangling", "records/file", "records/folder", "schemas")
    assert modes == {"records/a": "100644", **dict.fromkeys(links, "120000")}
    assert snapshot.read("records/folder") == os.fsencode(tmp_path / "outside")
    assert snapshot.read("records/dangling") == b"/nowhere"
    commit = repo.commit()
    assert contents(snapshot) == contents(Snapshot.of_commit(Repository.open(repo.path), commit))
    assert snapshot.oid("schemas") == repo.text("rev-parse", "HEAD:schemas")


def test_special_files_are_listed_and_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        snapshot = Snapshot.of_worktree(tmp_path)
        assert {path: snapshot.mode(path) for path in snapshot.paths()} == {"pipe": "010000", "socket": "140000"}
        for question in (snapshot.read, snapshot.oid, lambda path: snapshot.read_all([path])):
            with pytest.raises(NotAFile, match=r"pipe: not a file \(mode 010000\)"):
                question("pipe")


def test_a_repository_in_a_folder_is_one_entry(repo: GitRepo) -> None:
    repo.write(".gitignore", "hidden/\n")
    for name in ("records/sub", "records/hidden"):
        inner = GitRepo(repo.path / name)
        inner.write("x", "x")
        inner.commit()
    opened = Repository.open(repo.path)
    before = Snapshot.of_worktree(opened, PREFIXES)
    assert {path: before.mode(path) for path in before.paths()} == {"records/sub": "160000"}
    commit = repo.commit()
    for snapshot in (Snapshot.of_commit(opened, commit, PREFIXES), Snapshot.of_index(opened, PREFIXES)):
        assert snapshot.paths() == ("records/sub",)
        assert snapshot.mode("records/sub") == "160000"
        with pytest.raises(NotAFile):
            snapshot.read("records/sub")


def test_a_file_where_a_folder_should_be(repo: GitRepo) -> None:
    repo.write("records", "x")
    commit = repo.commit()
    opened = Repository.open(repo.path)
    every = (
        Snapshot.of_commit(opened, commit, (*PREFIXES, "records/sub/")),
        Snapshot.of_index(opened, (*PREFIXES, "records/sub/")),
        Snapshot.of_worktree(opened, (*PREFIXES, "records/sub/")),
    )
    assert [snapshot.paths() for snapshot in every] == [("records",)] * 3


def test_a_folder_without_git(tmp_path: Path) -> None:
    (tmp_path / "records/deep/er").mkdir(parents=True)
    (tmp_path / "records/deep/er/a").write_bytes(b"x" * 3_000_000)
    (tmp_path / ".git-is-not-here").write_text("")
    (tmp_path / "records/run").write_text("#!")
    (tmp_path / "records/run").chmod(0o755)
    (tmp_path / "top").write_text("")
    snapshot = Snapshot.of_worktree(tmp_path, PREFIXES)
    assert snapshot.commit is None
    assert {path: snapshot.mode(path) for path in snapshot.paths()} == {
        "records/deep/er/a": "100644",
        "records/run": "100755",
    }
    assert snapshot.read("records/deep/er/a") == b"x" * 3_000_000
    assert Snapshot.of_worktree(tmp_path).paths("t") == ("top",)
    assert ".git-is-not-here" in Snapshot.of_worktree(tmp_path)
    assert Snapshot.of_worktree(tmp_path / "none", PREFIXES).paths() == ()


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text("x")
    snapshot = Snapshot.of_worktree(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).unlink()
    os.mkfifo(tmp_path / "b")
    assert snapshot.read("c") == b"x"
    for question, path in ((snapshot.read, "a"), (snapshot.mode, "a"), (snapshot.oid, "a"), (snapshot.read, "b")):
        with pytest.raises(MissingPath, match="gone from the work tree"):
            question(path)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")
    snapshot = Snapshot.of_worktree(tmp_path)
    fstat = os.fstat

    def fstat_then_write(handle: int) -> os.stat_result:
        status = fstat(handle)
        with (tmp_path / "a").open("ab") as file:
            file.write(b"x" * 2_000_000)
        return status

    monkeypatch.setattr(os, "fstat", fstat_then_write)
    assert snapshot.read("a") == b"old" + b"x" * 2_000_000


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")
    opening = os.open

    def refuse(path: Any, *more: Any, **named: Any) -> int:  # the system's answer, for root too
        if os.fsdecode(path).endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return opening(path, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        Snapshot.of_worktree(tmp_path).read("a")


def test_modes_and_ids_of_changed_and_new_files(repo: GitRepo) -> None:
    repo.write("records/same", "same").chmod(0o755)
    repo.write("records/changed", "old")
    repo.commit()
    repo.write("records/changed", "new").chmod(0o755)
    repo.write("records/added", "x").chmod(0o755)
    opened = Repository.open(repo.path)
    snapshot = Snapshot.of_worktree(opened, PREFIXES)
    assert {snapshot.mode(path) for path in snapshot.paths()} == {"100755"}
    assert snapshot.oid("records/changed") == opened.hash_object(b"new")
    assert snapshot.oid("records/same") == opened.hash_object(b"same")
    repo.run("config", "core.fileMode", "false")
    distrusting = Snapshot.of_worktree(opened, PREFIXES)
    assert {path: distrusting.mode(path) for path in distrusting.paths()} == {
        "records/added": "100644",
        "records/changed": "100644",
        "records/same": "100755",
    }


def test_reading_changes_nothing(repo: GitRepo) -> None:
    repo.write("records/a", "1")
    repo.commit()
    repo.write("records/a", "2")
    opened = Repository.open(repo.path)

    def state() -> dict[str, tuple[int, int]]:
        every = [path for path in repo.path.rglob("*") if not stat.S_ISDIR(path.lstat().st_mode)]
        return {str(path): (path.lstat().st_mtime_ns, path.lstat().st_size) for path in every}

    before = state()
    for snapshot in (
        Snapshot.of_commit(opened, "HEAD"),
        Snapshot.of_index(opened),
        Snapshot.of_worktree(opened),
    ):
        contents(snapshot)
        assert [snapshot.mode(path) + snapshot.oid(path) for path in snapshot.paths()]
    assert state() == before


def test_an_ancestor_takes_over_what_a_state_holds_just_like_another_commit(repo: GitRepo) -> None:
    for name in ("same", "ours", "theirs", "both", "gone"):
        repo.write(name, "old")
    (repo.path / "link").symlink_to("same")
    start = repo.commit("Start")
    for name in ("theirs", "both", "added"):
        repo.write(name, "new")
    (repo.path / "gone").unlink()
    theirs = repo.commit("Theirs")
    state = Snapshot.of_files({"same": "old", "ours": "new", "theirs": "new", "both": "mixed", "added": "new"})
    opened = Repository.open(repo.path)
    found = Snapshot.of_ancestor(opened, start, [theirs], state)
    assert found.commit == start
    assert found.read_all(found.paths()) == {
        "added": b"new",
        "both": b"old",
        "link": b"same",
        "ours": b"old",
        "same": b"old",
        "theirs": b"new",
    }
    plain = Snapshot.of_ancestor(opened, start, [], state)
    assert plain.paths() == Snapshot.of_commit(opened, start).paths()


def test_what_is_no_file_is_held_by_no_state(repo: GitRepo) -> None:
    repo.write("a", "1")
    commit = repo.commit()
    repo.run("update-index", "--add", "--cacheinfo", f"160000,{commit},module")
    repo.run("commit", "--quiet", "--message=Module")
    opened = Repository.open(repo.path)
    state = Snapshot.of_commit(opened, "HEAD")
    entries = {entry.path: entry for entry in opened.tree("HEAD")}
    assert state.holds(entries["a"])
    assert not state.holds(entries["module"])
    assert not Snapshot.of_files({"a": "2"}).holds(entries["a"])
    assert not Snapshot.of_files({}).holds(entries["a"])


def test_files_beside_a_commit_are_seen_in_their_place(repo: GitRepo) -> None:
    repo.write("b", "old")
    repo.write("c", "kept")
    repo.commit("two files")
    before = Snapshot.of_commit(Repository.open(repo.path), "HEAD")
    after = before.with_files({"b": b"new", "a/b": b"more"})
    assert after.paths() == ("a/b", "b", "c")
    assert after.read_all(["c", "b", "a/b"]) == {"c": b"kept", "b": b"new", "a/b": b"more"}
    assert [after.oid("c"), after.mode("c")] == [before.oid("c"), before.mode("c")]
    assert after.oid("b") != before.oid("b")
    assert (after.mode("b"), after.label) == ("100644", before.label)
    assert before.read("b") == b"old"
