from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import GitError
from docctl.git import importing
from tests.company_repository import Company

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path) -> Company:
    return Company(tmp_path / "here")


def test_the_demo_is_made_and_what_comes_next_is_said(here: Company) -> None:
    outcome = here.docctl("demo", "huaming", lang="zh")
    assert outcome.code == 0, outcome.err
    first, *following = outcome.out.splitlines()
    assert first.startswith("示例公司已写入 huaming：2024-12-02 至 2026-11-21")
    assert following[0].split() == ["cd", "huaming", "进入文件夹"]
    assert Company(here.path / "huaming").docctl("check").code == 0


def test_an_empty_folder_will_do(here: Company) -> None:
    (here.path / "a/b").mkdir(parents=True)
    assert here.docctl("demo", "a/b").code == 0
    assert (here.path / "a/b/records").is_dir()


def test_a_dry_run_lists_and_writes_nothing(here: Company) -> None:
    outcome = here.docctl("demo", "huaming", "--dry-run")
    assert outcome.code == 0
    assert outcome.out.splitlines()[0].split() == ["when", "who", "what"]
    assert len(outcome.out.splitlines()) > 200
    assert not (here.path / "huaming").exists()


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_what_is_there_stays(here: Company, dry: tuple[str, ...]) -> None:
    here.write("full/a.txt", "a")
    here.write("file", "b")
    for name in ("full", "file", "full/a.txt"):
        outcome = here.docctl("demo", name, *dry)
        assert (outcome.code, outcome.out) == (2, ""), name
        assert "is there already and not empty" in outcome.err
        assert "不是空文件夹" in here.docctl("demo", name, lang="zh").err
    assert sorted(path.name for path in (here.path / "full").iterdir()) == ["a.txt"]


@pytest.mark.parametrize("existed", [True, False])
def test_half_a_demo_is_taken_away(here: Company, monkeypatch: pytest.MonkeyPatch, *, existed: bool) -> None:
    target = here.path / "huaming"
    if existed:
        target.mkdir()

    def fail(folder: Path, stream: bytes) -> None:
        (folder / ".git").mkdir()
        (folder / "a.txt").write_bytes(stream)
        raise GitError("no space left")

    monkeypatch.setattr(importing, "make", fail)
    outcome = here.docctl("demo", "huaming")
    assert outcome.code == 3
    assert "no space left" in outcome.err
    assert target.exists() is existed
    assert not existed or not any(target.iterdir())


def test_a_folder_that_cannot_be_made_is_said(here: Company) -> None:
    here.write("file", "b")
    outcome = here.docctl("demo", "file/below")
    assert outcome.code == 3
    assert "Not a directory" in outcome.err
