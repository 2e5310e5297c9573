"""Enrolments and delegations of records that are faulty, voided, or of no use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docctl.approval.trust.trust import Trust
from docctl.library import Library
from tests.siege import DELEGATION
from tests.siege import OUTSIDER
from tests.siege import ROOT
from tests.siege import Siege
from tests.siege import codes_of

VOIDED = b"voided: {by: P-007, date: 2026-02-03, reason: entered twice}\n"


def trust_codes_of(siege: Siege) -> set[str]:
    return codes_of(siege.approvals.trust.trust_problems())


@pytest.mark.parametrize(
    ("record", "more"),
    [
        (f"records/delegation/{DELEGATION}.yaml", VOIDED),
        (f"records/delegation/{DELEGATION}.yaml", b"unknown: field\n"),
        (f"records/person/{OUTSIDER}.yaml", b"unknown: field\n"),
    ],
)
def test_a_faulty_or_voided_record_is_not_complained_of_twice(record: str, more: bytes) -> None:
    siege = Siege("delegated")
    siege.files[record] += more
    assert trust_codes_of(siege) == set()


def test_a_person_without_keys_and_roles_needs_no_enrolment() -> None:
    siege = Siege()
    siege.remove(f"{ROOT}{OUTSIDER}/")
    text = siege.files[f"records/person/{OUTSIDER}.yaml"].decode()
    start = text.index("roles:\n")
    siege.files[f"records/person/{OUTSIDER}.yaml"] = (text[:start] + "roles: []\n").encode()
    assert trust_codes_of(siege) == set()
    siege.files[f"records/person/{OUTSIDER}.yaml"] = text.encode()
    assert trust_codes_of(siege) == {"PERSON_NEVER_ENROLLED"}


@pytest.mark.parametrize("kind", ["person", "delegation"])
def test_a_library_without_such_a_type_has_none_of_them(kind: str) -> None:
    siege = Siege("delegated")
    siege.remove(f"records/{kind}/")
    library = siege.library
    types = {slug: known for slug, known in library.schemas.types.items() if slug != kind}
    schemas = replace(library.schemas, types=types)
    trust = Trust(Library(schemas, library.snapshot, library.records.values()), "Asia/Shanghai")
    assert (trust.enrolments.chains if kind == "person" else trust.delegations.chains) == {}


def test_names_and_kept_statements_of_somebody_unknown() -> None:
    enrolments = Siege().approvals.trust.enrolments
    assert enrolments.names("P-999") == frozenset()
    assert enrolments.kept("P-999") == frozenset()
    assert enrolments.names(OUTSIDER) == {"顾晓岚"}


def test_an_old_statement_bears_an_old_name() -> None:
    siege = Siege()
    siege.enrol("P-001", siege.text("P-001", ("name: 沈怀山", "name: 沈怀海")))
    assert siege.found() == []
    assert siege.approvals.trust.enrolments.names("P-001") == {"沈怀山", "沈怀海"}
