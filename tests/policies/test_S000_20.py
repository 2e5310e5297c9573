"""S000-20, the text of S000-01 once more under an archive number: kept once, each of its rules names both texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.company_repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Outcome

INVENTORY = ROOT / "docs/requirements/a-inventory.md"


def test_it_has_no_rule_of_its_own(ask: Callable[..., Outcome]) -> None:
    rules = [rule for rule in ask("rules", "--format", "json").json if "S000-20" in rule["sources"]]
    assert {rule["id"] for rule in rules} == {"R-504", "R-507"}
    assert all("S000-01" in rule["sources"] for rule in rules)


def test_the_inventory_calls_it_a_duplicate() -> None:
    entries = re.findall(r"^\| S000-20 \|.*$", INVENTORY.read_text(encoding="utf-8"), re.MULTILINE)
    assert "Same as S000-01" in entries[0]
