"""What a pull request may change, in real repositories: against a branch, staged, commit by commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.company_repository import Company
    from tests.company_repository import Outcome

LIAISON = "records/audit-liaison/CAL-2026-001.yaml"
PERSON = "records/person/P-009.yaml"


def found(outcome: Outcome) -> list[tuple[str, str]]:
    """The code and the record of each violation."""
    assert outcome.code in {0, 1}, outcome.err
    return [(violation["code"], violation["record"]) for violation in outcome.json["violations"]]


def judged(company: Company, *options: str) -> list[tuple[str, str]]:
    return found(company.docctl("check", "--base", "main", *options, "--format", "json"))


@pytest.fixture
def branch(company: Company) -> Company:
    """A company on whose branch `work` something is about to change."""
    company.run("checkout", "--quiet", "-b", "work")
    return company


def created_on(company: Company, day: str) -> None:
    path = "records/customer/CUS-0001.yaml"
    text = (company.path / path).read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("created_on:"))
    company.write(path, text.replace(old, f"created_on: {day}"))


def test_nothing_changed_is_nothing_to_refuse(branch: Company) -> None:
    outcome = branch.docctl("check", "--base", "main")
    assert outcome.code == 0, outcome.out
    assert "work tree against main" in outcome.out
    assert "当前文件与 main" in branch.docctl("check", "--base", "main", lang="zh").out


def test_the_day_of_creation_does_not_change(branch: Company) -> None:
    created_on(branch, "2026-01-02")
    assert branch.docctl("check").code == 0
    assert judged(branch) == [("R-035", "CUS-0001")]
    assert judged(branch, "--staged") == []
    branch.stage()
    assert judged(branch, "--staged") == [("R-035", "CUS-0001")]
    assert judged(branch, "--rev", "HEAD") == []
    branch.commit()
    assert judged(branch, "--rev", "HEAD") == [("R-035", "CUS-0001")]


def test_a_record_is_not_deleted(branch: Company) -> None:
    (branch.path / "records/periodic-review").rename(branch.path / "gone")
    codes = judged(branch)
    assert codes
    assert {code for code, _ in codes} == {"R-034"}
