from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Outcome

FIELDS = [
    "id", "slug", "class", "phase", "kind", "types", "severity", "statement", "sources", "defined_in", "examples"
]  # fmt: skip
KINDS = {"schema", "expression", "lifecycle", "due", "register", "engine", "site"}


def test_json_has_the_shape_of_the_contract(ask: Callable[..., Outcome]) -> None:
    rules = ask("rules", "--format", "json").json
    for rule in rules:
        assert list(rule) == FIELDS
        assert rule["kind"] in KINDS
        assert set(rule["statement"]) == {"en", "zh"}
        assert rule["defined_in"].startswith("schemas/")
    assert "R-504" in {rule["id"] for rule in rules}


def test_rules_of_other_profiles_are_listed_when_asked_for(ask: Callable[..., Outcome]) -> None:
    used, known = (ask("rules", *option, "--format", "json").json for option in ((), ("--all",)))
    assert {rule["id"] for rule in known} - {rule["id"] for rule in used} >= {"R-059"}
    assert [rule for rule in known if rule in used] == used


def test_table_names_every_rule(ask: Callable[..., Outcome]) -> None:
    rules = ask("rules", "--format", "json").json
    lines = ask("rules", lang="zh").out.splitlines()
    assert len(lines) == len(rules) + 2
    assert lines[0].split() == ["规则", "名称", "方式", "级别", "内容"]
