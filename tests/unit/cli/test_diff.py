"""`docctl diff` on the example company."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

CUSTOMER = "records/customer/CUS-0001.yaml"
DOCUMENT = "HM-QP-XS003"
PATH = f"records/controlled-document/{DOCUMENT}.md"
SIGNED = f"records/approvals/{DOCUMENT}/A-0/{DOCUMENT}.md"


def suspend(company: Company) -> None:
    company.edit(CUSTOMER, "\nstatus: active\n", "\nstatus: suspended\n")


def rewrite(company: Company) -> None:
    company.edit(PATH, "\nrevision: A/0\n", "\nrevision: A/1\n")
    company.edit(PATH, "3.1 销售部：在合同中明确", "3.1 市场部：在合同里写明")


def test_a_document_is_compared_with_its_last_issued_revision(company: Company) -> None:
    assert company.docctl("diff", DOCUMENT).out == f"{DOCUMENT}  A/0 → now\nno difference\n"
    rewrite(company)
    shown = company.docctl("diff", DOCUMENT.lower(), lang="zh").out.splitlines()
    assert shown[:2] == [f"{DOCUMENT}  A/0 → 当前文件", "    修订状态 revision：A/0 → A/1"]
    changed = next(line for line in shown if "3.1" in line)
    assert changed.startswith("    3.1 [-销售-]{+市场+}部：在合同[-中明确-]{+里写明+}顾客财产条款")
    assert "    …" in shown
    assert not any("2 适用范围" in line for line in shown)


def test_colours_stand_for_marks_on_a_terminal_that_wants_them(company: Company) -> None:
    rewrite(company)
    with mock.patch("docctl.cli.diff._on_terminal", return_value=True):
        coloured = company.docctl("diff", DOCUMENT).out
        plain = company.docctl("diff", DOCUMENT, NO_COLOR="1").out
    assert "[-销售-]" in plain
    assert "[-" not in coloured


def test_json_has_fields_and_runs(company: Company) -> None:
    rewrite(company)
    shown = company.docctl("diff", DOCUMENT, "A-0", "--format", "json").json
    assert (shown["record"], shown["old"], shown["new"]) == (DOCUMENT, "A/0", "now")
    assert shown["changes"][0] == {"pointer": "/revision", "old": "A/0", "new": "A/1"}
    assert shown["changes"][-1]["pointer"] == "#body"
    assert {"kind": "deleted", "text": "销售"} in shown["text"]


def test_a_text_that_only_looks_otherwise(company: Company) -> None:
    company.edit(PATH, "3.1 销售部：", "3.1 **销售部**：")
    assert "    text: only its layout changed" in company.docctl("diff", DOCUMENT).out


def test_a_record_is_compared_with_what_is_committed(company: Company) -> None:
    suspend(company)
    shown = company.docctl("diff", "CUS-0001").out
    assert shown.startswith("CUS-0001  2026-01-02 11:04 (commit ")
    assert shown.splitlines()[0].endswith(" → now")
    assert "    Status: active → suspended\n" in shown


def test_without_a_difference_the_last_change_is_shown(company: Company) -> None:
    created = company.docctl("diff", "CUS-0001").out
    assert "  nothing → 2026-01-02 11:04 " in created
    assert "    created: CUS-0001\n" in created
    suspend(company)
    company.commit("Suspended")
    shown = company.docctl("diff", "CUS-0001", lang="zh").out
    assert shown.count("存档编号") == 2
    assert "状态 status：active → suspended" in shown


def test_days_and_commits_name_versions(company: Company) -> None:
    first = company.text("rev-parse", "HEAD")
    suspend(company)
    company.environment["GIT_COMMITTER_DATE"] = "2026-05-01T20:00:00+00:00"
    second = company.commit("Suspended")
    line = "    Status: active → suspended\n"
    for sides in ((first, second), (first,), ("HEAD~1",), ("2026-05-01", "2026-05-02"), ("2026-01-02",)):
        assert line in company.docctl("diff", "CUS-0001", *sides).out, sides
    back = company.docctl("diff", "CUS-0001", second, first).out
    assert "    Status: suspended → active\n" in back


def test_a_day_names_the_revision_in_force(ask: Callable[..., Outcome]) -> None:
    assert ask("diff", DOCUMENT, "2026-11-01").out.startswith(f"{DOCUMENT}  A/0 (2026-11-01) → now\n")
    early = ask("diff", DOCUMENT, "2026-01-01")
    assert early.code == 2
    assert f"no revision of {DOCUMENT} in force on 2026-01-01" in early.err


def test_a_record_that_was_not_there_yet_or_any_more(company: Company) -> None:
    company.write("records/customer/CUS-0999.yaml", (company.path / CUSTOMER).read_bytes())
    new = company.docctl("diff", "CUS-0999")
    assert new.out == "CUS-0999  nothing → now\n    created: CUS-0999\n"
    company.commit("New")
    assert "created: CUS-0999" in company.docctl("diff", "CUS-0999", "HEAD~1", "HEAD").out
    (company.path / CUSTOMER).unlink()
    assert "    removed: CUS-0001\n" in company.docctl("diff", "CUS-0001").out
    assert company.docctl("diff", "CUS-0999", "HEAD~1", "HEAD~1").out.endswith("no difference\n")


def test_what_names_no_version_is_answered_with_those_there_are(ask: Callable[..., Outcome]) -> None:
    unknown = ask("diff", DOCUMENT, "A/7")
    assert unknown.code == 2
    assert f"A/7 is no revision, day or commit of {DOCUMENT}\n    → its revisions are A/0; docctl log" in unknown.err
    assert "→ docctl log lists its commits" in ask("diff", "CUS-0001", "nix\udcff").err
    assert "C is too much" in ask("diff", "CUS-0001", "A", "B", "C").err
    assert ask("diff", "NIX").code == 2


def test_signed_bytes_that_are_gone_are_named(company: Company) -> None:
    (company.path / SIGNED).unlink()
    shown = company.docctl("diff", DOCUMENT, "A/0")
    assert shown.code == 1
    assert "the signed text of A/0 cannot be read" in shown.err
