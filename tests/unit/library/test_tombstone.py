from __future__ import annotations

import pytest

from tests.shop import book
from tests.shop import opened
from tests.shop import order

TOMBSTONE = "id: O-1\ntype: order\ndestroyed: {record: O-2, date: 2026-03-01}\n"
READS = """x-rules:
  - {id: R-101, slug: order.after, when: "has(self.after)", assert: "ref(self.after).count > 3",
     message: {en: "too early", zh: 太早}}
"""


def faults(text: str) -> list[str]:
    _, problems = opened(book()[0], {"records/order/O-1.yaml": text})
    return [f"{v.slug.removeprefix('engine.')} {v.pointer}" for v in problems]


def test_a_tombstone_holds_three_fields_and_no_more() -> None:
    assert faults(TOMBSTONE) == []
    assert faults(TOMBSTONE + "name: x\n") == ["field-unknown /name"]
    assert faults(TOMBSTONE.replace("record: O-2, ", "")) == ["field-missing /destroyed/record"]
    assert faults(TOMBSTONE.replace("2026-03-01", "soon")) == ["record-invalid /destroyed/date"]
    assert faults(TOMBSTONE.replace("type: order", "type: person")) == ["record-invalid /type"]
    assert faults("id: O-1\ntype: order\ndestroyed: yes\n") != []


def test_references_to_it_resolve_and_no_rule_reads_it() -> None:
    made, problems = book(READS)
    assert not problems
    check, faulty = opened(made, {"records/order/O-1.yaml": TOMBSTONE}, order(2, "after: O-1\n"))
    assert faulty == []
    record = check.library.records["O-1"]
    assert (record.is_destroyed, record.faulty, record.title) == (True, True, "O-1")
    assert [v.slug for v in check.run()] == ["engine.destruction-types"]
    assert not check.library.records["P-1"].is_destroyed


@pytest.mark.parametrize("ending", ["yaml", "md"])
def test_a_type_with_such_a_field_of_its_own_has_no_tombstones(ending: str) -> None:
    made, _ = book(
        types__ticket="x-type: ticket\ntitle: T\nx-zh: 票\nx-id: {pattern: '^T-[0-9]$'}\n"
        "properties: {destroyed: {type: boolean}}\n"
    )
    text = "id: T-1\ntype: ticket\ndestroyed: true\n"
    source = text if ending == "yaml" else f"---\n{text}---\n"
    check, _ = opened(made, {f"records/ticket/T-1.{ending}": source})
    assert not check.library.records["T-1"].is_destroyed
