"""The history of a record, however its changes reached the main line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.history.log import Entry
from docctl.history.log import RevisionLog
from docctl.history.log import ShallowHistory
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from pathlib import Path

A = "records/memo/A.yaml"


def log_of(repo: GitRepo, tip: str = "HEAD") -> RevisionLog:
    opened = Repository.open(repo.path)
    return RevisionLog(opened, opened.resolve(tip))


def entries(repo: GitRepo, record: str = "A", tip: str = "HEAD", slug: str = "memo") -> list[Entry]:
    found = log_of(repo, tip).entries(slug, record)
    for earlier, later in pairwise(found):
        assert later.old == earlier.new, "each entry begins where the one before ended"
    return found


def change(repo: GitRepo, text: str, message: str, path: str = A, author: str = "Test") -> str:
    repo.write(path, text)
    repo.run("add", "--all")
    repo.run("commit", "--quiet", f"--message={message}", f"--author={author} <a@example.invalid>")
    return repo.text("rev-parse", "HEAD")


def branch(repo: GitRepo, name: str, text: str, message: str, path: str = A, author: str = "Writer") -> None:
    repo.run("checkout", "--quiet", "-b", name)
    change(repo, text, message, path, author)
    repo.run("checkout", "--quiet", "main")


def subjects(found: list[Entry]) -> list[str]:
    return [entry.subject for entry in found]


def test_each_change_is_one_entry_with_who_and_when(repo: GitRepo) -> None:
    first = change(repo, "1\n", "first", author="王芳")
    change(repo, "b\n", "another record", "records/memo/B.yaml")
    second = change(repo, "2\n", "second")
    found = entries(repo)
    assert [(e.commit, e.author, e.subject, e.moment) for e in found] == [
        (first, "王芳", "first", 1767323045),
        (second, "Test", "second", 1767323045),
    ]
    assert found[0].old is None
    assert found[1].new is not None
    assert found[1].new == (A, repo.text("rev-parse", f"HEAD:{A}"))


def test_a_merge_is_one_entry_told_by_those_who_wrote_it(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    branch(repo, "work", "2\n", "second")
    change(repo, "b\n", "elsewhere", "records/memo/B.yaml")
    repo.run("merge", "--quiet", "--no-ff", "--message=Merge it", "work")
    found = entries(repo)
    assert subjects(found) == ["first", "second"]
    assert found[1].author == "Writer"
    assert found[1].commit == repo.text("rev-parse", "HEAD")


def test_a_merge_of_two_edits_keeps_both_and_doubles_none(repo: GitRepo) -> None:
    change(repo, "1\n2\n3\n4\n5\n", "first")
    branch(repo, "work", "1\n2\n3\n4\nfive\n", "below")
    change(repo, "one\n2\n3\n4\n5\n", "above")
    repo.run("merge", "--quiet", "--message=Merge it", "work")
    assert subjects(entries(repo)) == ["first", "above", "below"]


def test_a_change_that_a_merge_dropped_never_reached_the_record(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    branch(repo, "work", "2\n", "dropped")
    change(repo, "3\n", "kept")
    repo.run("merge", "--quiet", "--strategy=ours", "--message=Ours", "work")
    assert subjects(entries(repo)) == ["first", "kept"]


def test_what_a_merge_itself_changed_is_told(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    branch(repo, "work", "b\n", "elsewhere", "records/memo/B.yaml")
    repo.run("merge", "--quiet", "--no-ff", "--no-commit", "work")
    change(repo, "2\n", "Merge with a correction")
    assert subjects(entries(repo)) == ["first", "Merge with a correction"]


def test_squash_and_merge_read_the_same(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    branch(repo, "work", "2\n", "second")
    repo.run("merge", "--quiet", "--squash", "work")
    repo.run("commit", "--quiet", "--message=second", "--author=Writer <w@example.invalid>")
    squashed = entries(repo)
    repo.run("reset", "--quiet", "--hard", "HEAD~1")
    repo.run("merge", "--quiet", "--no-ff", "--message=Merge it", "work")
    merged = entries(repo)
    assert [e._replace(commit="") for e in squashed] == [e._replace(commit="") for e in merged]


def test_a_rebased_history_is_read_anew(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    branch(repo, "work", "2\n", "second")
    change(repo, "b\n", "elsewhere", "records/memo/B.yaml")
    assert subjects(entries(repo, tip="work")) == ["first", "second"]
    repo.run("rebase", "--quiet", "main", "work")
    found = entries(repo, tip="work")
    assert subjects(found) == ["first", "second"]
    assert found[1].commit == repo.text("rev-parse", "work")


def test_a_move_is_one_entry_whatever_changed_with_it(repo: GitRepo) -> None:
    change(repo, "1\n", "first", "records/memo/2025/A.yaml")
    repo.run("rm", "--quiet", "records/memo/2025/A.yaml")
    change(repo, "all new\n", "moved", "records/memo/2026/A.yaml")
    found = entries(repo)
    assert [(e.old and e.old.path, e.new and e.new.path) for e in found] == [
        (None, "records/memo/2025/A.yaml"),
        ("records/memo/2025/A.yaml", "records/memo/2026/A.yaml"),
    ]


def test_equal_bytes_under_another_id_are_another_record(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    repo.run("mv", A, "records/memo/B.yaml")
    repo.commit("renumbered")
    assert [(e.old is None, e.new is None) for e in entries(repo)] == [(True, False), (False, True)]
    assert subjects(entries(repo, "B")) == ["renumbered"]


def test_a_record_that_was_gone_comes_back(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    repo.run("rm", "--quiet", A)
    repo.commit("gone")
    change(repo, "1\n", "back")
    assert [(e.subject, e.old is None, e.new is None) for e in entries(repo)] == [
        ("first", True, False),
        ("gone", False, True),
        ("back", True, False),
    ]


def test_the_same_number_in_two_types_is_two_records(repo: GitRepo) -> None:
    change(repo, "1\n", "memo")
    change(repo, "1\n", "note", "records/note/A.yaml")
    assert subjects(entries(repo)) == ["memo"]
    assert subjects(entries(repo, slug="note")) == ["note"]
    assert log_of(repo).types("A") == ["note", "memo"]
    assert log_of(repo).types("B") == []


def test_of_two_files_with_one_number_the_first_counts(repo: GitRepo) -> None:
    change(repo, "1\n", "first", "records/memo/b/A.yaml")
    change(repo, "2\n", "shadowed", "records/memo/c/A.yaml")
    change(repo, "3\n", "before it", "records/memo/a/A.yaml")
    assert subjects(entries(repo)) == ["first", "before it"]


def test_neither_mode_nor_link_is_content(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    repo.run("update-index", "--chmod=+x", A)
    repo.run("commit", "--quiet", "--message=executable")
    assert subjects(entries(repo)) == ["first"]
    repo.run("rm", "--quiet", "--cached", A)
    link = repo.run("hash-object", "-w", "--stdin", stdin=b"target").decode().strip()
    repo.run("update-index", "--add", "--cacheinfo", f"120000,{link},{A}")
    repo.run("commit", "--quiet", "--message=a link")
    assert [e.new is None for e in entries(repo)] == [False, True]


def test_odd_names_and_messages_do_not_disturb(repo: GitRepo) -> None:
    odd = ("records/memo/a\"b'.yaml", "records/memo/line\nend.yaml", "records/memo/\udcff.yaml", "records/memo/:x.yaml")
    for path in odd:
        repo.write(path, "1\n")
    repo.write("records/noextension", "1\n")
    repo.write("records/memo/.hidden.yaml", "1\n")
    repo.write("records/memo/A.files/A.yaml", "1\n")
    repo.run("add", "--all")
    repo.run("commit", "--quiet", "--file=-", stdin=b":100644 100644 x\x01\n\nrecords/memo/A.yaml\n")
    repo.write(A, "1\n")
    repo.run("add", "--all")
    repo.run("commit", "--quiet", "--allow-empty-message", "--message=")
    for path in odd:
        assert len(entries(repo, path.removeprefix("records/memo/").removesuffix(".yaml"))) == 1, path
    assert len(entries(repo)) == 1
    assert log_of(repo).types("") == log_of(repo).types("noextension") == log_of(repo).types(".hidden") == []


def test_an_author_and_subject_that_are_no_utf8_are_shown_as_well_as_can_be(repo: GitRepo) -> None:
    repo.write(A, "1\n")
    repo.run("add", "--all")
    repo.run("-c", "i18n.commitEncoding=x-none", "commit", "--quiet", "--file=-", stdin=b"\xff\xfe first")
    assert entries(repo)[0].subject == "\ufffd\ufffd first"


def test_settings_of_the_user_change_nothing(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    branch(repo, "work", "2\n", "second")
    repo.run("merge", "--quiet", "--no-ff", "--message=Merge it", "work")
    expected = entries(repo)
    (repo.path / ".git" / "docctl" / "log.sqlite").unlink()
    bent = {
        "log.showRoot": "false", "log.showSignature": "true", "log.diffMerges": "off", "log.follow": "true",
        "diff.renames": "copies", "diff.orderFile": "/nowhere", "diff.relative": "true", "color.ui": "always",
        "diff.ignoreSubmodules": "all", "core.quotePath": "true", "format.pretty": "oneline",
    }  # fmt: skip
    for name, value in bent.items():
        repo.run("config", name, value)
    assert entries(repo) == expected


def test_a_sha256_repository_has_a_history(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "other", "--object-format=sha256")
    change(repo, "1\n", "first")
    change(repo, "2\n", "second")
    assert subjects(entries(repo)) == ["first", "second"]


def test_a_shallow_clone_is_refused(repo: GitRepo, tmp_path: Path) -> None:
    change(repo, "1\n", "first")
    change(repo, "2\n", "second")
    repo.run("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(tmp_path / "clone"))
    with pytest.raises(ShallowHistory):
        log_of(GitRepo(tmp_path / "clone"))


def test_the_statements_of_a_document_have_their_own_history(repo: GitRepo) -> None:
    change(repo, "1\n", "first")
    path = "records/approvals/A/A-0/01-submit-P-1.json"
    commit = change(repo, "{}\n", "submitted", path)
    assert [(s.commit, list(s.files)) for s in log_of(repo).statements("A")] == [(commit, [path])]
    assert subjects(entries(repo)) == ["first"]
