from __future__ import annotations

import getpass
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docctl.cli import signer
from docctl.cli.terminal import Trouble
from tests.optional import require

if TYPE_CHECKING:
    from tests.company_repository import Company

DOCUMENT = "HM-QP-ZH001"


def make_key(place: Path, passphrase: str = "") -> str:
    command = [require("ssh-keygen"), "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", str(place)]
    subprocess.run(command, check=True)
    return str(place)


def enrol(company: Company, person: str, public: str) -> None:
    """Let an administrator enrol one key more for a person."""
    outcome = company.docctl("keys", "enrol", person, "--public", public, "--as", "P-007", "--demo-key")
    assert outcome.code == 0, outcome.err


def test_the_person_is_who_git_knows(company: Company) -> None:
    assert "no person has the git identity (none)" in company.docctl("review", DOCUMENT).err
    company.run("config", "user.email", "nobody@example.com")
    outcome = company.docctl("review", DOCUMENT, lang="zh")
    assert outcome.code == 2
    assert "没有人员登记的邮箱是 nobody@example.com" in outcome.err
    lines = (company.path / "records/person/P-003.yaml").read_text(encoding="utf-8").splitlines()
    identity = next(line for line in lines if line.startswith("git_identity: "))
    company.run("config", "user.email", identity.split()[1])
    outcome = company.docctl("review", DOCUMENT, "--demo-key", "--dry-run")
    assert "02-review-P-003.json" in outcome.out


def test_whoever_shares_an_address_is_taken_for_nobody(company: Company) -> None:
    shared = "shen.huaishan@example.com"
    company.edit("records/person/P-002.yaml", "lu.wanyi@example.com", shared)
    company.run("config", "user.email", shared)
    outcome = company.docctl("review", DOCUMENT, lang="zh")
    assert (outcome.code, f"P-001、P-002 登记的邮箱都是 {shared}" in outcome.err) == (2, True)
    assert f"E-mail used in commits {shared} is already used by P-001" in company.docctl("check").out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--as", "P-999"], "there is no record P-999"),
        (["--as", "CUS-0001"], "no person"),
        (["--as", "p-003", "--key", "/nowhere/key"], "key /nowhere/key: No such file"),
        (["--as", "P-003", "--key", "/"], "key /: Is a directory"),
        (["--as", "P-003", "--key", __file__], "give an OpenSSH private key"),
        (["--as", "P-003"], "name it with --key"),
    ],
)
def test_no_key_no_signature(arguments: list[str], expected: str, pristine: Company) -> None:
    outcome = pristine.docctl("review", DOCUMENT, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert expected in outcome.err


def test_demo_keys_are_for_demos(company: Company) -> None:
    text = (company.path / "schemas/policy.yaml").read_text(encoding="utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version: "))
    text = text.replace("demo: true", "demo: false").replace(version, f"version: {int(version.split()[1]) + 1}")
    company.write("schemas/policy.yaml", text)
    for administrator in ("P-001", "P-007"):
        assert company.docctl("keys", "enact", "--as", administrator, "--demo-key").code == 0
    outcome = company.docctl("review", DOCUMENT, "--as", "P-003", "--demo-key", lang="zh")
    assert outcome.code == 2
    assert "不是演示库" in outcome.err


def test_the_passphrase_is_asked_for(company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signer, "_has_terminal", lambda: False)
    key = make_key(tmp_path / "key", "geheim")
    enrol(company, "P-003", key + ".pub")
    arguments = ("review", DOCUMENT, "--as", "P-003", "--key", key, "--dry-run")
    assert company.docctl(*arguments).code == 3
    assert "没有可输入口令的终端" in company.docctl(*arguments, lang="zh").err
    wrong = company.docctl(*arguments, stdin="falsch\n", lang="zh")
    assert wrong.code == 2
    assert "口令不正确" in wrong.err
    right = company.docctl(*arguments, stdin="geheim\n")
    assert right.code == 0, right.err


def test_the_key_of_someone_else_does_not_count(company: Company, tmp_path: Path) -> None:
    outcome = company.docctl("review", DOCUMENT, "--as", "P-003", DOCCTL_KEY=make_key(tmp_path / "key"))
    assert outcome.code == 1
    assert "is no key of P-003" in outcome.err
    assert company.text("status", "--porcelain") == ""


def test_a_terminal_is_asked_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "geheim"

    monkeypatch.setattr(getpass, "getpass", answer)
    monkeypatch.setattr(signer, "_has_terminal", lambda: True)
    monkeypatch.setenv("DOCCTL_LANG", "zh")
    assert signer._passphrase(Path("k")) == b"geheim"  # noqa: SLF001 - no terminal can be had in a test
    assert asked == ["请输入 k 的口令："]


def test_without_a_terminal_standard_input_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(6, "No such device")

    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        assert signer._has_terminal() is False  # noqa: SLF001 - as above
        patch.setattr(os, "open", lambda *_: 99)
        patch.setattr(os, "close", lambda _: None)
        assert signer._has_terminal() is True  # noqa: SLF001 - as above
    monkeypatch.setattr(signer, "_has_terminal", lambda: False)
    with pytest.raises(Trouble):
        signer._passphrase(Path("k"))  # noqa: SLF001 - as above
