"""S003-09: a loan is returned only when somebody other than the borrower confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found

if TYPE_CHECKING:
    from tests.company_repository import Company

LOAN = "LOAN-2026-0001"
RETURNED = "loan.return-confirm/confirmed"
CONFIRMED = "return_confirmed_by: P-002\n"


def test_a_return_that_nobody_confirms_is_refused() -> None:
    assert found(case(RETURNED)) == set()
    assert found(changed(case(RETURNED), LOAN, (CONFIRMED, ""))) == {("engine.state-requires", LOAN)}


def test_the_borrower_does_not_confirm_it() -> None:
    files = changed(case(RETURNED), LOAN, (CONFIRMED, "return_confirmed_by: P-004\n"))
    assert found(files) == {("loan.return-confirm.other", LOAN)}


def test_the_return_of_a_loan_that_is_out_is_refused_without_it(company: Company) -> None:
    path = "records/loan-record/LOAN-2026-0005.yaml"
    company.edit(path, "status: on_loan\n", "status: returned\n")
    text = (company.path / path).read_text(encoding="utf-8")
    company.write(path, text + "returned_on: 2026-11-21\nreturn_condition: 完好\n")
    outcome = company.docctl("check", path, "--format", "json")
    assert (outcome.code, [(v["code"], v["pointer"]) for v in outcome.json["violations"]]) == (
        1,
        [("R-080", "/return_confirmed_by")],
    )
