from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from docctl.git import GitError
from docctl.git.storing import Objects
from docctl.git.storing import Ref
from docctl.git.storing import read_refs
from docctl.git.storing import swap_ref
from docctl.writing import journal
from docctl.writing.journal import Refused
from docctl.writing.journal import Unfinished
from docctl.writing.journal import nothing
from docctl.writing.journal import read_note
from docctl.writing.journal import write
from docctl.writing.recovery import recover
from tests.unit.writing.conftest import WRITER

if TYPE_CHECKING:
    from docctl.writing.clone import Clone
    from tests.gitrepo import GitRepo


def refused(clone: Clone, path: str, seen: str | None = None) -> list[str]:
    with pytest.raises(Refused) as caught:
        write(clone, {path: b"new", "other.yaml": b"1"}, {path: seen}, WRITER)
    assert not os.path.lexists(clone.place("other.yaml"))
    assert read_refs(clone.repository, "refs/docctl") == {}
    return [f"{reason.code} {reason.path}" for reason in caught.value.reasons]


def test_files_are_written_replaced_and_removed_together(clone: Clone, repo: GitRepo) -> None:
    repo.write("old.yaml", "old")
    repo.write("gone.yaml", "gone")
    seen = {name: clone.repository.hash_object(name[:-5].encode()) for name in ("old.yaml", "gone.yaml")}
    write(clone, {"old.yaml": b"2", "gone.yaml": None, "records/a/新.yaml": b"1"}, dict(seen), WRITER)
    assert (repo.path / "old.yaml").read_bytes() == b"2"
    assert (repo.path / "records/a/新.yaml").read_bytes() == b"1"
    assert not (repo.path / "gone.yaml").exists()
    assert read_refs(clone.repository, "refs/docctl")[clone.pending].oid == nothing(clone)
    write(clone, {"old.yaml": b"3"}, {"old.yaml": clone.repository.hash_object(b"2")}, WRITER)
    repo.run("fsck", "--strict", "--full")


def test_what_changed_since_it_was_read_is_not_overwritten(clone: Clone, repo: GitRepo) -> None:
    repo.write("a.yaml", "mine")
    assert refused(clone, "a.yaml") == ["FILE_CHANGED a.yaml"]
    assert refused(clone, "a.yaml", clone.repository.hash_object(b"other")) == ["FILE_CHANGED a.yaml"]
    assert refused(clone, "b.yaml", clone.repository.hash_object(b"was there")) == ["FILE_CHANGED b.yaml"]
    assert (repo.path / "a.yaml").read_text() == "mine"


def test_what_stands_in_the_way_is_named(clone: Clone, repo: GitRepo) -> None:
    repo.write("folder/x", "")
    (repo.path / "link").symlink_to("folder")
    assert refused(clone, "folder") == ["FILE_PLACE folder"]
    assert refused(clone, "link/x.yaml") == ["FILE_PLACE link/x.yaml"]


def test_a_write_that_is_noted_already_keeps_another_out(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Objects(clone.repository)
    blob = other.blob(b"")
    other.store()
    real = read_refs

    def meanwhile(*args: str) -> dict[str, Ref]:
        found = real(clone.repository, *args[1:])
        swap_ref(clone.repository, clone.pending, blob, None)
        return found

    monkeypatch.setattr(journal, "read_refs", meanwhile)
    with pytest.raises(Refused):
        write(clone, {"a.yaml": b"1"}, {}, WRITER)
    assert not os.path.lexists(clone.place("a.yaml"))


def test_a_write_that_the_machine_breaks_off_is_noted(clone: Clone, repo: GitRepo) -> None:
    real = journal.put

    def put(place: Clone, path: str, data: bytes | None) -> None:
        if path == "records/b.yaml":
            raise OSError(28, "No space left on device")
        real(place, path, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "put", put)
        with pytest.raises(Unfinished, match="No space left"):
            write(clone, {"records/a.yaml": b"1", "records/b.yaml": b"2"}, {}, WRITER)
    ref = read_refs(clone.repository, clone.pending)[clone.pending]
    note = read_note(clone, ref)
    assert note is not None
    assert note.before == {"records/a.yaml": None, "records/b.yaml": None}
    assert note.after == {f"records/{n}.yaml": clone.repository.hash_object(d) for n, d in (("a", b"1"), ("b", b"2"))}
    assert (repo.path / "records/a.yaml").exists()


def test_an_edit_in_the_middle_of_a_write_is_not_overwritten(
    clone: Clone, repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = journal.put

    def put(place: Clone, path: str, data: bytes | None) -> None:
        real(place, path, data)
        repo.write("b.yaml", "mine")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "put", put)
        with pytest.raises(Unfinished, match=r"b\.yaml was changed"):
            write(clone, {"a.yaml": b"1", "b.yaml": b"2"}, {}, WRITER)
    assert (repo.path / "b.yaml").read_text() == "mine"
    found = recover(clone, WRITER)
    assert found is not None
    assert found.edited == ("b.yaml",)
    assert (repo.path / "b.yaml").read_bytes() == b"2"


@pytest.mark.parametrize("message", ["", "{}", "[]", '{"before": 1}', "Merge branch"])
def test_a_commit_of_somebody_else_is_no_note(clone: Clone, message: str) -> None:
    with pytest.raises(GitError, match="was not made by docctl"):
        read_note(clone, Ref(clone.pending, "0" * 40, "commit", message))
