"""Attacks through delegations, slips on paper, approvals from before the library, and releases."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.statement import digest
from tests.company import APPROVER
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import POLICY
from tests.company import REVIEWER
from tests.siege import CONTROLLER
from tests.siege import DELEGATE
from tests.siege import DELEGATION
from tests.siege import OUTSIDER
from tests.siege import ROOT
from tests.siege import SCAN
from tests.siege import Attacks

if TYPE_CHECKING:
    from tests.siege import Siege

attack = Attacks([])
FOLDER = f"{ROOT}{DOCUMENT}/A-0/"


def approved_for(siege: Siege, **changes: Any) -> None:
    """Put an approval by a delegate in the place of the genuine one."""
    given: dict[str, Any] = {"person": DELEGATE, "on_behalf_of": APPROVER, "delegation": DELEGATION, **changes}
    siege.again("approve", **given)


def countersigned(siege: Siege, scan: bytes | None = SCAN, **changes: Any) -> None:
    """Put a slip on paper in the place of the genuine approval."""
    given: dict[str, Any] = {
        "person": CONTROLLER,
        "on_behalf_of": APPROVER,
        "method": "paper",
        "evidence": [digest(SCAN)],
        **changes,
    }
    path = siege.again("approve", **given)
    if scan is not None:
        siege.files[path.removesuffix("json") + "scan.pdf"] = scan


@attack(stage="delegated", stands=True)
def no_attack_a_delegate_approves(siege: Siege) -> None:
    approved_for(siege)


@attack("DELEGATION_UNSIGNED", "DELEGATION_MISSING", stage="delegated")
def a_delegation_that_nobody_signed(siege: Siege) -> None:
    siege.remove(f"{ROOT}{DELEGATION}/")
    approved_for(siege)


@attack("SIGNER_PRINCIPAL", "ENROL_MISSING", "DELEGATION_UNSIGNED", "DELEGATION_MISSING")
def a_delegation_signed_by_the_delegate(siege: Siege) -> None:
    siege.delegate(by=DELEGATE)
    approved_for(siege)


@attack("SIGNER_KEY", "ENROL_MISSING", "DELEGATION_UNSIGNED", "DELEGATION_MISSING", stage="delegated")
def a_delegation_signed_with_the_key_of_the_delegate(siege: Siege) -> None:
    source = siege.files[f"{ROOT}{DELEGATION}/1/01-delegate-{APPROVER}.json"]
    siege.raw(f"{ROOT}{DELEGATION}/1/01-delegate-{APPROVER}.json", source, DELEGATE)
    approved_for(siege)


@attack("STATEMENT_FILES", "ENROL_MISSING", "DELEGATION_UNSIGNED", "DELEGATION_MISSING", stage="delegated")
def the_signed_delegation_edited(siege: Siege) -> None:
    siege.edit(f"{ROOT}{DELEGATION}/1/{DELEGATION}.yaml", "2026-02-20", "2026-12-31")
    approved_for(siege)


@attack("ENROL_FILE", "DELEGATION_UNSIGNED", "DELEGATION_MISSING", stage="delegated")
def the_signed_delegation_made_senseless(siege: Siege) -> None:
    siege.edit(f"{ROOT}{DELEGATION}/1/{DELEGATION}.yaml", "2026-02-20", "tomorrow")
    approved_for(siege)


@attack("DELEGATION_UNSIGNED", stage="delegated", stands=True)
def the_working_delegation_edited(siege: Siege) -> None:
    siege.edit(f"records/delegation/{DELEGATION}.yaml", "2026-02-20", "2026-12-31")


@attack("DELEGATION_MISSING")
def a_delegation_that_was_over(siege: Siege) -> None:
    siege.delegate(last="2026-01-31")
    approved_for(siege)


@attack("DELEGATION_MISSING")
def a_delegation_that_had_not_begun(siege: Siege) -> None:
    siege.delegate(first="2026-02-02", at="2026-01-20T00:00:00Z")
    approved_for(siege)


@attack("DELEGATION_MISSING")
def a_delegation_of_another_role(siege: Siege) -> None:
    siege.delegate(role="general_manager")
    approved_for(siege)


@attack("DELEGATION_MISSING", stage="delegated")
def a_delegation_to_somebody_else(siege: Siege) -> None:
    approved_for(siege, person=OUTSIDER)


@attack("DELEGATION_MISSING", "SIGNER_ROLE", stage="delegated")
def a_delegation_by_somebody_else(siege: Siege) -> None:
    approved_for(siege, on_behalf_of="P-008")


@attack("DELEGATION_MISSING")
def on_behalf_of_somebody_without_a_delegation(siege: Siege) -> None:
    approved_for(siege, delegation=None)


@attack("DELEGATION_EARLY", "ENROL_MISSING", "DELEGATION_UNSIGNED", "DELEGATION_MISSING")
def a_delegation_begun_before_it_was_signed(siege: Siege) -> None:
    siege.delegate(at="2026-02-10T00:00:00Z")
    approved_for(siege)


@attack("DELEGATION_CHANGED", "ENROL_MISSING", "DELEGATION_UNSIGNED", "DELEGATION_MISSING")
def a_delegation_extended_afterwards(siege: Siege) -> None:
    siege.delegate(last="2026-01-31")
    siege.delegate(number=2, at="2026-02-15T00:00:00Z")
    approved_for(siege)


@attack("DELEGATION_CHANGED", "ENROL_MISSING", "DELEGATION_UNSIGNED", stage="delegated", stands=True)
def a_delegation_given_to_somebody_else_afterwards(siege: Siege) -> None:
    siege.delegate(number=2, delegate=OUTSIDER, at="2026-01-25T00:00:00Z")


@attack("DELEGATION_CHANGED", "ENROL_MISSING", "DELEGATION_UNSIGNED", stage="delegated", stands=True)
def a_delegation_ended_in_the_past(siege: Siege) -> None:
    approved_for(siege)
    siege.delegate(number=2, last="2026-01-31", at="2026-02-10T00:00:00Z")


@attack("STATEMENT_TIME", "ENROL_MISSING", "DELEGATION_UNSIGNED")
def a_delegation_ended_before_it_was_given(siege: Siege) -> None:
    siege.delegate(first="2026-02-02", at="2026-01-20T00:00:00Z")
    siege.delegate(number=2, first="2026-02-02", last="2026-02-02", at="2026-01-10T00:00:00Z")
    siege.remove("03-approve")


@attack("STATEMENT_METHOD", "ENROL_MISSING", "DELEGATION_UNSIGNED", stands=True)
def a_delegation_on_paper(siege: Siege) -> None:
    siege.delegate(method="paper")


@attack("SIGNER_DISTINCT")
def the_author_approves_what_they_submitted_as_a_delegate(siege: Siege) -> None:
    siege.delegate(delegate=AUTHOR)
    approved_for(siege, person=AUTHOR)


@attack("SIGNER_DISTINCT")
def a_delegate_approves_for_the_person_who_reviewed(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-02-02\n")
    siege.enrol(REVIEWER, siege.text(REVIEWER, role), at="2026-02-02T01:00:00Z")
    siege.delegate(principal=REVIEWER)
    approved_for(siege, on_behalf_of=REVIEWER, at="2026-02-03T01:00:00Z")


@attack("SIGNER_ROLE")
def a_delegation_of_a_role_that_the_principal_does_not_hold(siege: Siege) -> None:
    siege.delegate(principal=OUTSIDER)
    approved_for(siege, on_behalf_of=OUTSIDER)


@attack("DELEGATION_MISSING")
def a_delegation_passed_on(siege: Siege) -> None:
    siege.delegate(delegate=OUTSIDER)
    siege.delegate(name="DLG-2026-010", principal=OUTSIDER)
    approved_for(siege, delegation="DLG-2026-010")


@attack(stands=True)
def no_attack_a_slip_is_countersigned(siege: Siege) -> None:
    countersigned(siege)


@attack("EVIDENCE_MISSING")
def a_slip_without_a_scan(siege: Siege) -> None:
    countersigned(siege, scan=None, evidence=[])


@attack("EVIDENCE_MISSING")
def a_scan_that_is_gone(siege: Siege) -> None:
    countersigned(siege, scan=None)


@attack("EVIDENCE_MISSING", "STATEMENT_FILE")
def a_scan_exchanged(siege: Siege) -> None:
    countersigned(siege, SCAN + b"another")


@attack("SIGNER_COUNTERSIGN")
def a_slip_countersigned_by_its_own_signer(siege: Siege) -> None:
    countersigned(siege, person=APPROVER)


@attack("SIGNER_COUNTERSIGN")
def a_slip_of_nobody(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-02-02\n")
    siege.enrol(CONTROLLER, siege.text(CONTROLLER, role), at="2026-02-02T01:00:00Z")
    countersigned(siege, on_behalf_of=None, at="2026-02-03T01:00:00Z")


@attack("SIGNER_COUNTERSIGN")
def a_slip_countersigned_without_the_role(siege: Siege) -> None:
    countersigned(siege, person=DELEGATE)


@attack("SIGNER_DISTINCT")
def a_slip_countersigned_by_the_author(siege: Siege) -> None:
    countersigned(siege, person=AUTHOR)


@attack("SIGNER_ROLE")
def a_slip_of_somebody_without_the_role(siege: Siege) -> None:
    countersigned(siege, on_behalf_of=OUTSIDER)


@attack("STATEMENT_METHOD")
def a_slip_where_the_policy_knows_no_paper(siege: Siege) -> None:
    siege.enact(siege.policy(2, ("[ssh, webauthn, paper, adopt]", "[ssh, adopt]")), at="2026-02-01T02:30:00Z")
    countersigned(siege, policy=2)


@attack(stage="adopted", stands=True)
def no_attack_an_approval_is_adopted(siege: Siege) -> None:
    assert siege.revision().is_adopted


@attack(stage="adopted", stands=True)
def no_attack_what_was_adopted_stays_good_when_the_method_is_withdrawn(siege: Siege) -> None:
    siege.enact(siege.policy(2, ("[ssh, webauthn, paper, adopt]", "[ssh]")))


@attack("STATEMENT_METHOD", stage="adopted")
def adopted_after_the_method_was_withdrawn(siege: Siege) -> None:
    siege.enact(siege.policy(2, ("[ssh, webauthn, paper, adopt]", "[ssh]")))
    siege.again("adopt", at="2026-03-02T01:00:00Z", policy=2)


@attack("STATEMENT_METHOD", stage="adopted")
def adopted_by_another_name_after_the_method_was_withdrawn(siege: Siege) -> None:
    siege.enact(siege.policy(2, ("[ssh, webauthn, paper, adopt]", "[ssh]")))
    siege.again("adopt", at="2026-03-02T01:00:00Z", policy=2, method="ssh")


@attack("SIGNER_ROLE", stage="adopted")
def adopted_by_somebody_without_the_role(siege: Siege) -> None:
    siege.again("adopt", person=OUTSIDER)


@attack("ADOPT_AHEAD", stage="adopted")
def adopted_for_a_day_to_come(siege: Siege) -> None:
    siege.again("adopt", at="2026-01-19T01:00:00Z")


@attack("ADOPT_AHEAD", stage="adopted")
def adopted_as_approved_on_paper_on_a_day_to_come(siege: Siege) -> None:
    source = siege.files[siege.path].replace(b"approved_on: 2025-06-01", b"approved_on: 2026-02-02")
    siege.files[siege.path] = siege.files[f"{siege.folder()}{DOCUMENT}.md"] = source
    siege.again("adopt", files={f"{DOCUMENT}.md": digest(source)})


@attack("STATEMENT_EFFECTIVE", stage="adopted")
def adopted_for_another_day_than_the_document_says(siege: Siege) -> None:
    siege.again("adopt", effective_on="2026-01-10")


@attack("STATEMENT_REQUIRES", stage="adopted")
def an_adoption_that_asks_for_nothing(siege: Siege) -> None:
    siege.again("adopt", requires=[])


@attack("STATEMENT_TRANSITION", stage="reviewed")
def adopted_in_the_middle_of_a_review(siege: Siege) -> None:
    changes: dict[str, Any] = {
        "transition": "adopt",
        "person": CONTROLLER,
        "role": "document_controller",
        "method": "adopt",
    }
    changes |= {"requires": ["adopt:document_controller"], "effective_on": "2026-03-01"}
    siege.more("submit", 3, at="2026-03-01T01:00:00Z", **changes)


@attack("ADOPT_NOT_FIRST", stands=True)
def a_second_revision_adopted(siege: Siege) -> None:
    base = siege.files[siege.path]
    source = base.replace(b"A/0", b"A/1").replace(b"effective_on: 2026-03-01", b"effective_on: 2026-04-01")
    siege.files[siege.path] = source
    folder = f"{ROOT}{DOCUMENT}/A-1/"
    siege.files[f"{folder}{DOCUMENT}.md"] = source
    siege.forge(
        siege.revision().statements[0].statement,
        name=f"01-adopt-{CONTROLLER}.json",
        slug="A-1",
        transition="adopt",
        person=CONTROLLER,
        role="document_controller",
        method="adopt",
        revision="A/1",
        at="2026-04-01T01:00:00Z",
        effective_on="2026-04-01",
        files={f"{DOCUMENT}.md": digest(source)},
        requires=["adopt:document_controller"],
    )


@attack(stage="released", stands=True)
def no_attack_the_later_of_both_days_counts(siege: Siege) -> None:
    assert siege.revision().effective_on == "2026-03-01"
    siege.again("release", at="2026-04-02T01:00:00Z")
    assert siege.revision().effective_on == "2026-04-02"
    assert siege.approvals.in_force(DOCUMENT, "2026-04-01") is None


@attack(stage="awaiting")
def no_attack_what_waits_for_its_release_is_not_in_force(siege: Siege) -> None:
    assert siege.revision().awaits_release
    assert siege.approvals.in_force(DOCUMENT, "2026-12-31") is None


@attack("STATEMENT_SEEN", stage="released")
def released_without_the_approval(siege: Siege) -> None:
    siege.remove("03-approve")


@attack("STATEMENT_TIME", stage="released")
def released_before_it_was_approved(siege: Siege) -> None:
    siege.again("release", at="2026-02-01T02:30:00Z")


@attack("DELEGATION_MISSING", stage="released")
def released_on_behalf_of_the_controller(siege: Siege) -> None:
    siege.again("release", person=OUTSIDER, on_behalf_of=CONTROLLER)


@attack("POLICY_UNSIGNED", stands=True)
def the_countersigning_role_changed_in_the_policy(siege: Siege) -> None:
    countersigned(siege)
    siege.edit(POLICY, "countersigner: document_controller", "countersigner: archivist")
