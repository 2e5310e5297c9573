from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cli.unfinished import mention_unfinished
from docctl.git import Repository
from docctl.writing import journal
from docctl.writing.clone import Clone
from docctl.writing.journal import Unfinished
from docctl.writing.journal import write
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate
from tests.unit.writing.conftest import WRITER

if TYPE_CHECKING:
    from pathlib import Path


def test_readers_are_told_and_write_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    isolate(monkeypatch, tmp_path / "home")
    monkeypatch.setenv("DOCCTL_LANG", "en")
    repo = GitRepo(tmp_path / "repo")
    repository = Repository.open(repo.path)
    clone = Clone.of(repository)
    assert clone is not None
    mention_unfinished(repository)
    repo.write(".git/docctl/lock", WRITER.to_json())
    mention_unfinished(repository)
    assert capsys.readouterr().err == ""
    with monkeypatch.context() as patch:
        patch.setattr(journal, "put", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(Unfinished):
            write(clone, {"a.yaml": b"1"}, {}, WRITER)
    mention_unfinished(repository)
    assert capsys.readouterr().err == "docctl new of Anna was interrupted: docctl doctor finishes it\n"
    assert not (repo.path / "a.yaml").exists()
    mention_unfinished(Repository.open(GitRepo(tmp_path / "bare", "--bare").path))
