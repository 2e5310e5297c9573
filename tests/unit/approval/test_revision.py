from __future__ import annotations

import pytest

from docctl.approval.revision import preceding
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import Company


@pytest.mark.parametrize(
    ("transition", "expected"),
    [("submit", []), ("review", ["submit:a"]), ("approve", ["submit:a", "review:b", "review:c"])],
)
def test_a_required_step_is_preceded_by_those_before_it(transition: str, expected: list[str]) -> None:
    assert preceding(transition, ["submit:a", "review:b", "review:c", "approve:d|e"]) == expected


def test_any_other_step_is_preceded_by_all() -> None:
    assert preceding("withdraw", ["submit:a"]) == ["submit:a"]


def test_alternatives_of_a_role_meet_one_requirement() -> None:
    company = Company()
    company.issue()
    judged = company.revision().statements[-1]
    assert judged.meets("approve:board|approver")
    assert not judged.meets("approve:board")
    assert not judged.meets("review:approver")


def test_a_revision_without_a_valid_statement_is_a_draft_of_its_submitted_day() -> None:
    company = Company()
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    del company.files[company.folder() + "01-submit-P-007.json.sig"]
    assert (company.revision().stage, company.revision().effective_on) == ("draft", "2026-03-01")
    del company.files[company.folder() + f"{DOCUMENT}.md"]
    assert company.revision().effective_on == ""
    assert not company.revision().came_into_force
