"""The real commands, killed: the next one finishes what they began, and nothing was lost."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import optional
from tests.company_repository import company as company  # noqa: PLC0414 - a fixture
from tests.company_repository import pristine as pristine  # noqa: PLC0414 - as above
from tests.faults.lab import compiled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

NEW = ("new", "customer", "name=华东精工")
SIGN = ("review", "HM-QP-ZH001", "--as", "P-002", "--demo-key")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("library"), optional.require("cc"))


def kill_at(company: Company, library: Path, at: int, *command: str) -> bool:
    """Run a command until its call number `at`; whether it was killed there."""
    board = company.path.parent / "board"
    board.write_bytes(bytes(struct.calcsize("lll4096L")))
    variables = {
        "LD_PRELOAD": str(library), "CRASH_ROOT": str(company.path), "CRASH_BOARD": str(board),
        "CRASH_MODE": "kill", "CRASH_AT": str(at), "DOCCTL_LANG": "en", "SOURCE_DATE_EPOCH": "1795233600",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "docctl", *command],
        cwd=company.path,
        env={**company.environment, **variables},
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    return done.returncode == -9


@pytest.mark.parametrize("at", [8, 40, 60, 75])
def test_a_killed_new_is_finished_or_undone(company: Company, library: Path, at: int) -> None:
    assert kill_at(company, library, at, *NEW)
    doctor = company.docctl("doctor", "--format", "json")
    found = company.text("status", "--porcelain", "--untracked-files=all").split()[1::2]
    assert found in ([], ["records/customer/CUS-0027.yaml"])
    assert ("was interrupted" not in doctor.err) or found
    if found:
        assert "name: 华东精工\n" in (company.path / found[0]).read_text(encoding="utf-8")
    again = company.docctl(*NEW)
    assert again.code == 0, again.err
    assert (again.out.split()[1] == "records/customer/CUS-0027.yaml") <= (not found)
    company.run("fsck", "--strict", "--full")


@pytest.mark.parametrize("at", [45, 70])
def test_a_killed_signature_is_whole_or_not_there(company: Company, library: Path, at: int) -> None:
    assert kill_at(company, library, at, *SIGN)
    company.docctl("doctor")
    names = {path.name for path in (company.path / "records/approvals/HM-QP-ZH001/A-0").iterdir()}
    left = {name for name in names if "-review-" in name}
    assert len(left) in {0, 2}
    assert not [name for name in names if name.startswith(".")]
    assert company.docctl("check").code == 0
    assert os.path.getsize(company.path / ".git/docctl/lock") == 0
