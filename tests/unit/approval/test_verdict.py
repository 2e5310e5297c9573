from __future__ import annotations

from docctl.approval.statement import digest
from docctl.approval.verdict import Case
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import LIFECYCLE
from tests.company import Company


def test_a_round_is_complete_when_what_its_submit_asked_for_is_there() -> None:
    company = Company()
    company.issue()
    judged = list(company.revision().statements)
    assert not Case().complete
    assert not Case(judged[0].statement, judged[:2]).complete
    assert Case(judged[0].statement, judged).complete


def test_steps_of_an_earlier_round_are_not_judged_by_the_bytes_of_the_last() -> None:
    company = Company()
    company.edit(LIFECYCLE, "signed_by: [{role: author}]", "signed_by: [{role: author, when: self.title != 'Other'}]")
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    company.edit(company.path, "issuing_department: ISO", "issuing_department: ADMIN")
    company.sign("submit", AUTHOR, "2026-02-01T02:00:00Z")
    assert company.last().requires[-1] == "approve:general_manager"
    assert company.problems() == []


def test_a_submit_of_bytes_that_never_came_resets_the_round_and_is_reported() -> None:
    company = Company()
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    company.forge(company.last(), at="2026-02-01T02:00:00Z", files={f"{DOCUMENT}.md": digest(b"elsewhere")})
    assert company.slugs() == ["statement-files"]
