from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from docctl.cli import doctor
from docctl.cli import writing
from docctl.git import Repository
from docctl.writing.clone import Clone
from docctl.writing.lock import locked
from tests.company_repository import Company
from tests.unit.writing.conftest import WRITER
from tests.unit.writing.conftest import never

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.company_repository import Outcome


def test_findings_and_what_mends_them(ask: Callable[..., Outcome]) -> None:
    outcome = ask("doctor", "--format", "json")
    assert outcome.code == 0
    findings = {entry["what"]: entry for entry in outcome.json}
    assert all(list(entry) == ["what", "found", "needed", "command"] for entry in outcome.json)
    assert findings["check before each commit"]["command"] == "docctl hook install"
    assert findings["folder schemas/"]["found"] is True
    assert findings["git setting user.name"]["found"] is False
    assert "缺少" in ask("doctor", lang="zh").out


def test_outside_a_repository_the_machine_is_still_examined(tmp_path: Path, pristine: Company) -> None:
    outcome = pristine.docctl("-C", str(tmp_path), "doctor", lang="zh")
    assert outcome.code == 3
    assert "软件包 cel_expr_python" in outcome.out
    assert "请进入文件库所在文件夹" in outcome.out


def test_both_hooks_are_looked_for(company: Company) -> None:
    def mends() -> list[str]:
        return [entry["command"] for entry in company.docctl("doctor", "--format", "json").json]

    company.docctl("hook", "install")
    assert "docctl hook install" not in mends()
    (company.path / ".git" / "hooks" / "commit-msg").unlink()
    assert "docctl hook install" in mends()


def test_a_write_that_cannot_be_finished_now_is_named(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    def finished() -> dict[str, object]:
        entries = company.docctl("doctor", "--format", "json").json
        return next(entry for entry in entries if entry["what"] == "no interrupted write")

    assert finished()["found"] is True
    clone = Clone.of(Repository.open(company.path))
    assert clone is not None
    monkeypatch.setattr(writing, "PATIENCE", 0.1)
    with locked(clone, WRITER, never):
        assert finished()["command"] == "docctl new of Anna (pc-7, 4711) is writing here at this moment"
    shutil.rmtree(clone.folder)
    company.write(".git/docctl", "in the way")
    assert finished()["found"] is False


def test_a_bare_repository_has_no_hook(pristine: Company, tmp_path: Path) -> None:
    pristine.run("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    assert "check before each commit" not in Company(tmp_path / "bare").docctl("doctor").out


def test_what_is_missing_fails_where_it_is_needed(monkeypatch: pytest.MonkeyPatch, pristine: Company) -> None:
    monkeypatch.setattr(doctor, "_MODULES", ("no_such_package.part", "no_such_package"))
    assert pristine.docctl("doctor").code == 3
    assert pristine.docctl("doctor").out.count("make environment") == 2
    monkeypatch.undo()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "install openssh-client" in pristine.docctl("doctor").out
