from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from docctl.git.storing import read_refs
from docctl.writing import journal
from docctl.writing import recovery
from docctl.writing.disk import content
from docctl.writing.journal import Refused
from docctl.writing.journal import Unfinished
from docctl.writing.journal import write
from docctl.writing.lock import locked
from docctl.writing.recovery import recover
from docctl.writing.recovery import unfinished
from tests.unit.writing.conftest import WRITER
from tests.unit.writing.conftest import never

if TYPE_CHECKING:
    from docctl.writing.clone import Clone
    from tests.gitrepo import GitRepo


def interrupt(clone: Clone, files: dict[str, bytes | None], seen: dict[str, str | None] | None = None) -> None:
    """Begin a write and break it off before the first file."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "put", fail)
        with pytest.raises(Unfinished):
            write(clone, files, seen or {}, WRITER)


def test_where_nothing_was_interrupted_nothing_is_done(clone: Clone) -> None:
    assert recover(clone, WRITER) is None
    write(clone, {"a.yaml": b"1"}, {}, WRITER)
    assert recover(clone, WRITER) is None


def test_an_interrupted_write_is_finished_once(clone: Clone, repo: GitRepo) -> None:
    repo.write("gone.yaml", "gone")
    seen: dict[str, str | None] = {"gone.yaml": clone.repository.hash_object(b"gone")}
    interrupt(clone, {"records/a.yaml": b"1", "b.yaml": b"2", "gone.yaml": None}, seen)
    repo.write("b.yaml", "2")
    found = recover(clone, WRITER)
    assert found is not None
    assert (found.begun, found.rescue, found.edited) == (WRITER, None, ())
    assert found.paths == ("b.yaml", "gone.yaml", "records/a.yaml")
    assert (repo.path / "records/a.yaml").read_bytes() == b"1"
    assert not (repo.path / "gone.yaml").exists()
    assert recover(clone, WRITER) is None


def test_edits_made_meanwhile_are_put_aside_first(clone: Clone, repo: GitRepo) -> None:
    for number in range(2):
        interrupt(clone, {"a.yaml": b"%d" % number, "b.yaml": b"1"}, {n: _id(clone, n) for n in ("a.yaml", "b.yaml")})
        repo.write("a.yaml", f"mine {number}")
        found = recover(clone, WRITER)
        assert found is not None
        assert found.rescue == "refs/docctl/rescue/20261121T080000Z" + ("-1" if number else "")
        assert found.edited == ("a.yaml",)
        assert repo.text("show", f"{found.rescue}:a.yaml") == f"mine {number}"
        assert (repo.path / "a.yaml").read_bytes() == b"%d" % number


def _id(clone: Clone, path: str) -> str | None:
    data = content(clone.place(path))
    return None if data is None else clone.repository.hash_object(data)


def test_a_second_crash_while_recovering_loses_nothing(clone: Clone, repo: GitRepo) -> None:
    interrupt(clone, {"a.yaml": b"1", "b.yaml": b"2"})
    repo.write("b.yaml", "mine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery, "strike_out", lambda *_: (_ for _ in ()).throw(OSError("again")))
        with pytest.raises(OSError, match="again"):
            recover(clone, WRITER)
    assert recover(clone, WRITER) is not None
    assert (repo.path / "b.yaml").read_bytes() == b"2"
    assert repo.text("show", "refs/docctl/rescue/20261121T080000Z:b.yaml") == "mine"


def test_what_stands_in_the_way_of_finishing_is_named(clone: Clone, repo: GitRepo) -> None:
    interrupt(clone, {"records/a.yaml": b"1"})
    repo.write("records", "a file")
    with pytest.raises(Refused) as refused:
        recover(clone, WRITER)
    assert refused.value.reasons[0].code == "FILE_PLACE"
    (repo.path / "records").unlink()
    assert recover(clone, WRITER) is not None


def test_temporary_files_and_locks_of_killed_programs_go(
    clone: Clone, repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write("records/x/.docctl-abcdefgh", "half")
    repo.write(".git/refs/docctl/pending.lock", "")
    repo.write(".git/refs/docctl/num/X-1.lock", "")
    repo.write(".git/refs/docctl/num/X-2", repo.commit() + "\n")
    monkeypatch.setattr(recovery, "_LOCK_AGE", 0.1)
    assert recover(clone, WRITER) is None
    assert os.listdir(repo.path / "records/x") == []
    assert sorted(os.listdir(repo.path / ".git/refs/docctl")) == ["num"]
    assert os.listdir(repo.path / ".git/refs/docctl/num") == ["X-2"]


@pytest.mark.parametrize("again", [False, True])
def test_the_lock_of_a_living_git_stays(
    clone: Clone, repo: GitRepo, monkeypatch: pytest.MonkeyPatch, *, again: bool
) -> None:
    lock = repo.write(".git/refs/docctl/num/X-1.lock", "")

    def meanwhile(_: float) -> None:
        other = lock.with_name("other")
        other.touch()
        lock.unlink()
        if again:
            other.rename(lock)

    monkeypatch.setattr("time.sleep", meanwhile)
    assert recover(clone, WRITER) is None
    assert lock.exists() is again


def test_a_reader_is_told_of_a_write_that_was_interrupted(clone: Clone, repo: GitRepo) -> None:
    assert unfinished(clone) is None
    interrupt(clone, {"a.yaml": b"1"})
    repo.write(".git/docctl/lock", WRITER.to_json())
    assert unfinished(clone) == WRITER
    with locked(clone, WRITER, never):
        recover(clone, WRITER)
    assert unfinished(clone) is None
    repo.write(".git/docctl/lock", WRITER.to_json())
    assert unfinished(clone) is None
    assert len(read_refs(clone.repository, "refs/docctl")) == 1
