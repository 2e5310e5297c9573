"""`docctl log --check` on the example company, whose commit is dated 2026-01-02."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli.log_check import issued
from tests.company import DOCUMENT
from tests.company import Company as Files

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

SIGNED = "records/approvals/HM-QP-XS003/A-0/HM-QP-XS003.md"


def test_a_history_that_agrees(ask: Callable[..., Outcome]) -> None:
    assert ask("log", "--check").code == 0
    assert "0 errors" in ask("log", "--check").out
    assert ask("log", "HM-QP-XS003", "--check", "--format", "json").json["violations"] == []


def test_issued_bytes_that_were_changed_are_an_error(company: Company) -> None:
    text = (company.path / SIGNED).read_text(encoding="utf-8")
    company.write(SIGNED, text + "\n")
    changed = company.commit("Changed")
    company.write(SIGNED, text)
    company.commit("Changed back")
    checked = company.docctl("log", "--check")
    assert checked.code == 1
    assert (
        f"{SIGNED}: engine.issued-replaced [R-040] this file of revision A/0 was changed on 2026-01-02" in checked.out
    )
    assert changed[:12] in checked.out
    assert "2 errors" in checked.out
    assert company.docctl("log", "HM-QP-XS001", "--check").code == 0


def test_a_late_approval_is_a_warning(company: Company) -> None:
    company.environment["GIT_COMMITTER_DATE"] = "2026-12-01T00:00:00+00:00"
    company.run("commit", "--quiet", "--amend", "--no-edit")
    checked = company.docctl("log", "HM-QP-XS003", "--check", lang="zh")
    assert checked.code == 0
    assert "修订 A/0 自 2026-10-15 起生效，但其批准记录到 2026-12-01 才入库" in checked.out


def test_without_a_number_there_is_no_log(ask: Callable[..., Outcome]) -> None:
    missing = ask("log")
    assert (missing.code, missing.err) == (2, "docctl: ID is missing\n    → how it is used: docctl log --help\n")


def test_what_history_is_asked_about() -> None:
    files = Files()
    assert issued(files.approvals, DOCUMENT) == []
    files.issue()
    (one,) = issued(files.approvals, DOCUMENT)
    assert one[:2] == ("A/0", files.folder())
    assert one.statement == f"{files.folder()}03-approve-P-001.json"
    assert one.effective_on == "2026-03-01"
