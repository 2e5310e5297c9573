"""`docctl log` on the example company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.company_repository import Company

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMER = "records/customer/CUS-0001.yaml"
DOCUMENT = "records/controlled-document/HM-QP-XS003.md"


def test_the_latest_change_comes_first_with_its_labels(company: Company) -> None:
    company.edit(CUSTOMER, "\nstatus: active\n", "\nstatus: suspended\n")
    company.commit("Suspended")
    shown = company.docctl("log", "cus-0001", lang="zh").out.splitlines()
    assert shown[0].startswith("CUS-0001  ")
    assert shown[2].startswith("2026-01-02 11:04  Test  Suspended  存档编号 ")
    assert shown[3] == "    状态 status：active → suspended"
    assert shown[-1] == f"    新建：{CUSTOMER}"
    assert "commit" not in "\n".join(shown).lower()
    assert "    Status: active → suspended" in company.docctl("log", "CUS-0001").out.splitlines()


def test_json_has_the_shape_of_the_contract(company: Company) -> None:
    company.edit(CUSTOMER, "\nstatus: active\n", "\nstatus: suspended\n")
    commit = company.commit("Suspended")
    latest, first = company.docctl("log", "CUS-0001", "--format", "json").json
    assert latest == {
        "commit": commit,
        "date": "2026-01-02T11:04:05+08:00",
        "author": "Test",
        "subject": "Suspended",
        "revision": "",
        "changes": [{"pointer": "/status", "old": "active", "new": "suspended"}],
    }
    assert first["changes"] == [{"pointer": "", "old": None, "new": CUSTOMER}]


def test_a_document_shows_revision_and_text(company: Company) -> None:
    company.edit(DOCUMENT, "\nrevision: A/0\n", "\nrevision: A/1\n")
    text = (company.path / DOCUMENT).read_text(encoding="utf-8")
    company.write(DOCUMENT, text + "\n新增一段。\n")
    company.commit("Next revision")
    shown = company.docctl("log", "HM-QP-XS003").out
    assert "  Test  A/1  Next revision  commit " in shown
    assert "    Revision: A/0 → A/1\n    text: changed\n" in shown
    assert company.docctl("log", "HM-QP-XS003", "--format", "json").json[0]["revision"] == "A/1"


def test_a_record_that_is_gone_still_has_its_history(company: Company) -> None:
    (company.path / CUSTOMER).rename(company.path / "records/customer/CUS-0999.yaml")
    company.commit("Renumbered")
    shown = company.docctl("log", "CUS-0001")
    assert shown.code == 0
    assert f"    removed: {CUSTOMER}" in shown.out
    assert company.docctl("log", "CUS-0001", lang="zh").out.count("移出") == 1


def test_a_move_is_shown_as_one(company: Company) -> None:
    (company.path / "records/customer/2026").mkdir()
    (company.path / CUSTOMER).rename(company.path / "records/customer/2026/CUS-0001.yaml")
    company.commit("Moved")
    assert f"    moved: {CUSTOMER} → records/customer/2026/CUS-0001.yaml" in company.docctl("log", "CUS-0001").out


def test_the_place_in_a_list_is_told(company: Company) -> None:
    company.edit("records/person/P-007.yaml", "role: author", "role: reviewer")
    company.commit("Another role")
    assert "Roles 2 / Role: author → reviewer" in company.docctl("log", "P-007").out
    assert "第 2 项 / " in company.docctl("log", "P-007", lang="zh").out


def test_a_file_that_was_no_record_is_told_as_a_whole(company: Company) -> None:
    company.write(CUSTOMER, "a: [1\n")
    company.commit("Broken")
    shown = company.docctl("log", "CUS-0001", "--format", "json")
    assert shown.json[0]["changes"][0]["pointer"] == "#text"
    assert "file: changed" in company.docctl("log", "CUS-0001").out


def test_what_is_not_committed_is_said_beside_it(company: Company) -> None:
    assert company.docctl("log", "CUS-0001").err == ""
    company.edit(CUSTOMER, "\nstatus: active\n", "\nstatus: suspended\n")
    assert company.docctl("log", "CUS-0001").err == (
        "the file differs from what was committed last: docctl diff CUS-0001\n"
    )
    (company.path / CUSTOMER).unlink()
    assert "docctl diff CUS-0001" in company.docctl("log", "CUS-0001", lang="zh").err


def test_a_record_that_was_never_committed_has_no_entry(company: Company) -> None:
    text = (company.path / CUSTOMER).read_text(encoding="utf-8")
    company.write("records/customer/CUS-0999.yaml", text)
    shown = company.docctl("log", "CUS-0999")
    assert (shown.code, len(shown.out.splitlines())) == (0, 1)
    assert "differs" in shown.err


def test_the_log_of_an_older_commit(company: Company) -> None:
    first = company.text("rev-parse", "HEAD")
    company.edit(CUSTOMER, "\nstatus: active\n", "\nstatus: suspended\n")
    company.commit("Suspended")
    assert len(company.docctl("log", "CUS-0001", "--rev", first, "--format", "json").json) == 1


def test_an_unknown_number_is_answered_with_near_ones(company: Company) -> None:
    unknown = company.docctl("log", "CUS-000")
    assert unknown.code == 2
    assert "there is no record CUS-000, and never was" in unknown.err
    assert "did you mean CUS-0001, CUS-0002, CUS-0003?" in unknown.err
    assert "docctl list 类型" in company.docctl("log", "NIX", lang="zh").err


def test_a_shallow_clone_says_how_to_fetch_the_rest(company: Company, tmp_path: Path) -> None:
    company.commit("Another")
    company.run("clone", "--quiet", "--depth=1", f"file://{company.path}", str(tmp_path / "clone"))
    shown = Company(tmp_path / "clone").docctl("log", "CUS-0001")
    assert shown.code == 3
    assert "only the latest part of the history" in shown.err
    assert "git fetch --unshallow" in shown.err


def test_nothing_is_committed_yet(company: Company) -> None:
    company.run("checkout", "--quiet", "--orphan", "new")
    shown = company.docctl("log", "CUS-0001")
    assert shown.code == 2
    assert "nothing has been committed yet" in shown.err


def test_a_bare_repository_has_a_log(company: Company, tmp_path: Path) -> None:
    company.run("clone", "--quiet", "--bare", str(company.path), str(tmp_path / "bare"))
    assert len(Company(tmp_path / "bare").docctl("log", "CUS-0001", "--format", "json").json) == 1


def test_a_type_that_is_no_more_has_names_for_labels(company: Company) -> None:
    company.write("records/letter/L-1.yaml", "id: L-1\nweight: 1\nlines:\n  - a: 1\n")
    company.commit("A letter")
    company.write("records/letter/L-1.yaml", "id: L-1\nweight: 2\nlines:\n  - a: 2\n")
    company.commit("Heavier")
    shown = company.docctl("log", "L-1").out
    assert shown.startswith("L-1  letter\n")
    assert "    weight: 1 → 2\n    lines 1 / a: 1 → 2\n" in shown


def test_no_character_of_a_message_moves_the_cursor(company: Company) -> None:
    company.edit(CUSTOMER, "\nstatus: active\n", "\nstatus: suspended\n")
    company.commit("red \x1b[31m text \u202e turned")
    assert not [c for c in company.docctl("log", "CUS-0001").out if c != "\n" and not c.isprintable()]
