from __future__ import annotations

from docctl.library import codes
from docctl.violation import Severity
from tests.shop import ORDER
from tests.shop import book
from tests.shop import opened
from tests.shop import order


def test_a_record_is_dated_by_the_field_of_its_type() -> None:
    made, _ = book(types__order=ORDER + "x-date: due_on\n")
    check, _ = opened(made, order(1, "due_on: 2026-05-01\nname: Bolts\n"), order(2))
    first, second = (check.library.records[name] for name in ("O-1", "O-2"))
    assert (first.day, second.day) == ("2026-05-01", "2026-02-01")
    assert (first.title, second.title) == ("Bolts", "O-2")
    assert not first.is_voided


def test_expressions_see_numbers_as_doubles_scaled_ones_as_fixed_point_and_moments_in_utc() -> None:
    fields = ORDER.replace(
        "  total:",
        """  share: {type: number}
  at: {type: string, format: date-time}
  prices: {type: array, items: {type: object, properties: {price: {type: number, x-scale: 2}}}}
  total:""",
    )
    made, problems = book(types__order=fields)
    assert not problems
    check, _ = opened(made, order(1, "share: 1\nat: 2026-02-01T08:00:00+08:00\nprices: [{price: 1.5}, {price: 2}]\n"))
    record = check.library.records["O-1"]
    assert record.values["share"] == 1.0
    assert isinstance(record.values["share"], float)
    assert record.values["prices"] == [{"price": 15_000}, {"price": 20_000}]
    assert record.values["at"].startswith("2026-02-01T00:00:00")
    assert record.data["prices"] == [{"price": 1.5}, {"price": 2}]


def test_a_violation_stands_at_a_field_of_the_record() -> None:
    check, _ = opened(book()[0], order(1, "name: x\n"))
    found = check.library.records["O-1"].at(
        ("name",), codes.BODY_HEADING, severity=Severity.WARNING, sources=("R-9",), value="x"
    )
    assert (found.pointer, found.position.line, found.record, found.code) == ("/name", 5, "O-1", "R-9")
    assert found.severity is Severity.WARNING
