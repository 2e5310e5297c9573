from __future__ import annotations

from typing import Any

import pytest

from docctl.git import Entry
from docctl.guard.limits import Limits
from docctl.guard.tree import byte_problems
from docctl.guard.tree import entries_of
from docctl.guard.tree import tree_problems
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.hostile.library import GOOD
from tests.hostile.library import ORDER
from tests.unit.test_person_numbers import PHONE

BAD = {
    "records/order/O-1.files/a.exe": b"MZ",
    "records/order/O-2.files/b.exe": b"MZ",
    "docs/nul.md": b"",
    "big.bin": b"x" * (2 << 20),
}
SNAPSHOT = Snapshot.of_files({**GOOD, **BAD})


def found(snapshot: Snapshot = SNAPSHOT, **options: Any) -> list[tuple[str, str]]:
    return [(v.code, v.path) for v in tree_problems(snapshot, Limits(), **options)]


def found_in_bytes(snapshot: Snapshot = SNAPSHOT, **options: Any) -> list[tuple[str, str]]:
    return [(v.code, v.path) for v in byte_problems(snapshot, entries_of(snapshot), Limits(), **options)]


def test_names_are_judged_all_and_bytes_as_asked() -> None:
    attached = [("ATTACH_TYPE", "records/order/O-1.files/a.exe"), ("ATTACH_TYPE", "records/order/O-2.files/b.exe")]
    named = [("PATH_RESERVED", "docs/nul.md")]
    large = [("FILE_TOO_LARGE", "big.bin")]
    assert found() == [*named, *large, *attached]
    assert found_in_bytes(paths=["records/order/O-2.files/b.exe", "no/such/file"]) == [attached[1]]
    assert found_in_bytes(paths=[]) == []


def test_a_part_of_a_tree_is_judged_by_the_names_of_the_whole() -> None:
    whole = [Entry("a/x", "100644", ""), Entry("A/x", "100644", ""), Entry("l", "120000", "")]
    assert found(whole=whole) == [("PATH_COLLISION", "A/x"), ("MODE_SYMLINK", "l")]


@pytest.mark.parametrize("read", [True, False])
def test_records_are_read_where_schemas_are_given(*, read: bool) -> None:
    files = {
        "records/order/O-1.yaml": ORDER.encode() + b"name: no\n",
        "records/order/O-2.yaml": ORDER.replace("O-1", "O-2").encode() + f"name: x {PHONE}\n".encode(),
        "records/order/O-3.yaml": b"",
        "records/nothing/A.yaml": b"a: 1\n",
    }
    snapshot = Snapshot.of_files({**GOOD, **files})
    schemas = load_schemas(snapshot)[0] if read else None
    expected = [
        ("RECORD_TYPE", "records/nothing/A.yaml"),
        ("YAML_AMBIGUOUS", "records/order/O-1.yaml"),
        ("PERSONAL_NUMBER", "records/order/O-2.yaml"),
        ("YAML_EMPTY", "records/order/O-3.yaml"),
    ]
    assert found_in_bytes(snapshot, schemas=schemas) == (expected if read else [])
    reserved = found_in_bytes(snapshot, schemas=schemas, reserved={PHONE})
    assert reserved == ([one for one in expected if one[0] != "PERSONAL_NUMBER"] if read else [])


def test_a_number_in_a_name_is_told() -> None:
    snapshot = Snapshot.of_files({f"docs/{PHONE}/a": b"", "docs/b": b""})
    assert found(snapshot) == [("PERSONAL_NUMBER", f"docs/{PHONE}/a")]
    assert found(snapshot, reserved={PHONE}) == []
