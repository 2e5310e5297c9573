"""What a pull request may change, in real repositories: against a branch, staged, commit by commit."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.company_repository import Company
from tests.example_library import BASE
from tests.example_library import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Outcome

LIAISON = "records/audit-liaison/CAL-2026-001.yaml"
PROSPECT = "records/customer/CUS-0002.yaml"
REVIEW = "records/periodic-review/PR-2026-001.yaml"
DOCUMENT = "records/controlled-document/HM-QP-XS001.md"
TYPE = "schemas/types/audit-liaison.yaml"


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example library as a repository, on a branch `work` where something is about to change."""
    company = Company(tmp_path_factory.mktemp("example") / "company")
    shutil.copytree(ROOT / "schemas", company.path / "schemas")
    shutil.copytree(BASE / "records", company.path / "records")
    shutil.copy(ROOT / ".gitattributes", company.path)
    company.commit("The library")
    assert company.docctl("check").code == 0  # what it found is kept, and copies need not find it again
    company.run("checkout", "--quiet", "-b", "work")
    return company.path


@pytest.fixture
def branch(example: Path, tmp_path: Path) -> Company:
    shutil.copytree(example, tmp_path / "company", symlinks=True)
    return Company(tmp_path / "company")


def found(outcome: Outcome) -> list[tuple[str, str]]:
    """The code and the record of each violation."""
    assert outcome.code in {0, 1}, outcome.err
    return [(violation["code"], violation["record"]) for violation in outcome.json["violations"]]


def judged(company: Company, *options: str) -> list[tuple[str, str]]:
    return found(company.docctl("check", "--base", "main", *options, "--format", "json"))


def raise_revision(company: Company) -> None:
    company.edit(DOCUMENT, "revision: A/0\nissued_on: 2026-01-30\neffective_on: 2026-02-02", "revision: A/1")
    company.edit(DOCUMENT, "revision: A/1\n", "revision: A/1\nissued_on: 2026-09-10\neffective_on: 2026-09-15\n")
    row = "  - revision: A/1\n    date: 2026-09-10\n    change_notice_no: CN-2026-001\n    summary: 修改\nforms:\n"
    company.edit(DOCUMENT, "forms:\n", row)


def test_nothing_changed_is_nothing_to_refuse(branch: Company) -> None:
    outcome = branch.docctl("check", "--base", "main")
    assert outcome.code == 0, outcome.out
    assert "(work tree against main " in outcome.out
    assert "当前文件与 main" in branch.docctl("check", "--base", "main", lang="zh").out


def test_files_index_and_commit_are_each_compared(branch: Company) -> None:
    branch.edit(REVIEW, "created_on: 2026-08-05", "created_on: 2026-08-04")
    assert branch.docctl("check").code == 0
    wrong = [("R-035", "PR-2026-001")]
    assert [judged(branch), judged(branch, "--staged"), judged(branch, "--rev", "HEAD")] == [wrong, [], []]
    branch.stage()
    assert judged(branch, "--staged") == wrong
    branch.commit()
    branch.run("checkout", "--quiet", "main")
    assert [judged(branch), judged(branch, "--rev", "work")] == [[], wrong]


def test_paths_limit_the_report(branch: Company) -> None:
    branch.edit(REVIEW, "created_on: 2026-08-05", "created_on: 2026-08-04")
    assert judged(branch, REVIEW) == [("R-035", "PR-2026-001")]
    assert judged(branch, PROSPECT) == []


def test_honest_steps_pass_one_by_one_and_squashed(branch: Company) -> None:
    prepared = ROOT / "tests/examples/rules/aud.prep.meeting/the-day-before/before/records"
    shutil.copytree(prepared, branch.path / "records", dirs_exist_ok=True)
    branch.commit("Prepare")
    branch.edit(
        LIAISON,
        "status: notified",
        "status: planned\nplanned_on: 2026-03-20\nchecklist_requested_on: 2026-03-16\n"
        "logistics: {meeting_room: 一号会议室}",
    )
    branch.commit("Plan")
    branch.edit(LIAISON, "status: planned\n", "status: closed\nclosed_on: 2026-06-12\n")
    branch.commit("Close")
    assert judged(branch) == []
    assert judged(branch, "--each") == []
    branch.run("checkout", "--quiet", "-b", "squashed", "main")
    branch.run("merge", "--quiet", "--squash", "work")
    assert judged(branch, "--staged") == []
    branch.commit("Plan and close")
    assert judged(branch, "--each") == []


def test_each_commit_is_judged_and_named(branch: Company) -> None:
    branch.edit(LIAISON, "status: notified", "status: draft")
    wrong = branch.commit("Back")
    branch.edit(LIAISON, "status: draft", "status: notified")
    branch.commit("Forth")
    assert judged(branch) == []
    outcome = branch.docctl("check", "--base", "main", "--each", "--format", "json")
    (violation,) = outcome.json["violations"]
    assert (violation["slug"], violation["commit"]) == ("engine.status-path", wrong)
    text = branch.docctl("check", "--base", "main", "--each", "--format", "concise").out
    assert text.startswith(f"{wrong[:12]}:{LIAISON}:5:9: engine.status-path [STATUS_PATH] ")


