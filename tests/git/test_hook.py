"""The hook as git runs it: real commits are refused or go through."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

CUSTOMER = "records/customer/CUS-0001.yaml"
WRONG = "id: CUS-0001\ntype: customer\n"


@pytest.fixture
def guarded(company: Company) -> Company:
    assert company.docctl("hook", "install").code == 0
    return company


def commit(company: Company, *options: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", "commit", "--quiet", "--message=Change", *options],
        cwd=company.path,
        env={**company.environment, **variables},
        capture_output=True,
        check=False,
    )


def test_a_wrong_record_that_is_only_staged_is_refused(guarded: Company) -> None:
    head = guarded.text("rev-parse", "HEAD")
    right = (guarded.path / CUSTOMER).read_bytes()
    guarded.write(CUSTOMER, WRONG)
    guarded.stage(CUSTOMER)
    guarded.write(CUSTOMER, right)
    done = commit(guarded, DOCCTL_LANG="zh")
    assert done.returncode == 1
    assert CUSTOMER in done.stderr.decode()
    assert "未提交；您的文件保持原样" in done.stderr.decode()
    assert guarded.text("rev-parse", "HEAD") == head
    assert (guarded.path / CUSTOMER).read_bytes() == right


def test_a_wrong_record_that_is_not_staged_does_not_stop_a_commit(guarded: Company) -> None:
    guarded.edit("records/customer/CUS-0002.yaml", "schema_version: 1", "schema_version: 2")
    guarded.stage("records/customer/CUS-0002.yaml")
    guarded.write(CUSTOMER, WRONG)
    done = commit(guarded)
    assert done.returncode == 0, done.stderr
    assert guarded.text("status", "--porcelain") == f"M {CUSTOMER}".rjust(len(CUSTOMER) + 3)


def test_what_commit_itself_stages_is_judged(guarded: Company) -> None:
    guarded.write(CUSTOMER, WRONG)
    assert commit(guarded, "--all").returncode == 1
    assert commit(guarded, "--", CUSTOMER).returncode == 1
    guarded.run("checkout", "--quiet", CUSTOMER)


def test_nothing_staged_under_records_starts_no_python(guarded: Company, tmp_path: Path) -> None:
    hook = guarded.path / ".git/hooks/pre-commit"
    text = hook.read_text(encoding="utf-8")
    hook.write_text(text.replace("\npython=", f"\ntouch {tmp_path}/started\npython="), encoding="utf-8")
    guarded.write("README.md", "text\n")
    guarded.stage("README.md")
    assert commit(guarded).returncode == 0
    (tmp_path / "started").unlink()  # a new name is judged wherever it stands
    guarded.write("README.md", "another text\n")
    guarded.stage("README.md")
    assert commit(guarded).returncode == 0
    assert not (tmp_path / "started").exists()
    guarded.edit("records/customer/CUS-0002.yaml", "schema_version: 1", "schema_version: 2")
    guarded.stage()
    assert commit(guarded).returncode == 0
    assert (tmp_path / "started").exists()


def test_a_python_that_is_gone_refuses_with_what_to_do(guarded: Company) -> None:
    hook = guarded.path / ".git/hooks/pre-commit"
    lines = hook.read_text(encoding="utf-8").splitlines()
    gone = ["python=/gone" if line.startswith("python=") else line for line in lines]
    hook.write_text("\n".join(gone) + "\n", encoding="utf-8")
    guarded.edit("records/customer/CUS-0002.yaml", "schema_version: 1", "schema_version: 2")
    guarded.stage()
    done = commit(guarded, PATH="/usr/bin:/bin")
    assert done.returncode == 1
    assert "docctl hook install" in done.stderr.decode()


def test_a_linked_work_tree_is_guarded_by_its_own_index(guarded: Company, tmp_path: Path) -> None:
    guarded.run("worktree", "add", "--quiet", str(tmp_path / "linked"))
    linked = type(guarded)(tmp_path / "linked")
    linked.write(CUSTOMER, WRONG)
    linked.stage(CUSTOMER)
    assert commit(linked).returncode == 1
    linked.run("reset", "--quiet", "--hard")
    guarded.write(CUSTOMER, WRONG)
    guarded.stage(CUSTOMER)
    linked.edit("records/customer/CUS-0002.yaml", "schema_version: 1", "schema_version: 2")
    linked.stage()
    assert commit(linked).returncode == 0
