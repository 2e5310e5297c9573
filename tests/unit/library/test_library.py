from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.git.objects import object_id
from docctl.library import Library
from docctl.library import load_library
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests import shop
from tests.shop import book
from tests.shop import opened
from tests.shop import order

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.library import Record


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


def kept_library(folder: Path | None, orders: dict[str, str]) -> Library:
    """A library that finds what those before it left in a folder."""
    snapshot = Snapshot.of_files({**shop.SCHEMAS, **orders})
    schemas, _ = load_schemas(snapshot, folder=str(folder) if folder else None)
    library, _ = load_library(snapshot, schemas)
    schemas.kept.save()
    return library


@pytest.mark.parametrize("keeps", [True, False])
def test_what_follows_from_a_record_is_worked_out_once_where_it_can_be_kept(tmp_path: Path, *, keeps: bool) -> None:
    asked: list[str] = []

    def name(record: Record) -> list[str]:
        asked.append(record.id)
        return [record.data["name"]]

    def each(names: str) -> list[tuple[str, list[str]]]:
        orders = {path: text for at, one in enumerate(names) for path, text in order(at, f"name: {one}\n").items()}
        library = kept_library(tmp_path if keeps else None, orders)
        found = [(record.id, values) for record, values in library.each("order", "name", name)]
        library.schemas.kept.save()
        return found

    assert each("ab") == [("O-0", ["a"]), ("O-1", ["b"])]
    assert each("ac") == [("O-0", ["a"]), ("O-1", ["c"])]
    assert each("ca") == [("O-0", ["c"]), ("O-1", ["a"])]
    assert each("ca") == [("O-0", ["c"]), ("O-1", ["a"])]
    assert asked == [f"O-{at}" for at in ([0, 1, 1, 0, 1] if keeps else [0, 1] * 4)]


def test_a_file_is_given_as_it_was_read_now_or_before(tmp_path: Path) -> None:
    (path, old), (_, new) = (next(iter(order(1, f"name: {name}\n").items())) for name in "ab")
    kept_library(tmp_path, {path: old})
    library = kept_library(tmp_path, {path: new})
    found = [library.as_read(path, object_id("blob", text.encode())) for text in (new, old, "")]
    assert [document and document.data["name"] for document in found] == ["b", "a", None]
    assert library.as_read("records/order/O-2.yaml", object_id("blob", old.encode())) is None
