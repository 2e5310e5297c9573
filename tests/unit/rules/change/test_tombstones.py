from __future__ import annotations

from tests.changed_shop import Files
from tests.changed_shop import context
from tests.changed_shop import slugs
from tests.shop import LIFECYCLE
from tests.shop import SCHEMAS
from tests.shop import order

PARAMETERS = (
    SCHEMAS["schemas/parameters.yaml"]
    + """\
archive.destruction_types: {value: [order, ghost], title: Types, x-zh: 类型}
archive.destruction_states: {value: [closed], title: States, x-zh: 状态}
"""
)
ANY = LIFECYCLE.replace(", requires: [{fields: [confirmed_by], x-sources: [R-060]}]", "") + "create: any\n"
ORDERED = order(2, "after: O-1\n", status="closed")


def tombstone(number: int = 1, record: str = "O-2", day: str = "2026-03-01") -> Files:
    text = f"id: O-{number}\ntype: order\ndestroyed: {{record: {record}, date: {day}}}\n"
    return {f"records/order/O-{number}.yaml": text}


def destroyed(before: list[Files], after: list[Files]) -> list[str]:
    found = context(before, after, parameters=PARAMETERS, lifecycles__order=ANY)
    return slugs(found)


def test_a_destruction_that_was_carried_out_leaves_a_tombstone() -> None:
    assert destroyed([order(1), {"records/approvals/O-1/A-0/x.json": "{}"}], [tombstone(), ORDERED]) == []
    assert destroyed([tombstone(), ORDERED], [tombstone(), ORDERED]) == []


def test_one_that_was_not_carried_out_does_not() -> None:
    assert destroyed([order(1)], [tombstone(), order(2, "after: O-1\n")]) == ["destruction-open /destroyed/record"]
    assert destroyed([order(1)], [tombstone(), order(2, status="closed")]) == ["destruction-other /destroyed/record"]


def test_a_type_without_states_is_never_carried_out() -> None:
    parameters = PARAMETERS.replace("[order, ghost]", "[person]")
    person = {"records/person/P-8.yaml": "id: P-8\ntype: person\n"}
    found = context([order(1)], [tombstone(record="P-8"), person], parameters=parameters)
    assert sorted(slugs(found)) == ["destruction-open /destroyed/record", "destruction-other /destroyed/record"]


def test_the_parameters_are_those_of_the_rules_that_judge() -> None:
    assert destroyed([order(1)], [tombstone(record="O-7")]) == ["ref-missing /destroyed/record"]
    assert slugs(context([order(1)], [tombstone()])) == ["destruction-types /destroyed/record"]


def test_what_has_the_wrong_shape_is_refused_for_that() -> None:
    assert destroyed([order(1)], [tombstone(), order(2, "x: 1\n")]) == []
    assert destroyed([order(1)], [{"records/order/O-1.yaml": "id: O-1\ntype: order\ndestroyed: true\n"}]) == []


def test_a_tombstone_comes_of_a_record_and_stays() -> None:
    assert destroyed([], [tombstone(), ORDERED]) == ["tombstone-new /destroyed"]
    assert destroyed([tombstone(), ORDERED], [tombstone(day="2026-03-02"), ORDERED]) == ["tombstone-changed /destroyed"]
    assert destroyed([tombstone(), ORDERED], [order(1), ORDERED]) == ["tombstone-changed /destroyed"]
    assert destroyed([tombstone(), ORDERED], [ORDERED]) == ["record-gone"]
    commented = {path: text + "# seen\n" for path, text in tombstone().items()}
    assert destroyed([tombstone(), ORDERED], [commented, ORDERED]) == []
