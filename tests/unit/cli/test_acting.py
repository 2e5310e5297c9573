"""Steps that somebody signs for another, on paper, by an agent, or for days before the library."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from docctl.approval.statement import digest
from docctl.approval.statement import parse
from tests.optional import require
from tests.unit.cli.test_signer import make_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.company_repository import Company

DOCUMENT = "HM-QP-ZH001"
WORKING = f"records/controlled-document/{DOCUMENT}.md"
FOLDER = f"records/approvals/{DOCUMENT}/A-0"
SCAN = b"%PDF-1.7 slip\n"


@pytest.fixture
def scan(tmp_path: Path) -> str:
    (tmp_path / "Slip.PDF").write_bytes(SCAN)
    return str(tmp_path / "Slip.PDF")


def test_a_slip_on_paper_is_countersigned(company: Company, scan: str) -> None:
    given = ("review", DOCUMENT, "--for", "P-003", "--scan", scan, "--demo-key")
    refused = company.docctl(*given, "--as", "P-002")
    assert (refused.code, "SIGNER_COUNTERSIGN" in refused.err) == (1, True)
    assert company.text("status", "--porcelain") == ""
    outcome = company.docctl(*given, "--as", "P-007")
    assert outcome.code == 0, outcome.err
    statement = parse((company.path / FOLDER / "02-review-P-007.json").read_bytes())
    assert (statement.method, statement.on_behalf_of, statement.evidence) == ("paper", "P-003", [digest(SCAN)])
    assert (company.path / FOLDER / "02-review-P-007.scan.pdf").read_bytes() == SCAN
    assert company.docctl("verify", DOCUMENT).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["--for", "P-003", "--scan", "/nowhere/slip.pdf"], 2, "/nowhere/slip.pdf: No such file"),
        (["--for", "P-999", "--scan", __file__], 2, "there is no record P-999"),
        (["--scan", __file__], 1, "SIGNER_COUNTERSIGN"),
        (["--for", "P-003"], 1, "DELEGATION_MISSING"),
        (["--for", "P-003", "--delegation", "DLG-2026-001"], 1, "DELEGATION_MISSING"),
        (["--for", "CUS-0001"], 1, "CUS-0001 did not hold role"),
    ],
)
def test_nobody_acts_for_another_without_ground(
    arguments: list[str], code: int, expected: str, pristine: Company
) -> None:
    given = ("review", DOCUMENT, "--as", "P-007", "--demo-key", *arguments)
    outcome = pristine.docctl(*given)
    assert (outcome.code, expected in outcome.err) == (code, True), outcome.err
    assert pristine.text("status", "--porcelain") == ""
    assert not pristine.docctl(*given, lang="zh").err.isascii()


def test_an_expired_role_signs_nothing(company: Company) -> None:
    person = "records/person/P-003.yaml"
    company.edit(
        person,
        "role: reviewer\n    from: 2024-12-02\n",
        "role: reviewer\n    from: 2024-12-02\n    until: 2026-11-21\n",
    )
    assert company.docctl("keys", "enrol", "P-003", "--as", "P-001", "--demo-key").code == 0
    tomorrow = {"SOURCE_DATE_EPOCH": "1795320000"}
    outcome = company.docctl("review", DOCUMENT, "--as", "P-003", "--demo-key", **tomorrow)
    assert (outcome.code, "did not hold role" in outcome.err) == (1, True)
    assert company.docctl("review", DOCUMENT, "--as", "P-003", "--demo-key").code == 0


def test_what_waits_for_training_is_released(company: Company) -> None:
    company.edit(WORKING, "medium: 电子\n", "medium: 电子\nrelease_conditions: [培训已完成]\n")
    steps = (("submit", "P-008"), ("review", "P-003"), ("approve", "P-001"))
    for step, person in steps:
        outcome = company.docctl(step, DOCUMENT, "--as", person, "--demo-key")
        assert outcome.code == 0, outcome.err
    assert "no revision of HM-QP-ZH001 is in force" in company.docctl("explain", DOCUMENT, "--as-of", "2028-01-01").out
    refused = company.docctl("release", DOCUMENT, "--as", "P-003", "--demo-key")
    assert (refused.code, "SIGNER_ROLE" in refused.err) == (1, True)
    released = company.docctl("release", DOCUMENT, "--as", "P-007", "--demo-key", lang="zh")
    assert released.code == 0, released.err
    assert "revision A/0 of HM-QP-ZH001 is in force" in company.docctl("explain", DOCUMENT, "--as-of", "2028-01-01").out
    again = company.docctl("release", DOCUMENT, "--as", "P-007", "--demo-key")
    assert (again.code, "STATEMENT_TRANSITION" in again.err) == (1, True)


def test_what_needs_no_release_gets_none(pristine: Company) -> None:
    outcome = pristine.docctl("release", "HM-QP-XS003", "--as", "P-007", "--demo-key")
    assert (outcome.code, "STATEMENT_TRANSITION" in outcome.err) == (1, True)


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A key agent of its own, ended by its own number."""
    require("ssh-agent")
    socket = str(tmp_path / "agent")
    told = subprocess.run(["ssh-agent", "-a", socket], capture_output=True, check=True, text=True).stdout
    number = re.search(r"SSH_AGENT_PID=(\d+)", told)
    assert number is not None
    try:
        yield {"SSH_AUTH_SOCK": socket}
    finally:
        os.kill(int(number[1]), 15)


def test_an_agent_signs_what_the_policy_lets_it(company: Company, tmp_path: Path, agent: dict[str, str]) -> None:
    key = make_key(tmp_path / "key")
    assert company.docctl("keys", "enrol", "P-003", "--public", key + ".pub", "--as", "P-001", "--demo-key").code == 0
    given = ("review", DOCUMENT, "--as", "P-003", "--agent", "--key", key + ".pub")
    empty = company.docctl(*given, **agent)
    assert (empty.code, "held by the agent" in empty.err) == (2, True)
    subprocess.run(["ssh-add", "-q", key], env={**os.environ, **agent}, check=True)
    (tmp_path / "key").unlink()
    outcome = company.docctl(*given, **agent)
    assert outcome.code == 0, outcome.err
    assert company.docctl("verify", DOCUMENT).code == 0
    approve = company.docctl("approve", DOCUMENT, "--as", "P-001", "--agent", "--key", key + ".pub", lang="zh", **agent)
    assert (approve.code, "策略不允许由密钥代理程序签署 approve" in approve.err) == (2, True)


def test_without_ssh_keygen_no_agent_signs(company: Company, tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    given = ("review", DOCUMENT, "--as", "P-003", "--agent", "--key", key + ".pub")
    outcome = company.docctl(*given, lang="zh", SSH_AUTH_SOCK=str(tmp_path / "nothing"))
    assert (outcome.code, "未能签名" in outcome.err) == (2, True)
    assert company.text("status", "--porcelain") == ""
