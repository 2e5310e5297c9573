from __future__ import annotations

from dataclasses import replace

from docctl.library import Library
from tests.shop import book
from tests.shop import opened
from tests.shop import order


def test_records_are_found_by_id_type_and_what_they_hold() -> None:
    lines = "lines: [{price: 5}, {price: 7}, {price: 5}]\nparts: [O-1]\n"
    check, _ = opened(book()[0], order(1, "name: a\n"), order(2, lines + "after: O-1\n"))
    library = check.library
    assert len(library) == 5
    assert library.get("O-9") is None
    assert [r.id for r in library.of_type("order")] == ["O-1", "O-2"]
    assert library.of_type("nothing") == ()
    held = {path: library.holding("order", *path) for path in [("after", "O-1"), ("lines.price", 5), ("parts", "O-1")]}
    assert [[r.id for r in found] for found in held.values()] == [["O-2"]] * 3
    assert [r.id for r in library.holding("order", "id", "O-1")] == ["O-1"]
    assert library.holding("order", "nothing", "x") == ()
    assert library.holding("order", "lines", "x") == ()


def test_the_first_of_two_records_with_one_id_wins() -> None:
    check, _ = opened(book()[0], order(1))
    record = check.library.records["O-1"]
    twice = Library(check.library.schemas, check.library.snapshot, [record, replace(record)])
    assert [found is record for found in twice.of_type("order")] == [True]
