"""S003-01: a special requirement is accepted only reviewed and with a training; then it is on its customer's list."""

from __future__ import annotations

from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found
from tests.policies.outside import path_of
from tests.policies.outside import register

REQUIREMENT = "CSR-CUS-0003-001"
ACCEPTED = case("csr.training.quality/accepted-with-planned-training")


def test_what_is_reviewed_and_has_its_training_is_accepted_and_listed() -> None:
    assert found(ACCEPTED) == set()
    row = register(ACCEPTED, "G-07", "2026-03-12")[REQUIREMENT]
    assert (row["customer"], row["status"], row["training"]) == ("驰远示例汽车电子有限公司", "accepted", "TRN-2026-001")
    assert row["open"] == "QA、PROD"


def test_without_a_training_nothing_is_accepted() -> None:
    untrained = changed(ACCEPTED, REQUIREMENT, ("training: TRN-2026-001\n", ""))
    assert ("engine.state-requires", REQUIREMENT) in found(untrained)


def test_without_the_review_of_a_department_concerned_nothing_is_accepted() -> None:
    text = ACCEPTED[path_of(ACCEPTED, REQUIREMENT)].decode()
    begin, end = text.index("review:\n"), text.index("reviewed_on:")
    assert ("engine.state-requires", REQUIREMENT) in found(changed(ACCEPTED, REQUIREMENT, (text[begin:end], "")))
    third = changed(ACCEPTED, REQUIREMENT, ("  - PROD\n", "  - PROD\n  - ENG\n"))
    assert found(third) == {("csr.review.departments", REQUIREMENT)}


def test_what_is_not_accepted_yet_is_not_on_the_list() -> None:
    reviewed = changed(ACCEPTED, REQUIREMENT, ("status: accepted", "status: reviewed"))
    assert register(reviewed, "G-07", "2026-03-12") == {}
