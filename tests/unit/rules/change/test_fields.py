from __future__ import annotations

import pytest

from tests.changed_shop import context
from tests.changed_shop import said
from tests.changed_shop import slugs
from tests.shop import LIFECYCLE
from tests.shop import ORDER
from tests.shop import order

SIGNED = "area: QA\nconfirmed_by: {person: P-1, role: head, date: 2026-02-01}\n"
FROZEN = LIFECYCLE.replace("x-sources: [R-060]}]}", "x-sources: [R-060]}], frozen: FROZEN}")


def correction(field: str, old: str, new: str) -> str:
    return f"  - {{field: {field}, old: {old}, new: {new}}}\n"


def changed(old: str, new: str, status: str = "confirmed", to: str = "", lifecycle: str = LIFECYCLE) -> list[str]:
    before, after = order(1, SIGNED + old, status=status), order(1, SIGNED + new, status=to or status)
    return slugs(context([before], [after], lifecycles__order=lifecycle))


def test_in_its_first_state_a_record_is_written_freely() -> None:
    assert changed("count: 1\n", "count: 2\n", "open") == []
    assert changed("count: 1\nname: x\n", "", "open") == []


def test_past_it_a_filled_field_changes_only_with_a_correction() -> None:
    assert changed("count: 1\n", "count: 2\n") == ["correction-missing /count"]
    assert changed("count: 1\n", "") == ["correction-missing /count"]
    assert changed("count: 1\n", "count: 2\ncorrections:\n" + correction("count", '"1"', '"2"')) == []
    assert changed("count: 1\n", "corrections:\n" + correction("count", '"1"', '"-"')) == []
    before, after = (order(1, f"{SIGNED}count: {count}\n", status="confirmed") for count in (1, 2))
    (line,) = said(context([before], [after]))
    assert line.endswith(": count was 1 and is 2 now, and no correction says why")


def test_filling_is_no_correction() -> None:
    assert changed("", "count: 1\n") == []
    assert changed("lines: [{price: 1}]\n", "lines: [{price: 1}, {price: 2}]\nschema_version: 2\n") == []


def test_a_record_that_is_complete_when_written_is_never_free() -> None:
    done = "kind: field\ninitial: open\nstates: {open: {title: Done, x-zh: 已完成, final: true}}\ntransitions: []\n"
    assert changed("count: 1\n", "count: 2\n", "open", lifecycle=done) == ["correction-missing /count"]


def test_the_shape_of_lists_decides_what_must_be_named() -> None:
    assert changed("lines: [{price: 1}, {price: 2}]\n", "lines: [{price: 1}, {price: 3}]\n") == [
        "correction-missing /lines/1/price"
    ]
    assert changed("lines: [{price: 1}, {price: 2}]\n", "lines: [{price: 2}]\n") == ["correction-missing /lines"]
    named = correction("lines/1/price", '"2"', '"3"')
    assert changed("lines: [{price: 1}, {price: 2}]\n", "lines: [{price: 1}, {price: 3}]\ncorrections:\n" + named) == []
    whole = correction("/lines", '\'[{"price": 1}, {"price": 2}]\'', "'[{\"price\": 2}]'")
    assert changed("lines: [{price: 1}, {price: 2}]\n", "lines: [{price: 2}]\ncorrections:\n" + whole) == []


@pytest.mark.parametrize(
    ("entry", "places"),
    [
        (correction("count", '"7"', '"2"'), ["/corrections/0/old"]),
        (correction("count", '"1"', '"7"'), ["/corrections/0/new"]),
        (correction("name", "a", "b"), ["/corrections/0/new", "/count"]),
        (correction("lines/4/price", '"-"', '"-"'), ["/count"]),
    ],
)
def test_a_correction_says_exactly_what_changed(entry: str, places: list[str]) -> None:
    found = changed("count: 1\n", "count: 2\ncorrections:\n" + entry)
    assert sorted(line.split()[1] for line in found) == places
    assert {line.split()[0] for line in found} <= {"correction-untrue", "correction-missing"}


def test_corrections_of_one_field_follow_one_another() -> None:
    chain = correction("count", '"1"', '"5"') + correction("count", '"5"', '"2"')
    assert changed("count: 1\n", "count: 2\ncorrections:\n" + chain) == []
    broken = correction("count", '"1"', '"5"') + correction("count", '"4"', '"2"')
    assert changed("count: 1\n", "count: 2\ncorrections:\n" + broken) == ["correction-untrue /corrections/1/old"]


def test_corrections_are_only_added() -> None:
    first, second = correction("count", '"0"', '"1"'), correction("count", '"1"', '"2"')
    assert changed("count: 1\ncorrections:\n" + first, "count: 2\ncorrections:\n" + first + second) == []
    assert changed("count: 1\ncorrections:\n" + first, "count: 1\n") == ["correction-rewritten /corrections/0"]
    assert changed("count: 1\ncorrections:\n" + first, "count: 1\ncorrections:\n" + first.replace('"0"', '"3"')) == [
        "correction-rewritten /corrections/0"
    ]


