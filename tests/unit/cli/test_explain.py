from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome


def test_a_rule_by_id_or_name(ask: Callable[..., Outcome]) -> None:
    out = ask("explain", "r-504", lang="zh").out
    assert out.startswith("R-504 aud.liaison.fields：")
    assert "依据：S000-01" in out
    assert ask("explain", "aud.liaison.fields").out == ask("explain", "R-504").out
    assert ask("explain", "R-504", "--format", "json").json[0]["id"] == "R-504"


def test_a_rule_that_no_expression_says_tells_why(ask: Callable[..., Outcome]) -> None:
    assert "由程序判断：已消失的记录没有可判断的内容" in ask("explain", "R-034", lang="zh").out
    assert "kept in Python" not in ask("explain", "R-504").out


def test_a_code_of_the_engine(ask: Callable[..., Outcome]) -> None:
    assert "FIELD_MISSING" in ask("explain", "field_missing", lang="zh").out
    explained = ask("explain", "engine.field-missing", "--format", "json").json
    assert explained[0]["id"] == "FIELD_MISSING"
    assert set(explained[0]["hint"]) == {"en", "zh"}


def test_a_type(ask: Callable[..., Outcome]) -> None:
    out = ask("explain", "Customer", lang="zh").out
    assert out.startswith("customer：")
    fields = ask("explain", "controlled-document", "--format", "json").json
    assert {f["kind"] for f in fields if f["field"] == "version"} == {"derived"}
    assert next(f for f in fields if f["field"] == "revision")["required"] is True


def test_a_document_on_a_day(ask: Callable[..., Outcome]) -> None:
    assert "现行有效的是修订 A/0" in ask("explain", "hm-qp-xs003", lang="zh").out
    early = ask("explain", "HM-QP-XS003", "--as-of", "2026-10-14", "--format", "json").json
    assert early["as_of"] == "2026-10-14"
    assert early["sentences"][-1] == "On 2026-10-14 no revision of HM-QP-XS003 is in force."


def test_a_record_that_states_itself(ask: Callable[..., Outcome]) -> None:
    assert ask("explain", "CUS-0001").out == "CUS-0001 states itself: Active.\n"


def test_nothing_of_that_name(ask: Callable[..., Outcome]) -> None:
    outcome = ask("explain", "NOPE", lang="zh")
    assert outcome.code == 2
    assert "没有规则、类型或记录 NOPE" in outcome.err


def test_a_faulty_record_has_no_state_to_explain(company: Company) -> None:
    company.edit("records/controlled-document/HM-QP-XS003.md", "\nrevision: A/0\n", "\nrevision: [1]\n")
    outcome = company.docctl("explain", "HM-QP-XS003")
    assert outcome.code == 1
    assert "docctl check records/controlled-document/HM-QP-XS003.md" in outcome.err