def test_what_is_not_committed_yet_is_the_last_step(branch: Company) -> None:
    branch.edit(LIAISON, "auditor_count: 2", "auditor_count: 3\nremarks: x")
    branch.commit("Correct")
    branch.edit(REVIEW, "created_on: 2026-08-05", "created_on: 2026-08-04")
    assert {("R-035", "PR-2026-001"), ("CORRECTION_MISSING", "CAL-2026-001")} <= set(judged(branch, "--each"))


def test_what_was_taken_over_from_the_base_is_no_change(branch: Company) -> None:
    branch.edit(PROSPECT, "important: false", "important: true")
    branch.commit("Work")
    branch.run("checkout", "--quiet", "main")
    branch.edit(REVIEW, "created_on: 2026-08-05", "created_on: 2026-08-04")
    branch.edit(PROSPECT, "created_on: 2026-03-02", "created_on: 2026-03-03")
    branch.commit("An old sin of the base")
    assert judged(branch, "--rev", "work") == []
    branch.run("checkout", "--quiet", "work")
    branch.run("merge", "--quiet", "--message=Merge the base", "main")
    assert judged(branch) == []
    assert judged(branch, "--each") == []
    branch.run("checkout", "--quiet", "-b", "picked", "work~1")
    branch.run("checkout", "--quiet", "main", "--", REVIEW)
    branch.commit("Taken over by hand")
    assert judged(branch) == []


def test_a_rebased_branch_is_judged_like_the_branch(branch: Company) -> None:
    branch.edit(LIAISON, "status: notified", "status: draft")
    branch.commit("Back")
    before = judged(branch)
    branch.run("checkout", "--quiet", "main")
    branch.edit(PROSPECT, "important: false", "important: true")
    branch.commit("Meanwhile")
    branch.run("checkout", "--quiet", "work")
    branch.run("rebase", "--quiet", "main")
    assert judged(branch) == before == [("STATUS_PATH", "CAL-2026-001")]


def test_a_merged_request_is_judged_as_one_step_with_all_its_messages(branch: Company) -> None:
    start = branch.text("rev-parse", "main")
    raise_revision(branch)
    branch.commit("CN-2026-001: new revision")
    branch.run("checkout", "--quiet", "main")
    branch.run("merge", "--quiet", "--no-ff", "--message=Merge request 1", "work")
    assert found(branch.docctl("check", "--base", start, "--each", "--format", "json")) == []
    branch.run("reset", "--quiet", "--hard", start)
    branch.run("merge", "--quiet", "--squash", "work")
    branch.commit("New revision")
    assert found(branch.docctl("check", "--base", start, "--each", "--format", "json")) == [("R-036", "HM-QP-XS001")]
    assert found(branch.docctl("check", "--base", start, "--format", "json")) == []


def test_a_change_is_judged_by_the_rules_of_its_base(branch: Company) -> None:
    lifecycle = "schemas/lifecycles/audit-liaison.yaml"
    branch.edit(lifecycle, "from: [planned], to: closed}", "from: [notified, planned], to: closed}")
    branch.edit(
        LIAISON, "status: notified", "status: closed\nclosed_on: 2026-06-12\nchecklist_requested_on: 2026-03-16"
    )
    assert branch.docctl("check").code == 0
    assert {code for code, _ in judged(branch)} == {"STATE_REQUIRES", "R-510", "R-515"}
    assert "by its rules" in branch.docctl("check", "--base", "main").out
    assert "按后者的规则" in branch.docctl("check", "--base", "main", lang="zh").out


def test_a_new_field_does_not_hide_a_change_and_a_new_kind_of_value_is_told(branch: Company) -> None:
    branch.edit(TYPE, "\nproperties:\n", "\nproperties:\n  colour: {type: string, title: Colour, x-zh: 颜色}\n")
    branch.edit(LIAISON, "status: notified", "status: draft\ncolour: red")
    assert branch.docctl("check").code == 0
    assert judged(branch) == [("STATUS_PATH", "CAL-2026-001")]
    branch.edit(TYPE, "auditor_count: {type: integer", "auditor_count: {type: number")
    branch.edit(LIAISON, "auditor_count: 2", "auditor_count: 2.5")
    assert "CHANGE_SHAPE" in {code for code, _ in judged(branch)}


def test_a_base_without_schemas_leaves_the_judging_to_the_change(branch: Company) -> None:
    branch.run("checkout", "--quiet", "--orphan", "empty")
    branch.run("rm", "--quiet", "-r", "-f", ".")
    branch.commit("Nothing yet")
    branch.run("checkout", "main", "--", ".")
    outcome = branch.docctl("check", "--base", "empty")
    assert outcome.code == 0, outcome.out
    assert "by its rules" not in outcome.out


