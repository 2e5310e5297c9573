from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import GitError
from docctl.git.importing import make
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path

STREAM = b"""feature done
commit refs/heads/main
committer A <a@example.com> 1735693200 +0800
data 2
x
M 100644 inline a.txt
data 3
hi

done
"""


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path / "home")


def test_the_stream_becomes_a_checked_out_repository(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    repo = make(tmp_path / "new", STREAM)
    assert (repo.head(), (tmp_path / "new/a.txt").read_bytes()) == (repo.resolve("main"), b"hi\n")
    assert GitRepo(tmp_path / "new").text("status", "--porcelain") == ""


def test_a_calling_hook_and_a_template_have_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = GitRepo(tmp_path / "other")
    (tmp_path / "template/hooks").mkdir(parents=True)
    (tmp_path / "template/hooks/pre-commit").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.gitconfig").write_text(f"[init]\ntemplateDir = {tmp_path}/template\ndefaultBranch = trunk\n")
    for name, value in {
        "GIT_DIR": other.path / ".git", "GIT_INDEX_FILE": other.path / ".git/strange", "GIT_WORK_TREE": other.path,
        "GIT_OBJECT_DIRECTORY": other.path / ".git/objects",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    (tmp_path / "new").mkdir()
    make(tmp_path / "new", STREAM)
    assert (tmp_path / "new/a.txt").read_bytes() == b"hi\n"
    assert not (tmp_path / "new/.git/hooks/pre-commit").exists()
    assert not (other.path / ".git/strange").exists()
    assert other.text("count-objects") == "0 objects, 0 kilobytes"


def test_a_broken_stream_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GitError):
        make(tmp_path, b"nonsense\n")
