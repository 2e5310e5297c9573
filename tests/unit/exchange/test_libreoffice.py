from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.exchange.libreoffice import NotConverted
from docctl.exchange.libreoffice import pdfs_of
from docctl.exchange.libreoffice import program

if TYPE_CHECKING:
    from pathlib import Path


def stand_in(folder: Path, script: str) -> None:
    """A program that calls itself LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_without_the_program_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program() is None
    with pytest.raises(NotConverted):
        pdfs_of({"a.docx": b""})


def test_it_is_called_with_numbers_for_names_and_a_profile_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        tmp_path,
        f'env > {tmp_path}/env; echo "$@" > {tmp_path}/called; cp -r profile {tmp_path}; mkdir out; '
        "for name in 0 1; do cat $name.* > out/$name.pdf; done",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SECRET", "x")
    assert pdfs_of({"--evil.docx": b"one", "b.DOC": b"two"}) == {"--evil.docx": b"one", "b.DOC": b"two"}
    called = (tmp_path / "called").read_text(encoding="utf-8")
    assert "evil" not in called
    assert "/0.docx " in called
    assert called.endswith("/1.doc\n")
    assert "-env:UserInstallation=file:///" in called
    assert "SECRET" not in (tmp_path / "env").read_text(encoding="utf-8")
    settings = (tmp_path / "profile/user/registrymodifications.xcu").read_text(encoding="utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in settings


def test_a_file_of_which_nothing_was_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotConverted, match=r"^b\.docx$"):
        pdfs_of({"b.docx": b""})


def test_a_program_that_cannot_be_started_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "")
    (tmp_path / "soffice").write_text("#!/no/such/shell\n", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotConverted, match="No such file"):
        pdfs_of({"b.docx": b""})
