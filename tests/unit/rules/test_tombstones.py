from __future__ import annotations

import pytest

from tests.shop import SCHEMAS
from tests.shop import book
from tests.shop import opened
from tests.shop import order

PLAIN = SCHEMAS["schemas/parameters.yaml"]
DECLARED = PLAIN + "archive.destruction_types: {value: [TYPES], title: Types, x-zh: 类型}\n"


def refused(types: str, record: str = "O-2") -> list[str]:
    made, problems = book(parameters=DECLARED.replace("TYPES", types) if types else PLAIN)
    assert not problems
    text = f"id: O-1\ntype: order\ndestroyed: {{record: {record}, date: 2026-03-01}}\n"
    check, _ = opened(made, {"records/order/O-1.yaml": text}, order(2))
    assert {v.code for v in check.run()} <= {"R-034"}
    return [f"{v.slug.removeprefix('engine.')} {v.pointer}" for v in check.run()]


@pytest.mark.parametrize("types", ["", "ghost"])
def test_nothing_is_destroyed_where_no_type_orders_it(types: str) -> None:
    assert refused(types) == ["destruction-types /destroyed/record"]


def test_a_tombstone_names_a_record_that_orders_destructions() -> None:
    assert refused("order") == []
    assert refused("order", "O-7") == ["ref-missing /destroyed/record"]
    assert refused("person") == ["ref-type /destroyed/record"]
