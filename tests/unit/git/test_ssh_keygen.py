from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from docctl.approval.signature.sshsig import prove
from docctl.approval.statement import NAMESPACE
from docctl.git import ssh_keygen
from tests.optional import require

if TYPE_CHECKING:
    from pathlib import Path


def test_ssh_keygen_signs_as_we_do(tmp_path: Path) -> None:
    key = str(tmp_path / "key")
    subprocess.run([require("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    armoured = ssh_keygen.sign(b"source", key, NAMESPACE, agent=False)
    assert prove(b"source", armoured, NAMESPACE).method == "ssh"


def test_a_key_that_is_not_there_signs_nothing(tmp_path: Path) -> None:
    require("ssh-keygen")
    with pytest.raises(ssh_keygen.CannotSign, match="No such file"):
        ssh_keygen.sign(b"source", str(tmp_path / "key"), NAMESPACE, agent=False)


def test_without_the_program_nothing_is_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ssh_keygen.CannotSign, match="cannot be started"):
        ssh_keygen.sign(b"source", str(tmp_path / "key"), NAMESPACE, agent=True)


def test_a_failure_without_words_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ssh-keygen"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ssh_keygen.CannotSign, match="without a message"):
        ssh_keygen.sign(b"source", "key", NAMESPACE, agent=False)
