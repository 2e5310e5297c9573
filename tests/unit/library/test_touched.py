from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.library import load_library
from docctl.library import touched
from docctl.library.reads import NEXT
from docctl.library.reads import PART
from docctl.library.touched import Touched
from docctl.library.touched import listing
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests import example_library as examples

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.library import Library
    from tests.example_library import Files

CUSTOMER = "records/customer/CUS-0001.yaml"
PERSON = "records/approvals/P-001/1/P-001.yaml"


def opened(folder: Path, files: Files) -> Library:
    """A library whose files are read as those of an earlier check were, and kept for the next."""
    schemas, problems = load_schemas(Snapshot.of_files(examples.schema_files()), folder=str(folder))
    assert not problems
    library, _ = load_library(Snapshot.of_files(files), schemas)
    schemas.kept.save()
    return library


def since(folder: Path, before: Files, after: Files) -> Touched | None:
    """What differs between two states that were opened one after the other."""
    then = listing(opened(folder, before))
    library = opened(folder, after)
    return Touched.since(then, listing(library), library)


def question(*parts: str) -> str:
    return PART.join(parts)


@pytest.fixture
def edited(tmp_path: Path) -> Touched:
    """The base of the examples with one customer and the statements about one person changed."""
    base = examples.base_files()
    customer = base[CUSTOMER].replace(b"\nhandler: P-004", b"\nhandler: P-003")
    assert customer != base[CUSTOMER]
    found = since(tmp_path, base, {**base, CUSTOMER: customer, PERSON: base[PERSON] + b"\n"})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (question("record", "CUS-0001"), True),
        (question("record", "CUS-0002"), False),
        (question("held", "customer", "handler", "P-004"), True),
        (question("held", "customer", "handler", "P-003"), True),
        (question("held", "customer", "handler", "P-001"), False),
        (question("held", "person", "handler", "P-004"), False),
        (question("type", "customer"), True),
        (question("type", "person"), False),
        (question("signed", "person"), True),
        (question("signed", "department"), False),
        (question("files", "records/approvals/P-001/"), True),
        (question("files", "records/approvals/P-002/"), False),
        (NEXT.join((question("type", "person"), question("type", "customer"))), True),
    ],
)
def test_a_question_is_touched_by_the_files_that_it_is_about(edited: Touched, asked: str, *, expected: bool) -> None:
    assert edited.bears_on(asked) is expected


def test_where_nothing_differs_no_question_is_touched(tmp_path: Path) -> None:
    base = examples.base_files()
    found = since(tmp_path, base, base)
    assert found is not None
    assert not found.bears_on(question("type", "customer"))


def test_what_came_and_what_went_is_touched(tmp_path: Path) -> None:
    base = examples.base_files()
    less = {path: data for path, data in base.items() if path != CUSTOMER}
    for before, after in ((base, less), (less, base)):
        found = since(tmp_path, before, after)
        assert found is not None
        assert found.bears_on(question("held", "customer", "handler", "P-004"))


def test_a_record_that_nobody_remembers_tells_nothing(tmp_path: Path) -> None:
    base = examples.base_files()
    unreadable = {**base, CUSTOMER: b"id: [\n"}
    assert since(tmp_path, unreadable, base) is None
    then = listing(opened(tmp_path, base))
    library, _ = load_library(Snapshot.of_files({**base, CUSTOMER: b"id: x\n"}), examples.book().schemas)
    library.read_before = {}
    assert Touched.since(then, listing(library), library) is None


def test_too_much_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = examples.base_files()
    monkeypatch.setattr(touched, "MOST", 1)
    assert since(tmp_path, base, {**base, CUSTOMER: base[CUSTOMER] + b"#\n"}) is None


def test_states_whose_records_share_an_id_are_not_listed(tmp_path: Path) -> None:
    base = examples.base_files()
    assert listing(opened(tmp_path, {**base, "records/person/CUS-0001.yaml": base[CUSTOMER]})) == ""
    assert listing(opened(tmp_path, {**base, "records/customer/CUS-\n.yaml": base[CUSTOMER]})) == ""
    assert since(tmp_path, {**base, "records/person/CUS-0001.yaml": base[CUSTOMER]}, base) is None
