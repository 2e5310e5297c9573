"""What attacks by a change leave open; the attacks themselves are in tests/attacks."""

from __future__ import annotations

from docctl.approval.change import statement_changes
from docctl.approval.statement import digest
from docctl.approval.trust import codes as trust_codes
from tests.attacks.on_acting import FOLDER
from tests.attacks.on_changes import approve
from tests.company import APPROVER
from tests.company import DOCUMENT
from tests.siege import CONTROLLER
from tests.siege import ROOT
from tests.siege import SCAN
from tests.siege import Siege
from tests.siege import codes_of


def found(stage: str, after: Siege) -> set[str]:
    return codes_of(statement_changes(Siege(stage).approvals, after.approvals))


def test_a_delegate_acts_by_what_was_delegated_before() -> None:
    before, after = Siege("reviewed"), Siege("reviewed")
    before.delegate()
    after.delegate()
    approve(after, "P-003", on_behalf_of=APPROVER, delegation="DLG-2026-009")
    assert codes_of(statement_changes(before.approvals, after.approvals)) == set()


def test_a_slip_is_countersigned_in_a_change() -> None:
    after = Siege("reviewed")
    path = approve(after, CONTROLLER, on_behalf_of=APPROVER, method="paper", evidence=[digest(SCAN)])
    after.files[path.removesuffix("json") + "scan.pdf"] = SCAN
    assert found("reviewed", after) == set()


def test_a_new_round_may_bring_other_bytes() -> None:
    after = Siege("rejected")
    after.write(summary="Corrected")
    after.sign("submit", "P-007", "2026-02-02T01:00:00Z")
    assert found("rejected", after) == set()


def test_a_library_without_a_policy_may_begin() -> None:
    before, after = Siege(), Siege()
    before.remove(f"{ROOT}POLICY/", FOLDER)
    assert codes_of(statement_changes(before.approvals, after.approvals)) == set()


def test_a_person_is_enrolled_anew_and_a_document_adopted() -> None:
    after = Siege("paper")
    after.enrol("P-004", after.text("P-004"))
    after.sign("adopt", CONTROLLER, "2026-03-02T01:00:00Z", method="adopt")
    assert found("paper", after) == set()
    assert after.revision().is_adopted
    assert DOCUMENT in after.approvals.documents()


def test_why_a_statement_of_the_past_is_refused_is_said() -> None:
    after = Siege("policy_changed")
    seen = after.digests("submit", "review")
    after.more("approve", 4, transition="withdraw", effective_on="2026-03-01", seen=seen)
    (violation,) = statement_changes(Siege("policy_changed").approvals, after.approvals)
    reason = trust_codes.STATEMENT_POLICY_OTHER.message.en.format(value=1, current=2)
    assert violation.slug == "engine.signer-on-base"
    assert reason in violation.message.en
