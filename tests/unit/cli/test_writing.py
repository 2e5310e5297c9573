from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
import pytest

from docctl.cli import writing
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.writing import clone_of
from docctl.cli.writing import one_writer
from docctl.cli.writing import work_tree
from docctl.cli.writing import write_files
from docctl.git import Repository
from docctl.snapshot import Snapshot
from docctl.writing import journal
from docctl.writing.clone import Clone
from docctl.writing.lock import locked
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate
from tests.unit.writing.conftest import WRITER
from tests.unit.writing.conftest import never

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitRepo]:
    isolate(monkeypatch, tmp_path / "home")
    monkeypatch.setenv("DOCCTL_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795233600")
    with (
        click.Context(click.Command("docctl"), info_name="docctl") as top,
        click.Context(click.Command("new"), parent=top, info_name="new"),
    ):
        yield GitRepo(tmp_path / "repo")


def session_of(repo: GitRepo) -> Session:
    repository = Repository.open(repo.path)
    return Session(repository, Snapshot.of_worktree(repository))


def break_off(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_files_are_written_removed_and_named(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("old.yaml", "old")
    session = session_of(repo)
    write_files(session, {"b/c.yaml": b"1", "a.yaml": b"2", "old.yaml": None}, dry=True)
    assert capsys.readouterr().out == "would write a.yaml\nwould write b/c.yaml\nwould remove old.yaml\n"
    assert [path.name for path in repo.path.iterdir() if path.name != ".git"] == ["old.yaml"]
    write_files(session, {"b/c.yaml": b"1", "a.yaml": b"2", "old.yaml": None}, dry=False)
    assert capsys.readouterr().out == "wrote a.yaml\nwrote b/c.yaml\nremoved old.yaml\n"
    assert (repo.path / "b/c.yaml").read_bytes() == b"1"
    write_files(session_of(repo), {"d.yaml": b""}, dry=False, quiet=True)
    assert capsys.readouterr().out == ""


def test_nothing_to_write_writes_nothing(repo: GitRepo) -> None:
    write_files(session_of(repo), {}, dry=False)
    assert not (repo.path / ".git/docctl").exists()


def test_what_somebody_edited_meanwhile_stays(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("a.yaml", "read")
    session = session_of(repo)
    session.snapshot.oid("a.yaml")
    repo.write("a.yaml", "edited")
    with pytest.raises(Trouble, match=r"a.yaml was changed .* \[FILE_CHANGED\]; nothing was written") as trouble:
        write_files(session, {"a.yaml": b"mine", "b.yaml": b""}, dry=False)
    assert trouble.value.exit_code == 1
    assert (repo.path / "a.yaml").read_text() == "edited"
    assert capsys.readouterr().out == ""


def test_a_write_that_breaks_off_is_finished_by_the_next(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.run("config", "user.name", "Anna")
    with monkeypatch.context() as patch:
        patch.setattr(journal, "put", break_off)
        with pytest.raises(Trouble, match=r"was begun and not finished: .*No space left") as trouble:
            write_files(session_of(repo), {"a.yaml": b"1"}, dry=False)
    assert (trouble.value.exit_code, capsys.readouterr().out) == (3, "")
    repo.write("a.yaml", "mine")
    write_files(session_of(repo), {"b.yaml": b"2"}, dry=False)
    said = capsys.readouterr()
    assert said.out == "wrote b.yaml\n"
    assert "docctl new of Anna (" in said.err
    assert "was interrupted; finished now: a.yaml" in said.err
    assert "git show refs/docctl/rescue/20261121T040000Z:PATH (a.yaml)" in said.err
    assert (repo.path / "a.yaml").read_bytes() == b"1"


def test_what_stands_in_the_way_of_finishing_is_said(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journal, "put", break_off)
        with pytest.raises(Trouble):
            write_files(session_of(repo), {"a.yaml": b"1"}, dry=False)
    (repo.path / "a.yaml").mkdir()
    with pytest.raises(Trouble, match="FILE_PLACE"), one_writer(clone_of(Repository.open(repo.path))):
        pass


@pytest.mark.parametrize("known", [True, False])
def test_who_waits_in_vain_is_told_for_whom(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, known: bool
) -> None:
    clone = Clone.of(Repository.open(repo.path))
    assert clone is not None
    monkeypatch.setattr(writing, "PATIENCE", 0.1)
    with locked(clone, WRITER, never):
        if not known:
            repo.write(".git/docctl/lock", "")
        who = "docctl new of Anna (pc-7, 4711)" if known else "another docctl"
        with pytest.raises(Trouble) as trouble:
            write_files(session_of(repo), {"a.yaml": b"1"}, dry=False)
    assert (trouble.value.text.en, trouble.value.exit_code) == (f"{who} is writing here at this moment", 3)
    assert capsys.readouterr().err == f"waiting for {who} …\n"
    assert not os.path.lexists(repo.path / "a.yaml")


def test_a_bare_repository_has_no_files(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="bare repository"):
        work_tree(Repository.open(GitRepo(tmp_path / "bare", "--bare").path))
