from __future__ import annotations

from docctl.library import load_library
from docctl.rules.change import read_by
from docctl.snapshot import Snapshot
from tests.shop import ORDER
from tests.shop import book
from tests.shop import order

WIDER = ORDER.replace(
    "  count: {type: integer}", "  count: {type: [string, integer]}".replace("[string, integer]", "string")
)
NEWER = ORDER.replace("  count:", "  colour: {type: string}\n  count:")


def read(text: str, own_type: str, base_type: str = ORDER) -> tuple[bool, list[str]]:
    own, _ = load_library(Snapshot.of_files(order(1, text)), book(types__order=own_type)[0].schemas)
    library, refused = read_by(book(types__order=base_type)[0].schemas, own)
    return library.records["O-1"].faulty, [f"{name} {v.code} {v.pointer}" for name, v in refused.items()]


def test_a_field_that_the_base_does_not_know_stands_in_no_rules_way() -> None:
    assert read("colour: red\n", NEWER) == (False, [])


def test_a_field_of_a_business_that_the_base_does_not_have_stands_in_no_rules_way() -> None:
    other = NEWER.replace("{type: string}", "{type: string, x-profile: [club]}", 1)
    assert read("colour: red\n", NEWER, other) == (False, [])


def test_a_record_that_only_its_own_schemas_accept_cannot_slip_past_the_rules() -> None:
    assert read("count: many\n", WIDER) == (True, ["O-1 CHANGE_SHAPE /count"])


def test_what_is_wrong_by_its_own_schemas_is_reported_there() -> None:
    assert read("count: [1]\n", WIDER) == (True, [])
    assert read("count: 1\n", ORDER) == (False, [])


def test_a_tombstone_is_none_because_the_change_says_so() -> None:
    free = NEWER.replace("  colour: {type: string}", "  destroyed: {type: string}")
    assert read("destroyed: x\n", free) == (True, ["O-1 CHANGE_SHAPE /destroyed"])
    assert read("destroyed: x\n", ORDER) == (True, [])
    group = "{type: object, properties: {record: {type: string}, date: {type: string}}}"
    whole = NEWER.replace("  colour: {type: string}", f"  destroyed: {group}")
    assert read("destroyed: {record: O-2, date: 2026-03-01}\n", whole) == (True, ["O-1 CHANGE_SHAPE /status"])


def test_a_record_is_no_tombstone_because_the_change_says_so() -> None:
    base = NEWER.replace("  colour: {type: string}", "  destroyed: {type: integer}")
    assert read("destroyed: {record: O-2, date: 2026-03-01}\n", ORDER, base) == (True, ["O-1 CHANGE_SHAPE /destroyed"])