def test_voiding_is_for_good() -> None:
    voided = "voided: {reason: twice}\n"
    assert changed("", voided) == []
    assert changed(voided, "") == ["voided-rewritten /voided"]
    assert changed(voided, voided.replace("twice", "other"), "open") == ["voided-rewritten /voided"]


def test_what_a_step_fills_in_may_be_filled_in_again() -> None:
    lifecycle = LIFECYCLE + "  - {name: back, from: [checked], to: open}\n"
    again = SIGNED.replace("2026-02-01", "2026-03-01")
    before, after = order(1, SIGNED, status="checked"), order(1, again, status="confirmed")
    assert slugs(context([before], [after], lifecycles__order=lifecycle)) == []
    assert slugs(context([before], [order(1, again, status="checked")])) == ["correction-missing /confirmed_by/date"]


def test_frozen_fields_stay_even_with_a_correction() -> None:
    lifecycle = FROZEN.replace("FROZEN", "[count]")
    fixed = "corrections:\n" + correction("count", '"1"', '"2"')
    assert changed("count: 1\n", "count: 2\n", lifecycle=lifecycle) == ["field-frozen /count"]
    assert changed("count: 1\n", "count: 2\n" + fixed, lifecycle=lifecycle) == ["field-frozen /count"]
    assert changed("", "count: 2\n", lifecycle=lifecycle) == ["field-frozen /count"]
    assert changed("count: 1\n", "count: 1\nname: x\n", lifecycle=lifecycle) == []
    assert changed("count: 1\n", "count: 2\n", "open", lifecycle=lifecycle) == []


def test_frozen_fields_change_where_the_lifecycle_says_so() -> None:
    lifecycle = FROZEN.replace("FROZEN", '{fields: [count], unless: "self.count > old.count"}')
    assert changed("count: 1\n", "count: 2\n", lifecycle=lifecycle) == []
    assert changed("count: 2\n", "count: 1\n", lifecycle=lifecycle) == ["field-frozen /count"]
    assert changed("count: 2\n", "", lifecycle=lifecycle) == ["field-frozen /count"]


def test_what_was_frozen_stays_frozen_in_every_state_after_it() -> None:
    lifecycle = FROZEN.replace("FROZEN", "[count]")
    assert changed("count: 1\n", "count: 2\ndue_on: 2026-03-01\n", "checked", lifecycle=lifecycle) == [
        "field-frozen /count"
    ]
    assert changed("count: 1\n", "count: 2\ndue_on: 2026-03-01\n", "confirmed", "checked", lifecycle) == [
        "field-frozen /count"
    ]
    assert changed("count: 1\n", "count: 2\ndue_on: 2026-03-01\n", "open", "checked", lifecycle) == []


def test_what_some_state_on_the_way_lets_change_may_change() -> None:
    aside = FROZEN.replace("FROZEN", "[count]").replace(
        "{name: close, from: [checked], to: closed}",
        "{name: close, from: [checked, open], to: closed}\n  - {name: back, from: [confirmed], to: open}",
    )
    assert changed("count: 1\n", "count: 2\ndue_on: 2026-03-01\n", "confirmed", "open", aside) == []
    assert changed("count: 1\n", "count: 2\ndue_on: 2026-03-01\n", "confirmed", "checked", aside) == [
        "field-frozen /count"
    ]
    # Closed at once, or by way of the first state, where everything may change.
    assert changed("count: 1\n", "count: 2\ndue_on: 2026-03-01\n", "confirmed", "closed", aside) == []


def test_a_round_trip_within_one_change_is_not_seen() -> None:
    lifecycle = LIFECYCLE + "  - {name: back, from: [confirmed], to: open}\n"
    assert changed("count: 1\n", "count: 2\n", lifecycle=lifecycle) == ["correction-missing /count"]


def test_what_was_filled_in_or_added_to_and_corrected_in_one_change() -> None:
    assert changed("", "count: 2\ncorrections:\n" + correction("count", '"1"', '"2"')) == []
    lines = correction("lines", "'[{\"price\": 1}]'", "'[{\"price\": 2}]'")
    assert changed("lines: [{price: 1}]\n", "lines: [{price: 2}, {price: 3}]\ncorrections:\n" + lines) == []
    free = "corrections:\n" + correction("count", '"5"', '"2"')
    assert changed("count: 1\n", "count: 2\n" + free, "open", "confirmed") == []


def test_the_body_is_a_field_like_others() -> None:
    type_file = ORDER.replace("x-lifecycle", "x-body: {}\nx-lifecycle")
    head = next(iter(order(1, SIGNED, status="confirmed").values()))
    before, after = ({"records/order/O-1.md": f"---\n{head}---\n\n{text}\n"} for text in ("# Old text", "# New text"))
    assert slugs(context([before], [after], types__order=type_file)) == ["correction-missing /body"]
