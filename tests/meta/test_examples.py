"""Each example is found to be what it is meant to be, and nothing else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from docctl.rules.catalogue import entries
from docctl.schema.shape import stored_schema
from tests import example_library as library

if TYPE_CHECKING:
    from docctl.rules.catalogue import Entry

# Whatever the engine calls it, this is how it answers the rule: a stored flag is an unknown field by construction,
# and a number outside the scheme is refused before the record has a type to take sources from.
ANSWERS = {
    "doc.status.controlled-flag": {"FIELD_UNKNOWN"},
    "dossier.number.rule": {"RECORD_ID"},
    "store.tree-by-class": {"RECORD_PATH"},
    # What is worked out is refused in a file, whichever rule it answers.
    "archive.sort-order": {"DERIVED_FIELD"},
    "archive.digital": {"DERIVED_FIELD"},
    # Equal numbers give equal file names, so one of the two is not in its own file either.
    "doc.no.unique": {"R-002", "R-004"},
    # One field answers both, and the first id on it is the code.
    "conf.level.required": {"R-107"},
    # Fields of any type may belong to a profile, so the engine says it.
    "access.minimise": {"FIELD_PROFILE"},
}
CASES = library.cases()
TYPE_EXAMPLES = library.type_examples()


def all_profiles() -> list[str]:
    """Every profile that some schema knows."""
    texts = [data.decode() for data in library.schema_files().values()]
    named = {
        name for text in texts for given in re.findall(r"x-profile: \[([^]]+)\]", text) for name in given.split(",")
    }
    return sorted({"manufacturer", "group", *(name.strip() for name in named)})


@cache
def listed() -> dict[str, Entry]:
    """Every rule by its slug, those of all profiles included."""
    return {entry.slug: entry for entry in entries(library.book({"profiles": all_profiles()}).schemas)}


def test_the_example_library_is_right() -> None:
    assert [library.line(v) for v in library.book().violations(library.base_files())] == []


def test_the_repositorys_own_records_are_right() -> None:
    records = library.tree(library.ROOT, "records/")
    assert [library.line(v) for v in library.book().violations(records)] == []


def test_the_document_of_the_example_library_is_in_force_and_its_statements_verify() -> None:
    check, _ = library.book().open(library.base_files())
    (revision,) = check.approvals.of("HM-QP-XS001")
    assert [(s.transition, s.valid) for s in revision.statements] == [
        ("submit", True),
        ("review", True),
        ("approve", True),
    ]
    assert check.approvals.in_force("HM-QP-XS001", "2026-02-01") is None
    assert check.approvals.in_force("HM-QP-XS001", "2026-02-02") is revision


def test_the_statements_are_those_that_the_demonstration_keys_give(request: pytest.FixtureRequest) -> None:
    wanted = dict(library.base_statements())
    if request.config.getoption("--bless"):
        for path, data in wanted.items():
            (library.BASE / path).parent.mkdir(parents=True, exist_ok=True)
            (library.BASE / path).write_bytes(data)
        library.base_files.cache_clear()
    held = {path: data for path, data in library.base_files().items() if path.startswith(library.APPROVALS)}
    assert held == wanted, "accept the change with `pytest --bless`"


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_gives_what_it_expects(case: library.Case) -> None:
    entry = listed()[case.slug]
    found = library.due_lines(case) if entry.kind == "due" else sorted(map(library.line, case.violations()))
    assert found == case.expected
    codes = {expected.split()[0] for expected in case.expected}
    assert codes <= ANSWERS.get(case.slug, {entry.id}), "its own code and no other"


@pytest.mark.parametrize("example", TYPE_EXAMPLES, ids=[example.name for example in TYPE_EXAMPLES])
def test_an_example_of_a_type_gives_what_it_expects(example: library.TypeExample) -> None:
    assert example.lines() == example.expected
    assert example.is_valid or example.expected


@pytest.mark.parametrize("slug", list(library.book().schemas.types))
def test_every_field_of_a_type_is_filled_in_a_valid_example(slug: str) -> None:
    valid = [example for example in TYPE_EXAMPLES if example.slug == slug and example.is_valid]
    filled = {name for example in valid for name in re.findall(r"^(\w+):", example.path.read_text(), re.MULTILINE)}
    fields = set(stored_schema(library.book().schemas.types[slug])["properties"])
    assert fields - filled == set()


def test_no_file_beside_the_examples_is_left_over() -> None:
    examples = {example.path for example in TYPE_EXAMPLES}
    expected = {example.path.with_suffix(".expected") for example in TYPE_EXAMPLES if not example.is_valid}
    beside = {path for path in library.TYPES.glob("*/beside/records/*/*") if path.is_file()}
    assert {path for path in library.TYPES.rglob("*") if path.is_file()} == examples | expected | beside
    allowed = {"expected.txt", "as_of", "delete.txt", "parameters.yaml", "sign.yaml", "records"}
    allowed |= {"before", "after", "message.txt"}
    for case in CASES:
        texts = {step.text for step in case.steps if step.text}
        assert {path.name for path in case.folder.iterdir()} <= allowed | texts, case.name
    assert set(library.RULES.glob("*/*")) == {case.folder for case in CASES}


def test_one_rulebook_judges_one_library_after_another() -> None:
    book = library.book()
    case = next(case for case in CASES if case.name == "doc.change.content-diff/changed-body")
    first = [library.line(v) for v in case.violations()]
    assert book.violations(library.base_files()) == []
    assert [library.line(v) for v in case.violations()] == first != []
