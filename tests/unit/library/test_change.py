from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library import Change
from docctl.library import Edit
from docctl.library import Library
from docctl.library import load_beside
from docctl.library import load_library
from docctl.snapshot import Snapshot
from tests.shop import book
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.library import Record


def files(*parts: Mapping[str, str]) -> Snapshot:
    return Snapshot.of_files({path: text for part in parts for path, text in part.items()})


def change(before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> Change:
    library, _ = load_library(files(*after), book()[0].schemas)
    return Change(load_beside(files(*before), library), library)


def ids(records: tuple[Record, ...]) -> list[str]:
    return [record.id for record in records]


def test_records_come_go_and_change() -> None:
    found = change([order(1), order(2), order(3)], [order(2), order(3, "name: x\n"), order(4)])
    assert ids(found.removed) == ["O-1"]
    assert ids(found.added) == ["O-4"]
    assert [(old.id, new.data["name"]) for old, new in found.changed] == [("O-3", "x")]
    assert [(edit.old is None, edit.new.id) for edit in found.edits] == [(True, "O-4"), (False, "O-3")]


def test_what_did_not_change_is_read_once() -> None:
    found = change([order(1), order(2)], [order(1), order(2, "name: x\n")])
    assert found.before.records["O-1"] is found.after.records["O-1"]
    assert found.before.records["O-2"] is not found.after.records["O-2"]
    assert isinstance(found.before, Library)


def test_a_file_that_moved_is_the_same_record() -> None:
    (text,) = order(1).values()
    found = change([{"records/order/2025/O-1.yaml": text}], [order(1)])
    assert (found.added, found.removed) == ((), ())
    assert [(old.path, new.path) for old, new in found.changed] == [
        ("records/order/2025/O-1.yaml", "records/order/O-1.yaml")
    ]


def test_two_libraries_read_apart_are_compared_by_their_bytes() -> None:
    schemas = book()[0].schemas
    one, other = (load_library(files(order(1)), schemas)[0] for _ in range(2))
    assert Change(one, other).changed == ()


def test_rules_get_records_of_the_right_shape_and_type_only() -> None:
    (text,) = order(4).values()
    person = {"records/person/O-4.yaml": text.replace("type: order", "type: person")}
    before = [order(1, "x: 1\n"), order(2), order(3), order(4)]
    found = change(before, [order(1), order(2, "x: 1\n"), order(3, "name: x\n"), order(5, "x: 1\n"), person])
    assert [edit.new.id for edit in found.edits] == ["O-3"]
    assert found.edits == (Edit(found.before.records["O-3"], found.after.records["O-3"]),)


def test_a_file_of_an_unknown_type_is_no_record() -> None:
    found = change([{"records/ghost/G-1.yaml": "id: G-1\n"}], [order(1)])
    assert ids(found.removed) == []