def test_a_base_with_broken_schemas_can_be_mended_and_the_report_says_so(branch: Company) -> None:
    good = (branch.path / TYPE).read_bytes()
    branch.run("checkout", "--quiet", "main")
    branch.write(TYPE, "a: [1\n")
    branch.commit("Broken")
    branch.write(TYPE, good)
    outcome = branch.docctl("check", "--base", "main")
    assert outcome.code == 0
    assert f"{TYPE}:" in outcome.out
    assert "warning: the schemas of" in outcome.out
    branch.stage()
    branch.write("message", "Mend")
    assert branch.docctl("hook", "commit-msg", "message").code == 0
    branch.write(TYPE, "a: [1\n")
    assert "YAML_SYNTAX" in {code for code, _ in judged(branch)}


def test_parameters_of_the_change_open_nothing(branch: Company) -> None:
    branch.edit(
        "schemas/parameters.yaml",
        "archive.destruction_types:\n  value: [destruction-record]",
        "archive.destruction_types:\n  value: [audit-liaison]",
    )
    tombstone = "id: PR-2026-001\ntype: periodic-review\ndestroyed: {record: CAL-2026-001, date: 2026-09-01}\n"
    branch.write(REVIEW, tombstone)
    assert branch.docctl("check").code == 0
    assert judged(branch) == [("R-034", "PR-2026-001")]


def test_what_cannot_be_compared_says_why(branch: Company, tmp_path: Path) -> None:
    outcome = branch.docctl("check", "--base", "nothing")
    assert (outcome.code, "there is no commit nothing" in outcome.err) == (2, True)
    branch.run("checkout", "--quiet", "--orphan", "other")
    branch.commit("Another beginning")
    outcome = branch.docctl("check", "--base", "main")
    assert (outcome.code, "no common history" in outcome.err) == (2, True)
    branch.edit(PROSPECT, "important: false", "important: true")
    branch.commit("More")
    branch.run("clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{branch.path}", str(tmp_path / "clone"))
    shallow = Company(tmp_path / "clone")
    outcome = shallow.docctl("check", "--base", "origin/main")
    assert (outcome.code, "git fetch --unshallow" in outcome.err) == (3, True)


@pytest.mark.parametrize(
    "options", [("--each",), ("--base", "main", "--rules-from", "main"), ("--rules-from", "nothing")]
)
def test_options_that_do_not_go_together(branch: Company, options: tuple[str, ...]) -> None:
    outcome = branch.docctl("check", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert "→" in outcome.err or "--" in outcome.err


def test_before_the_first_commit_of_a_branch_the_base_is_compared_as_it_is(branch: Company) -> None:
    branch.run("checkout", "--quiet", "--orphan", "fresh")
    assert judged(branch) == []


def test_other_schemas_show_what_they_would_break(branch: Company) -> None:
    branch.edit(TYPE, "\nrequired: [", "\nrequired: [auditor_phone, ")
    phone = "\nproperties:\n  auditor_phone: {type: string, title: Phone, x-zh: 电话}\n"
    branch.edit(TYPE, "\nproperties:\n", phone)
    branch.commit("Stricter")
    broken = found(branch.docctl("check", "--rev", "main", "--rules-from", "work", "--format", "json"))
    assert broken
    assert {record for _, record in broken} == {"CAL-2026-001"}
    assert found(branch.docctl("check", "--rules-from", "main", "--format", "json")) == []
    outcome = branch.docctl("check", "--rev", "main", "--rules-from", ".")
    assert outcome.code == 1
    assert "by the rules of the work tree" in outcome.out


def test_the_hook_judges_the_commit_with_its_message(branch: Company) -> None:
    raise_revision(branch)
    branch.stage()
    branch.write("message", "New revision\n# CN-2026-001\n")
    outcome = branch.docctl("hook", "commit-msg", "message")
    assert outcome.code == 1
    assert "R-036" in outcome.err
    branch.write("message", "CN-2026-001: new revision\n")
    assert branch.docctl("hook", "commit-msg", "message") == (0, "", "")


def test_git_asks_the_hook(branch: Company) -> None:
    assert branch.docctl("hook", "install").code == 0
    branch.edit(REVIEW, "created_on: 2026-08-05", "created_on: 2026-08-04")
    with pytest.raises(AssertionError, match="R-035"):
        branch.commit("Earlier")
    branch.edit(REVIEW, "created_on: 2026-08-04", "created_on: 2026-08-05")
    raise_revision(branch)
    branch.commit("CN-2026-001: new revision")
    branch.run("checkout", "--quiet", "-b", "side", "main")
    branch.edit(PROSPECT, "important: false", "important: true")
    branch.commit("Important")
    branch.run("merge", "--quiet", "--no-ff", "--message=Merge", "work")
    assert "A/1" in (branch.path / DOCUMENT).read_text(encoding="utf-8")
