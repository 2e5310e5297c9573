"""Questions to real repositories."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from docctl.git import Entry
from docctl.git import GitError
from docctl.git import GitMissing
from docctl.git import NotARepository
from docctl.git import Repository
from docctl.git import UnknownRevision
from docctl.git.plumbing import object_id
from docctl.git.plumbing import path_bytes
from docctl.git.plumbing import printable
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path

ODD_NAMES = (
    'records/a"quoted".yaml',
    "records/line\nend.yaml",
    "records/tab\there.yaml",
    "records/不合格品.yaml",
    "records/\udcff\udcfe.yaml",
    "records/-rf",
    "records/:(glob)*",
)


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path / "home")


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return GitRepo(tmp_path / "repo")


def test_open_from_any_subfolder(repo: GitRepo) -> None:
    place = repo.write("records/memo/A-1.yaml", "a\n").parent
    opened = Repository.open(place)
    assert opened == Repository(str(repo.path), str(repo.path / ".git"), "sha1")
    assert Repository.open(repo.path) == opened


def test_open_the_current_folder(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.path)
    assert Repository.open().root == str(repo.path)
    assert Repository.open("").root == str(repo.path)


def test_open_a_folder_whose_name_holds_a_line_end(tmp_path: Path) -> None:
    odd = GitRepo(tmp_path / "a\nb")
    assert Repository.open(odd.path) == Repository(str(odd.path), str(odd.path / ".git"))


def test_open_a_linked_worktree(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("records/a.yaml", "a\n")
    commit = repo.commit()
    repo.run("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "other")
    linked = Repository.open(tmp_path / "linked")
    assert linked.root == str(tmp_path / "linked")
    assert linked.head() == commit
    assert [entry.path for entry in linked.index()] == ["records/a.yaml"]
    (tmp_path / "linked/records/a.yaml").write_text("changed\n")
    assert linked.changed_in_worktree() == {"records/a.yaml"}
    assert Repository.open(repo.path).changed_in_worktree() == frozenset()


def test_open_a_bare_repository(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("records/a.yaml", "a\n")
    commit = repo.commit()
    repo.run("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "bare.git"))
    bare = Repository.open(tmp_path / "bare.git")
    assert bare.root is None
    assert bare.head() == commit
    assert [entry.path for entry in bare.tree("HEAD")] == ["records/a.yaml"]
    for question in (bare.untracked, bare.ignored, bare.changed_in_worktree):
        with pytest.raises(GitError, match="has no work tree"):
            question()


def test_open_the_git_folder_itself(repo: GitRepo) -> None:
    assert Repository.open(repo.path / ".git") == Repository(None, str(repo.path / ".git"))


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NotARepository, match="not a git repository"):
        Repository.open(tmp_path)
    with pytest.raises(NotARepository, match="cannot change to"):
        Repository.open(tmp_path / "none")


def test_a_repository_that_went_away(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    repo.path.rename(repo.path.with_name("moved"))
    with pytest.raises(NotARepository, match="not there any more"):
        opened.head()


def test_no_git(repo: GitRepo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened = Repository.open(repo.path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(GitMissing, match="git cannot be started"):
        Repository.open(repo.path)
    with pytest.raises(GitMissing):
        opened.head()


def test_resolve(repo: GitRepo) -> None:
    first = repo.commit("First")
    second = repo.commit("Second")
    repo.run("tag", "--annotate", "--message=x", "v1", first)
    repo.run("branch", "分支", first)
    opened = Repository.open(repo.path)
    assert opened.resolve("HEAD") == second
    assert [opened.resolve(rev) for rev in ("v1", "分支", "HEAD~1", first[:10], first)] == [first] * 5


@pytest.mark.parametrize(
    "rev",
    [
        "",
        "none",
        "--output=x",
        "-h",
        "--all",
        "--end-of-options",
        "HEAD..HEAD",
        "^HEAD",
        "HEAD^!",
        "HEAD:records",
        "HEAD\nHEAD",
        "a\0b",
        "\ud800",
        "f" * 40,
        "HEAD^{tree}",
    ],
)
def test_a_revision_that_names_no_commit(repo: GitRepo, rev: str) -> None:
    repo.write("records/a.yaml", "a\n")
    repo.commit()
    opened = Repository.open(repo.path)
    before = sorted(repo.path.iterdir())
    with pytest.raises(UnknownRevision, match="unknown revision"):
        opened.resolve(rev)
    if rev != "f" * 40:
        with pytest.raises(UnknownRevision):
            opened.tree(rev)
        with pytest.raises(UnknownRevision):
            opened.commit_time(rev)
    assert sorted(repo.path.iterdir()) == before


def test_a_message_holds_no_control_characters(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    with pytest.raises(UnknownRevision) as caught:
        opened.resolve("\x1b[31m\u202eno\n")
    assert str(caught.value) == "unknown revision: ?[31m?no?"
    with pytest.raises(GitError) as failed:
        opened.run("cat-file", "blob", "\x1b[31mno")
    assert str(failed.value) == "Not a valid object name ?[31mno"
    assert printable("文件 A/1") == "文件 A/1"


def test_unborn_branch(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    repo.write("records/a.yaml", "a\n")
    assert opened.head() is None
    assert opened.staged() == []
    assert opened.untracked("records/") == ["records/a.yaml"]
    repo.stage()
    assert opened.staged("records/") == ["records/a.yaml"]
    assert opened.staged("schemas/") == []


def test_an_index_that_cannot_be_read(repo: GitRepo) -> None:
    repo.commit()
    (repo.path / ".git/index").write_bytes(b"rubbish")
    opened = Repository.open(repo.path)
    for question in (opened.staged, opened.index, opened.changed_in_worktree, opened.untracked):
        with pytest.raises(GitError, match="index file"):
            question()


def test_no_object_format_of_ours(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    with pytest.raises(GitError, match="object format"):
        Repository(opened.root, opened.git_dir, "md5").hash_object(b"")


def test_a_head_whose_commit_is_lost(repo: GitRepo) -> None:
    commit = repo.commit()
    (repo.path / ".git/objects" / commit[:2] / commit[2:]).unlink()
    opened = Repository.open(repo.path)
    with pytest.raises(GitError, match="does not hold"):
        opened.head()
    with pytest.raises(GitError):
        opened.staged()


def test_tree_and_index_list_odd_names_alike(repo: GitRepo) -> None:
    for number, name in enumerate(ODD_NAMES):
        repo.write(name, f"{number}\n")
    commit = repo.commit()
    opened = Repository.open(repo.path)
    expected = sorted(ODD_NAMES, key=path_bytes)
    assert [entry.path for entry in opened.tree(commit)] == expected
    assert [entry.path for entry in opened.index("records/")] == expected
    by_path = {entry.path: entry for entry in opened.tree(commit, "records/")}
    for number, name in enumerate(ODD_NAMES):
        data = f"{number}\n".encode()
        assert by_path[name] == Entry(name, "100644", opened.hash_object(data))
        assert list(opened.read_blobs([by_path[name].oid])) == [data]


def test_prefixes_are_folders_and_literal(repo: GitRepo) -> None:
    for name in ("records/a", "records2/b", "schemas/c", "rec*/d", "top"):
        repo.write(name, name)
    commit = repo.commit()
    opened = Repository.open(repo.path)
    for listing in (opened.index, lambda *prefixes: opened.tree(commit, *prefixes)):
        assert [entry.path for entry in listing("records/")] == ["records/a"]
        assert [entry.path for entry in listing("schemas/", "records/", "site/")] == ["records/a", "schemas/c"]
        assert [entry.path for entry in listing("rec*/")] == ["rec*/d"]
        assert len(listing()) == len(listing("")) == len(listing("records/", "")) == 5


def test_modes(repo: GitRepo) -> None:
    repo.write("records/run", "x").chmod(0o755)
    (repo.path / "records/link").symlink_to("run")
    GitRepo(repo.path / "records/sub").commit()
    commit = repo.commit()
    opened = Repository.open(repo.path)
    modes = {entry.path: entry.mode for entry in opened.tree(commit)}
    assert modes == {"records/run": "100755", "records/link": "120000", "records/sub": "160000"}
    assert opened.tree(commit) == opened.index()
    with pytest.raises(GitError, match="is missing"):
        list(opened.read_blobs([opened.tree(commit, "records/sub")[0].oid]))


def test_changed_untracked_ignored(repo: GitRepo) -> None:
    for name in ("records/same", "records/changed", "records/deleted", "top"):
        repo.write(name, "before\n")
    repo.commit()
    repo.write(".gitignore", "*.bak\n")
    for name in ("records/changed", "records/new", "records/new.bak", "top"):
        repo.write(name, "after!!\n")
    (repo.path / "records/deleted").unlink()
    opened = Repository.open(repo.path)
    assert opened.changed_in_worktree("records/") == {"records/changed", "records/deleted"}
    assert opened.untracked("records/") == ["records/new"]
    assert opened.ignored("records/") == ["records/new.bak"]
    assert opened.staged() == []


def test_a_change_of_the_same_size_in_the_same_moment_is_seen(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    for number in range(10):
        place = repo.write("records/a", "1")
        repo.stage()
        place.write_text("2")
        os.utime(place, ns=(place.stat().st_mtime_ns,) * 2)
        assert opened.changed_in_worktree() == {"records/a"}, number


def test_staged_names_both_sides_of_a_rename_and_deletions(repo: GitRepo) -> None:
    repo.write("records/old", "content\n" * 20)
    repo.write("records/gone", "x")
    repo.commit()
    repo.run("mv", "records/old", "records/new")
    repo.run("rm", "--quiet", "records/gone")
    repo.write("records/unstaged", "x")
    opened = Repository.open(repo.path)
    assert opened.staged() == ["records/gone", "records/new", "records/old"]
    assert [entry.path for entry in opened.index()] == ["records/new"]


def test_a_staged_submodule_cannot_hide_itself(repo: GitRepo) -> None:
    repo.commit()
    GitRepo(repo.path / "records/sub").commit()
    repo.write(".gitmodules", '[submodule "s"]\n\tpath = records/sub\n\turl = ./s\n\tignore = all\n')
    repo.stage()
    assert Repository.open(repo.path).staged("records/") == ["records/sub"]


def test_an_intended_addition_is_not_in_the_index(repo: GitRepo) -> None:
    repo.write("records/intended", "x")
    repo.write("records/empty", "")
    repo.run("add", "--intent-to-add", "records/intended")
    repo.run("add", "records/empty")
    opened = Repository.open(repo.path)
    assert [entry.path for entry in opened.index()] == ["records/empty"]
    assert opened.staged() == ["records/empty"]


def test_stages_of_a_merge_conflict(repo: GitRepo) -> None:
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
    entries = opened.index()
    assert [(entry.path, entry.stage) for entry in entries] == [("records/a", 1), ("records/a", 2), ("records/a", 3)]
    assert list(opened.read_blobs(entry.oid for entry in entries)) == [b"base\n", b"ours\n", b"theirs\n"]
    assert not any(entry.assumed for entry in entries)
    assert opened.staged() == ["records/a"]


def test_assumed_entries_are_marked(repo: GitRepo) -> None:
    for name in ("a", "b", "c"):
        repo.write(name, name)
    repo.commit()
    repo.run("update-index", "--assume-unchanged", "a")
    repo.run("update-index", "--skip-worktree", "b")
    assert [entry.assumed for entry in Repository.open(repo.path).index()] == [True, True, False]


def test_a_temporary_index(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("records/a", "1")
    repo.commit()
    repo.write("records/b", "2")
    other = repo.path / ".git/next-index-1.lock"
    repo.run("read-tree", "HEAD", env={"GIT_INDEX_FILE": str(other)})
    repo.run("add", "records/b", env={"GIT_INDEX_FILE": str(other)})
    opened = Repository.open(repo.path)
    assert opened.staged() == []
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-1.lock")
    monkeypatch.chdir(repo.path / "records")
    assert opened.staged() == ["records/b"]
    assert [entry.path for entry in Repository.open().index()] == ["records/a", "records/b"]


def test_the_environment_of_a_hook(repo: GitRepo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commit = repo.commit()
    repo.run("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    monkeypatch.setenv("GIT_DIR", ".")
    opened = Repository.open()
    assert opened == Repository(None, str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path)
    assert opened.head() == commit


def quarantined(repo: GitRepo, bare: Path, incoming: Path) -> tuple[str, dict[str, str]]:
    """A commit whose objects are only in a quarantine folder, and the environment that shows it."""
    repo.run("clone", "--quiet", "--bare", str(repo.path), str(bare))
    incoming.mkdir()
    environment = {
        "GIT_DIR": str(bare),
        "GIT_OBJECT_DIRECTORY": str(incoming),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(bare / "objects"),
        "GIT_QUARANTINE_PATH": str(incoming),
    }
    oid = repo.run("hash-object", "-w", "--stdin", stdin=b"pushed\n", env=environment).decode().strip()
    tree = repo.run("mktree", stdin=f"100644 blob {oid}\tpushed\n".encode(), env=environment).decode().strip()
    commit = repo.run("commit-tree", "-m", "x", "-p", "HEAD", tree, env=environment).decode().strip()
    return commit, environment


def test_objects_in_quarantine(repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("records/a", "1")
    old = repo.commit()
    commit, environment = quarantined(repo, tmp_path / "bare.git", tmp_path / "incoming")
    opened = Repository.open(tmp_path / "bare.git")
    with pytest.raises(UnknownRevision):
        opened.resolve(commit)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert opened.resolve(commit) == commit
    assert list(opened.read_blobs(entry.oid for entry in opened.tree(commit))) == [b"pushed\n"]
    assert [entry.path for entry in opened.tree(old)] == ["records/a"]


def test_replaced_objects_are_seen_as_they_are(repo: GitRepo) -> None:
    repo.write("a", "true\n")
    commit = repo.commit()
    false = repo.run("hash-object", "-w", "--stdin", stdin=b"false\n").decode().strip()
    true = repo.text("rev-parse", "HEAD:a")
    repo.run("replace", true, false)
    assert repo.run("cat-file", "blob", true) == b"false\n"
    opened = Repository.open(repo.path)
    assert list(opened.read_blobs([opened.tree(commit)[0].oid])) == [b"true\n"]


def test_variables_that_bend_answers_are_dropped(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("records/a", "1")
    repo.commit()
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("GIT_ICASE_PATHSPECS", "1")
    monkeypatch.setenv("GIT_REPLACE_REF_BASE", "refs/heads/")
    opened = Repository.open(repo.path)
    assert opened.tree("HEAD", "RECORDS/") == []
    with pytest.raises(GitError) as caught:
        opened.tree("f" * 40)
    assert str(caught.value) == "not a tree object"


def test_no_object_is_fetched(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("records/a", "1")
    repo.commit()
    repo.run("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    source = f"file://{repo.path}"
    repo.run("clone", "--quiet", "--no-checkout", "--filter=blob:none", source, str(clone))
    opened = Repository.open(clone)
    oid = opened.tree("HEAD")[0].oid
    with pytest.raises(GitError, match=oid):
        list(opened.read_blobs([oid]))
    assert GitRepo(clone).run("cat-file", "blob", oid) == b"1"


def test_hooks_and_monitors_of_the_repository_never_run(repo: GitRepo) -> None:
    repo.write("records/a", "1")
    repo.commit()
    trap = repo.write("trap", "#!/bin/sh\ntouch trapped\n")
    trap.chmod(0o755)
    repo.run("config", "core.fsmonitor", str(trap))
    opened = Repository.open(repo.path)
    assert opened.changed_in_worktree() == frozenset()
    assert opened.untracked() == ["trap"]
    assert not (repo.path / "trapped").exists()


def test_read_many_blobs_without_deadlock(repo: GitRepo) -> None:
    stream = b"".join(b"blob\nmark :%d\ndata 2000\n%02000d\n" % (n, n) for n in range(1, 5001))
    repo.run("fast-import", "--quiet", "--export-marks=marks", stdin=stream)
    oids = [line.split()[1] for line in (repo.path / "marks").read_text().splitlines()]
    opened = Repository.open(repo.path)
    assert len(oids) == 5000
    contents = list(opened.read_blobs(oids))
    assert [opened.hash_object(data) for data in contents] == oids
    assert list(opened.read_blobs(iter([oids[0]] * 3))) == [contents[0]] * 3
    assert list(itertools.islice(opened.read_blobs(oids), 3)) == contents[:3]


def test_blobs_of_every_shape(repo: GitRepo) -> None:
    contents = [b"", b"\n", b"\0\xff", b"x" * 1_000_000, b"blob 3\nabc\n"]
    oids = [repo.run("hash-object", "-w", "--stdin", stdin=data).decode().strip() for data in contents]
    opened = Repository.open(repo.path)
    assert list(opened.read_blobs(oids)) == contents
    assert [opened.hash_object(data) for data in contents] == oids
    assert list(opened.read_blobs([])) == []


def test_blobs_that_cannot_be_read(repo: GitRepo) -> None:
    repo.write("a", "content")
    commit = repo.commit()
    opened = Repository.open(repo.path)
    oid = opened.tree(commit)[0].oid
    with pytest.raises(GitError, match=r"object 1{40} is missing"):
        list(opened.read_blobs([oid, "1" * 40]))
    with pytest.raises(GitError, match=f"object {commit} is a commit, not a file"):
        list(opened.read_blobs([commit]))
    for wrong in ("HEAD:a", "HEAD", oid[:39], oid.upper(), f"{oid[:-1]}\n", "é" * 40):
        with pytest.raises(GitError, match="not an object id"):
            list(opened.read_blobs([wrong]))
    place = repo.path / ".git/objects" / oid[:2] / oid[2:]
    place.chmod(0o644)
    place.write_bytes(b"rubbish")
    with pytest.raises(GitError, match=oid):
        list(opened.read_blobs([oid]))


def test_commit_time(repo: GitRepo) -> None:
    commit = repo.commit()
    opened = Repository.open(repo.path)
    assert opened.commit_time("HEAD") == opened.commit_time(commit) == 1767323045


def test_shallow(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit("First")
    repo.commit("Second")
    repo.run("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(tmp_path / "shallow"))
    assert Repository.open(tmp_path / "shallow").is_shallow()
    assert not Repository.open(repo.path).is_shallow()


def test_sha256(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "repo", "--object-format=sha256")
    repo.write("a", "content")
    opened = Repository.open(repo.path)
    assert opened.object_format == "sha256"
    repo.stage()
    assert opened.staged() == ["a"]
    commit = repo.commit()
    assert opened.head() == commit
    assert opened.tree(commit) == opened.index() == [Entry("a", "100644", opened.hash_object(b"content"))]
    assert list(opened.read_blobs([opened.index()[0].oid])) == [b"content"]


def test_unknown_hash() -> None:
    with pytest.raises(GitError, match=r"object format md5\? is not supported, only sha1 and sha256"):
        object_id("blob", b"", "md5\n")


@pytest.mark.parametrize(
    ("attributes", "autocrlf", "converted"),
    [
        ("", None, False),
        ("", "false", False),
        ("", "true", True),
        ("", "input", True),
        ("records/** -text", "true", False),
        ("records/** binary", "true", False),
        ("records/** text", None, True),
        ("records/** text=auto", None, True),
        ("records/** eol=crlf", None, True),
        ("records/** -text ident", None, True),
        ("records/** -text -ident !filter", "true", False),
        ("records/** -text filter=none", None, True),
        ("records/** -text -filter", "true", False),
        ("records/** -text working-tree-encoding=UTF-16", None, True),
    ],
)
def test_converted(repo: GitRepo, attributes: str, autocrlf: str | None, converted: bool) -> None:  # noqa: FBT001
    paths = ["records/a\n", "records/不.yaml"]
    for path in (*paths, "other"):
        repo.write(path, "x")
    repo.stage()
    repo.write(".gitattributes", f"{attributes}\n")
    if autocrlf:
        repo.run("config", "core.autocrlf", autocrlf)
    opened = Repository.open(repo.path)
    assert opened.converted("records/", "schemas/") == frozenset(paths if converted else ())
    assert opened.converted("schemas/") == frozenset()
    assert opened.converted() >= opened.converted("records/")


def test_trusts_modes(repo: GitRepo) -> None:
    opened = Repository.open(repo.path)
    assert opened.trusts_modes()
    repo.run("config", "core.fileMode", "false")
    assert not opened.trusts_modes()


def test_nothing_is_written(repo: GitRepo) -> None:
    place = repo.write("records/a", "1")
    repo.commit()
    os.utime(place, (1, 1))
    index = repo.path / ".git/index"
    before = (index.read_bytes(), index.stat().st_mtime_ns)
    opened = Repository.open(repo.path)
    assert opened.changed_in_worktree() == {"records/a"}
    opened.index()
    opened.untracked()
    opened.staged()
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_reading_does_not_import_gitpython() -> None:
    source = "import sys, docctl.git, docctl.git.repository, docctl.snapshot; sys.exit('git' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", source], env=environment, check=True)


def test_the_hooks_folder_is_where_git_looks(tmp_path: Path) -> None:
    git = GitRepo(tmp_path / "top")
    assert Repository.open(git.path).hooks_folder() == str(git.path / ".git" / "hooks")
    git.run("config", "core.hooksPath", "my hooks")
    assert Repository.open(git.path).hooks_folder() == str(git.path / "my hooks")


def test_the_commit_where_two_histories_went_apart(repo: GitRepo) -> None:
    repo.write("a", "1")
    start = repo.commit("Start")
    repo.run("checkout", "--quiet", "-b", "side")
    side = repo.commit("Side")
    repo.run("checkout", "--quiet", "main")
    main = repo.commit("Main")
    opened = Repository.open(repo.path)
    assert opened.merge_base(main, "side") == start
    assert opened.merge_base(start, side) == start
    repo.run("checkout", "--quiet", "--orphan", "other")
    other = repo.commit("Other")
    assert opened.merge_base(main, other) is None
    with pytest.raises(UnknownRevision):
        opened.merge_base(main, "nothing")


def test_a_history_that_is_damaged_has_no_verdict(repo: GitRepo) -> None:
    repo.write("a", "1")
    first, second = repo.commit("First"), repo.commit("Second")
    repo.run("checkout", "--quiet", "-b", "side", first)
    side = repo.commit("Side")
    (repo.path / ".git/objects" / first[:2] / first[2:]).unlink()
    with pytest.raises(GitError):
        Repository.open(repo.path).merge_base(second, side)


def test_commits_after_a_base_come_with_parents_and_whole_messages(repo: GitRepo) -> None:
    repo.write("a", "1")
    start = repo.commit("Start")
    first = repo.commit("第一次\n\nbody\n\n# kept?")
    repo.run("checkout", "--quiet", "-b", "side", start)
    side = repo.commit("Side")
    repo.run("checkout", "--quiet", "main")
    repo.run("merge", "--quiet", "--no-ff", "--message=Merge", "side")
    merge = repo.text("rev-parse", "HEAD")
    found = Repository.open(repo.path).commits(start, "main")
    assert {commit.oid: commit.parents for commit in found} == {
        first: (start,),
        side: (start,),
        merge: (first, side),
    }
    assert found[-1].oid == merge
    assert next(commit.message for commit in found if commit.oid == first).startswith("第一次\n\nbody\n")
    assert Repository.open(repo.path).commits(merge, merge) == []
