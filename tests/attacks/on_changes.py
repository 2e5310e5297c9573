"""Attacks that a state alone does not show: what one change does to statements, and rights that it gives itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from docctl.approval.statement import digest
from tests.attacks.on_acting import FOLDER
from tests.attacks.on_persons import NEW
from tests.attacks.on_persons import line_of
from tests.attacks.on_persons import more_keys
from tests.company import APPROVER
from tests.company import DOCUMENT
from tests.company import POLICY
from tests.company import REVIEWER
from tests.siege import CONTROLLER
from tests.siege import OUTSIDER
from tests.siege import ROOT
from tests.siege import SCAN
from tests.siege import Attacks

if TYPE_CHECKING:
    from tests.siege import Siege

attack = Attacks([])
APPROVED = {"transition": "approve", "effective_on": "2026-03-01", "role": "approver", "at": "2026-02-02T01:00:00Z"}
ROLE = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-02-02\n")
SEVEN = public_line(demo_key("P-007"))


def approve(siege: Siege, person: str, **changes: Any) -> str:
    """File an approval after the review."""
    given: dict[str, Any] = {**APPROVED, "person": person, "seen": siege.digests("submit", "review"), **changes}
    return siege.more("review", 3, **given)


@attack(stage="reviewed")
def no_attack_an_approval_is_added(siege: Siege) -> None:
    approve(siege, APPROVER)


@attack("SIGNER_ON_BASE", stage="reviewed")
def a_key_enrolled_and_used(siege: Siege) -> None:
    key = f"key: {NEW}\n    from: 2026-02-02"
    siege.enrol(APPROVER, siege.text(APPROVER, more_keys(key)), at="2026-02-02T00:00:00Z")
    approve(siege, APPROVER, key=demo_key("a second key of P-002"))


@attack("SIGNER_ON_BASE", stage="reviewed")
def a_role_given_and_used(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, ROLE), at="2026-02-02T00:00:00Z")
    approve(siege, OUTSIDER)


@attack("SIGNER_ON_BASE", stage="reviewed")
def a_person_made_and_used(siege: Siege) -> None:
    source = siege.text(OUTSIDER, ROLE, ("id: P-004", "id: P-044"), (line_of(OUTSIDER), NEW))
    source = source.replace(b"from: 2026-01-05", b"from: 2026-02-02").replace(b"gu.xiaolan", b"gu.xiaolan2")
    siege.enrol("P-044", source, number=1, at="2026-02-02T00:00:00Z")
    approve(siege, "P-044", key=demo_key("a second key of P-002"))


@attack("SIGNER_ON_BASE", stage="reviewed")
def a_delegation_given_and_used(siege: Siege) -> None:
    siege.delegate()
    approve(siege, "P-003", on_behalf_of=APPROVER, delegation="DLG-2026-009")


@attack("SIGNER_ON_BASE", stage="reviewed")
def a_countersigner_named_and_used(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: document_controller\n    from: 2026-02-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), at="2026-02-02T00:00:00Z")
    slip = {"method": "paper", "on_behalf_of": APPROVER, "evidence": [digest(SCAN)]}
    path = approve(siege, OUTSIDER, **slip)
    siege.files[path.removesuffix("json") + "scan.pdf"] = SCAN


@attack("SIGNER_ON_BASE", stage="reviewed")
def a_policy_changed_and_used(siege: Siege) -> None:
    siege.enact(siege.policy(2), at="2026-02-02T00:00:00Z")
    approve(siege, APPROVER, policy=2)


@attack("SIGNER_ON_BASE")
def an_administrator_named_and_used(siege: Siege) -> None:
    added = (f"key: {SEVEN}}}", f"key: {SEVEN}}}\n  - {{id: P-003, key: {line_of('P-003')}}}")
    siege.enact(siege.policy(2, added))
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-03-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), by="P-003", at="2026-03-02T00:00:00Z", policy=2)


@attack("SIGNER_ON_BASE")
def a_delegation_signed_with_a_key_of_the_same_change(siege: Siege) -> None:
    key = f"key: {NEW}\n    from: 2026-02-02"
    siege.enrol(APPROVER, siege.text(APPROVER, more_keys(key)), at="2026-02-02T00:00:00Z")
    siege.delegate(first="2026-02-03", key=demo_key("a second key of P-002"))


@attack("SIGNER_ON_BASE", stage="policy_changed")
def backdated_under_a_policy_that_is_over(siege: Siege) -> None:
    seen = siege.digests("submit", "review", "approve")
    siege.more("approve", 4, transition="withdraw", effective_on="2026-03-01", seen=seen)


@attack("SIGNER_ON_BASE", stage="administrator_removed")
def enrolled_by_a_removed_administrator_for_a_day_when_they_were_one(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-02-20\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), by="P-007", at="2026-02-20T00:00:00Z")


@attack("SIGNER_ON_BASE", stage="policy_changed")
def a_submit_that_asks_for_less_under_a_policy_that_is_over(siege: Siege) -> None:
    source = siege.files[siege.path].replace(b"A/0", b"A/1").replace(b"2026-03-01", b"2026-02-20")
    siege.files[siege.path] = siege.files[f"{ROOT}{DOCUMENT}/A-1/{DOCUMENT}.md"] = source
    given: dict[str, Any] = {
        "revision": "A/1",
        "files": {f"{DOCUMENT}.md": digest(source)},
        "effective_on": "2026-02-20",
    }
    submit = siege.revision().statements[0].statement
    siege.forge(submit, slug="A-1", requires=["submit:author"], at="2026-02-10T01:00:00Z", **given)
    assert siege.approvals.in_force(DOCUMENT, "2026-02-20") is not None  # the state alone does not show it


@attack("STATEMENT_REWRITTEN")
def a_statement_rewritten_by_its_own_signer(siege: Siege) -> None:
    siege.again("approve", reason="a better one")


@attack("STATEMENT_REWRITTEN")
def a_statement_removed(siege: Siege) -> None:
    siege.remove("03-approve")


@attack("STATEMENT_REWRITTEN", stage="rejected")
def a_rejection_removed(siege: Siege) -> None:
    siege.remove("03-reject")


@attack("STATEMENT_REWRITTEN")
def a_signature_exchanged(siege: Siege) -> None:
    siege.raw(f"{FOLDER}03-approve-P-001.json", siege.files[f"{FOLDER}03-approve-P-001.json"], REVIEWER)


@attack("SIGNED_REPLACED")
def issued_bytes_exchanged(siege: Siege) -> None:
    siege.edit(f"{FOLDER}{DOCUMENT}.md", "Testing.", "Testing!")


@attack("SIGNED_REPLACED")
def the_signed_policy_exchanged(siege: Siege) -> None:
    siege.files[f"{ROOT}POLICY/1/policy.yaml"] += b"# nothing\n"


@attack("SIGNED_REPLACED")
def an_enrolled_record_exchanged(siege: Siege) -> None:
    siege.files[f"{ROOT}{OUTSIDER}/1/{OUTSIDER}.yaml"] += b"# nothing\n"


@attack("SIGNED_REPLACED", stage="delegated")
def a_signed_delegation_exchanged(siege: Siege) -> None:
    siege.edit(f"{ROOT}DLG-2026-009/1/DLG-2026-009.yaml", "2026-02-20", "2026-12-31")


@attack("STATEMENTS_GONE", stage="policy_changed")
def the_last_policy_taken_back(siege: Siege) -> None:
    siege.remove(f"{ROOT}POLICY/2/")
    siege.files[POLICY] = siege.files[f"{ROOT}POLICY/1/policy.yaml"]


@attack("STATEMENTS_GONE", stage="leaked")
def the_report_of_a_leak_taken_back(siege: Siege) -> None:
    siege.remove(f"{ROOT}{APPROVER}/2/")
    siege.files[f"records/person/{APPROVER}.yaml"] = siege.files[f"{ROOT}{APPROVER}/1/{APPROVER}.yaml"]


@attack("STATEMENTS_GONE")
def a_whole_revision_taken_away(siege: Siege) -> None:
    siege.remove(FOLDER)


@attack("STATEMENT_SETTLED")
def a_signature_more_under_the_policy(siege: Siege) -> None:
    source = siege.files[f"{ROOT}POLICY/1/01-enact-P-001.json"].replace(b"2020-01-01", b"2019-01-01")
    siege.raw(f"{ROOT}POLICY/1/00-enact-P-001.json", source, "P-001")


@attack("STATEMENT_SETTLED")
def a_signature_more_under_an_enrolment(siege: Siege) -> None:
    source = siege.files[f"{ROOT}{OUTSIDER}/1/01-enrol-P-001.json"].replace(b"2020-01-01", b"2021-01-01")
    siege.raw(f"{ROOT}{OUTSIDER}/1/00-enrol-P-001.json", source, "P-001")


@attack("STATEMENT_SETTLED", stage="delegated")
def a_signature_more_under_a_delegation(siege: Siege) -> None:
    source = siege.files[f"{ROOT}DLG-2026-009/1/01-delegate-P-001.json"].replace(b"2026-01-20T00", b"2026-01-19T00")
    siege.raw(f"{ROOT}DLG-2026-009/1/00-delegate-P-001.json", source, "P-001")


@attack("ADOPT_NOT_FIRST")
def a_paper_approval_from_before_added_afterwards(siege: Siege) -> None:
    base = siege.files[siege.path].replace(b"effective_on: 2026-03-01", b"effective_on: 2026-01-10")
    source = base.replace(b"A/0", b"A/1")
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
        at="2026-01-20T01:00:00Z",
        effective_on="2026-01-10",
        files={f"{DOCUMENT}.md": digest(source)},
        requires=["adopt:document_controller"],
    )


@attack("SIGNER_ON_BASE")
def a_slip_for_somebody_without_the_role(siege: Siege) -> None:
    seen = siege.digests("submit", "review", "approve")
    changes: dict[str, Any] = {
        "transition": "withdraw",
        "effective_on": "2026-04-01",
        "at": "2026-03-02T01:00:00Z",
        "seen": seen,
    }
    siege.more("approve", 4, person=CONTROLLER, on_behalf_of=OUTSIDER, method="paper", **changes)


@attack("SIGNER_ON_BASE", stage="leaked")
def a_leaked_key_used_after_the_report(siege: Siege) -> None:
    siege.write("A/1", "2026-04-01")
    source = siege.files[f"{ROOT}{DOCUMENT}/A-1/{DOCUMENT}.md"] = siege.files[siege.path]
    given: dict[str, Any] = {
        "revision": "A/1",
        "files": {f"{DOCUMENT}.md": digest(source)},
        "at": "2026-03-10T01:00:00Z",
    }
    submit = siege.revision().statements[0].statement
    siege.forge(submit, slug="A-1", person=APPROVER, role="approver", transition="approve", **given)


@attack("SIGNER_ON_BASE", stage="leaked")
def the_leaked_key_used_and_its_statement_kept(siege: Siege) -> None:
    seen = siege.digests("submit", "review", "approve")
    changes: dict[str, Any] = {
        "transition": "withdraw",
        "effective_on": "2026-04-01",
        "at": "2026-03-02T01:00:00Z",
        "seen": seen,
    }
    path = siege.more("approve", 4, **changes)
    kept = [digest(siege.files[path])]
    siege.enrol(APPROVER, siege.text(APPROVER), number=3, step="compromise", at="2026-03-06T01:00:00Z", evidence=kept)
