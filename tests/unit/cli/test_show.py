from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome


def test_a_document_with_its_body_and_derived_fields(ask: Callable[..., Outcome]) -> None:
    outcome = ask("show", "HM-QP-XS003", lang="zh")
    assert outcome.out.startswith("HM-QP-XS003  受控文件  [现行有效]  records/controlled-document/HM-QP-XS003.md\n")
    assert "顾客财产控制程序" in outcome.out
    shown = ask("show", "HM-QP-XS003", "--format", "json").json
    assert list(shown) == ["path", "state", "fields"]
    assert shown["fields"]["version"] == "A-0"
    assert shown["state"] == "In force"


def test_the_state_is_that_of_the_day(ask: Callable[..., Outcome]) -> None:
    assert "[Approved" in ask("show", "HM-QP-XS003", "--as-of", "2026-10-14").out.splitlines()[0]


def test_lists_groups_and_truth_in_words(ask: Callable[..., Outcome]) -> None:
    out = ask("show", "CUS-0001").out
    assert "True" not in out
    assert "true" in out
    assert "{" not in out


def test_a_faulty_record_is_shown_as_it_is(company: Company) -> None:
    company.edit("records/controlled-document/HM-QP-XS003.md", "\nrevision: A/0\n", "\nrevision: [1]\n")
    shown = company.docctl("show", "HM-QP-XS003", "--format", "json")
    assert shown.code == 0
    assert "version" not in shown.json["fields"]
    assert company.docctl("list", "controlled-document").code == 0
