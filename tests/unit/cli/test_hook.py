from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docctl.cli.hook import message

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

CUSTOMER = "records/customer/CUS-0001.yaml"


def test_install_says_where(company: Company) -> None:
    targets = [company.path / ".git/hooks" / name for name in ("pre-commit", "commit-msg")]
    dry = company.docctl("hook", "install", "--dry-run", lang="zh")
    assert dry.out == "".join(f"将写入 {target}\n" for target in targets)
    assert not any(target.exists() for target in targets)
    assert company.docctl("hook", "install").out == "".join(f"installed {target}\n" for target in targets)
    assert all(target.stat().st_mode & 0o111 for target in targets)
    assert company.docctl("hook", "install").code == 0
    assert re.search(r"check before each commit +ok", company.docctl("doctor").out)


def test_the_hook_of_someone_else_stays(company: Company) -> None:
    company.write(".git/hooks/pre-commit", "#!/bin/sh\n")
    outcome = company.docctl("hook", "install", lang="zh")
    assert outcome.code == 2
    assert "请在其中加入一行：docctl hook pre-commit" in outcome.err
    assert (company.path / ".git/hooks/pre-commit").read_text() == "#!/bin/sh\n"


def test_the_second_hook_of_someone_else_stays_too(company: Company) -> None:
    company.write(".git/hooks/commit-msg", "#!/bin/sh\n")
    outcome = company.docctl("hook", "install")
    assert outcome.code == 2
    assert 'add this line to it: docctl hook commit-msg "$1" || exit 1' in outcome.err
    assert not (company.path / ".git/hooks/pre-commit").exists()


def test_linked_work_trees_share_the_hook_and_settings_move_it(company: Company, tmp_path: Path) -> None:
    company.run("worktree", "add", "--quiet", str(tmp_path / "linked"))
    linked = type(company)(tmp_path / "linked")
    assert str(company.path / ".git/hooks/pre-commit") in linked.docctl("hook", "install").out
    company.run("config", "core.hooksPath", "my hooks")
    assert str(company.path / "my hooks/pre-commit") in company.docctl("hook", "install").out


def test_what_is_staged_is_judged(company: Company) -> None:
    assert company.docctl("hook", "pre-commit") == (0, "", "")
    good = (company.path / CUSTOMER).read_bytes()
    company.write(CUSTOMER, "id: CUS-0001\n")
    assert company.docctl("hook", "pre-commit").code == 0
    company.stage(CUSTOMER)
    company.write(CUSTOMER, good)
    outcome = company.docctl("hook", "pre-commit", lang="zh")
    assert (outcome.code, outcome.out) == (1, "")
    assert "（待提交内容）" in outcome.err
    assert outcome.err.endswith("未提交；您的文件保持原样\n")


def test_a_message_is_read_as_git_stores_it() -> None:
    assert message("Why\n\n# On branch main\nCN-1\n# ---- >8\n") == "Why\n\nCN-1"
    assert message("Why\n# ------------------------ >8 ------------------------\ndiff CN-2\n") == "Why"


def test_the_first_commit_changes_nothing(company: Company) -> None:
    company.run("update-ref", "-d", "HEAD")
    company.write("message", "First\n")
    assert company.docctl("hook", "commit-msg", "message") == (0, "", "")


def test_broken_schemas_are_reported_alone(company: Company) -> None:
    company.write("message", "Change\n")
    company.write("schemas/types/department.yaml", "a: [1\n")
    company.stage("schemas")
    outcome = company.docctl("hook", "commit-msg", "message")
    assert outcome.code == 1
    assert "0 records checked" in outcome.err
