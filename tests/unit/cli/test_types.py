from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

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
