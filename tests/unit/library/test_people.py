from __future__ import annotations

import pytest

from docctl.library import people
from tests.shop import book
from tests.shop import opened

PERSON = {
    "records/person/P-3.yaml": """\
id: P-3
type: person
roles:
  - {role: head, from: 2026-01-01, until: 2026-06-30, department: QA}
  - {role: head, from: 2026-07-01}
  - {role: clerk, from: 2026-01-01}
departments:
  - {department: QA, from: 2026-01-01}
"""
}


@pytest.mark.parametrize(
    ("role", "day", "department", "held"),
    [
        ("head", "2026-01-01", "QA", True),
        ("head", "2026-06-30", "QA", True),
        ("head", "2026-06-30", "RD", False),
        ("head", "2026-06-30", "", True),
        ("head", "2025-12-31", "QA", False),
        ("head", "2026-07-01", "RD", True),
        ("clerk", "2026-07-01", "RD", True),
        ("board", "2026-07-01", "", False),
    ],
)
def test_a_role_is_held_on_days_and_in_departments(role: str, day: str, department: str, *, held: bool) -> None:
    check, _ = opened(book()[0], PERSON)
    assert people.held_role(check.library.records["P-3"], role, day, department) == held


def test_somebody_who_is_nowhere_yet_has_no_department() -> None:
    check, _ = opened(book()[0], PERSON)
    person = check.library.records["P-3"]
    assert people.department_of(person, "2026-01-01") == "QA"
    assert people.department_of(person, "2025-12-31") == ""
    assert people.keys_on(person, "2026-01-01") == []
