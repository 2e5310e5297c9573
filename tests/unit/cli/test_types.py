from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome


def test_json_has_the_shape_of_the_contract(ask: Callable[..., Outcome]) -> None:
    types = ask("types", "--format", "json").json
    assert all(list(entry) == ["slug", "zh", "title", "path", "lifecycle", "records"] for entry in types)
    customer = next(entry for entry in types if entry["slug"] == "customer")
    assert customer["path"] == "records/customer/{id}.yaml"
    assert customer["records"] >= 20


def test_table_has_the_names_of_the_language(ask: Callable[..., Outcome]) -> None:
    assert "受控文件" in ask("types", lang="zh").out
    assert "Controlled document" in ask("types").out


def test_one_type_is_listed_alone(ask: Callable[..., Outcome]) -> None:
    assert [entry["slug"] for entry in ask("types", "customer", "--format", "json").json] == ["customer"]
    assert ask("types", "nothing").code == 2


def test_the_lifecycle_of_a_type_is_drawn(ask: Callable[..., Outcome]) -> None:
    text = ask("types", "audit-liaison", "--diagram", "mermaid", lang="zh").out
    assert text.startswith("stateDiagram-v2\n")
    assert "s_draft --> s_confirmed : 确认（部门负责人或总经理）" in text
    drawing = ask("types", "audit-liaison", "--diagram", "svg").out
    assert drawing.startswith("<svg ")
    assert drawing.endswith("</svg>\n")


def test_a_diagram_is_of_one_type_that_has_a_lifecycle(ask: Callable[..., Outcome], company: Company) -> None:
    outcome = ask("types", "--diagram", "svg", lang="zh")
    assert (outcome.code, outcome.out) == (2, "")
    assert "docctl types 类型 --diagram svg" in outcome.err
    company.edit("schemas/types/delegation.yaml", "x-lifecycle: active-closed\n", "")
    outcome = company.docctl("types", "delegation", "--diagram", "svg")
    assert outcome.code == 2
    assert "a Delegation has no lifecycle" in outcome.err
