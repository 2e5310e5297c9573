"""Attacks on the policy and on who may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from tests.company import POLICY
from tests.siege import ROOT
from tests.siege import Attacks
from tests.siege import line

if TYPE_CHECKING:
    from tests.siege import Siege

attack = Attacks([])
ONE, SEVEN = public_line(demo_key("P-001")), public_line(demo_key("P-007"))
STRANGER = line("a stranger")
# Without a policy there is no administrator, without administrators no person, without persons no statement.
NOTHING_COUNTS = (
    "POLICY_NOT_ENACTED",
    "SIGNER_ADMINISTRATOR",
    "STATEMENT_POLICY",
    "ENROL_MISSING",
    "SIGNER_NOT_ENROLLED",
)


@attack("POLICY_UNSIGNED", stands=True)
def the_policy_edited(siege: Siege) -> None:
    siege.edit(POLICY, "threshold: 2", "threshold: 1")


@attack("POLICY_UNSIGNED", stands=True)
def the_policy_deleted(siege: Siege) -> None:
    siege.remove(POLICY)


@attack("POLICY_THRESHOLD", "STATEMENT_FILES", *NOTHING_COUNTS)
def the_signed_policy_edited(siege: Siege) -> None:
    siege.edit(f"{ROOT}POLICY/1/policy.yaml", "threshold: 2", "threshold: 1")


@attack(*NOTHING_COUNTS)
def the_signed_policy_removed(siege: Siege) -> None:
    siege.remove(f"{ROOT}POLICY/")


@attack("POLICY_FILE", *NOTHING_COUNTS)
def the_signed_policy_made_unreadable(siege: Siege) -> None:
    siege.files[f"{ROOT}POLICY/1/policy.yaml"] = b"\xff\xfe"


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", stands=True)
def the_threshold_not_met(siege: Siege) -> None:
    siege.enact(siege.policy(), by=["P-001"])


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", stands=True)
def signed_twice_by_one_administrator(siege: Siege) -> None:
    siege.enact(siege.policy(), by=["P-001", "P-001"])


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", "SIGNER_ADMINISTRATOR", stands=True)
def one_administrator_signs_for_the_other(siege: Siege) -> None:
    siege.enact(siege.policy(), key=demo_key("P-001"))


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", "SIGNER_ADMINISTRATOR", stands=True)
def a_new_administrator_signs_their_own_addition(siege: Siege) -> None:
    added = (f"key: {SEVEN}}}", f"key: {SEVEN}}}\n  - {{id: P-003, key: {public_line(demo_key('P-003'))}}}")
    siege.enact(siege.policy(2, added), by=["P-001", "P-003"])


@attack("POLICY_ADMINISTRATORS", "POLICY_UNSIGNED", stands=True)
def two_administrators_on_one_key(siege: Siege) -> None:
    siege.enact(siege.policy(2, (SEVEN, ONE)))


@attack("POLICY_ADMINISTRATORS", "POLICY_UNSIGNED", stands=True)
def one_administrator_named_twice(siege: Siege) -> None:
    siege.enact(siege.policy(2, (f"P-007, key: {SEVEN}", f"P-001, key: {STRANGER}")))


@attack("POLICY_ADMINISTRATORS", "POLICY_UNSIGNED", stands=True)
def an_administrator_with_a_key_that_signs_nothing(siege: Siege) -> None:
    siege.enact(siege.policy(2, (SEVEN, "ssh-ed25519 AAAA")))


@attack("POLICY_REPOSITORY", "POLICY_UNSIGNED", stands=True)
def a_version_for_another_repository(siege: Siege) -> None:
    siege.enact(siege.policy(2, ("6f1d2c5e", "00000000")))


@attack("STATEMENT_REPOSITORY", "POLICY_THRESHOLD", "POLICY_UNSIGNED", stands=True)
def signatures_from_another_repository(siege: Siege) -> None:
    siege.enact(siege.policy(), repository="00000000-0000-4000-8000-000000000000")


@attack("POLICY_VERSION", "POLICY_UNSIGNED", stands=True)
def a_version_skipped(siege: Siege) -> None:
    siege.enact(siege.policy(3), 3)


@attack("POLICY_VERSION", stands=True)
def a_version_under_the_number_of_another(siege: Siege) -> None:
    siege.enact(siege.policy(3), 2, work=False)


@attack("POLICY_REPLAYED", stands=True)
def an_older_version_put_back(siege: Siege) -> None:
    before = siege.files[POLICY]
    siege.enact(siege.policy(2, ("threshold: 2", "threshold: 1")))
    siege.files[POLICY] = before


@attack("POLICY_VERSION", stands=True)
def an_older_version_signed_again_under_the_next_number(siege: Siege) -> None:
    siege.enact(siege.policy(1), 2)


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", "STATEMENT_POLICY", stands=True)
def a_version_signed_under_itself(siege: Siege) -> None:
    siege.enact(siege.policy(2), policy=2)


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", "STATEMENT_POLICY_AGE", stands=True)
def a_version_signed_before_the_one_before(siege: Siege) -> None:
    siege.enact(siege.policy(2), at="2019-12-31T00:00:00Z")


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", "STATEMENT_TRANSITION", stands=True)
def a_version_approved_and_not_enacted(siege: Siege) -> None:
    siege.enact(siege.policy(2), by=["P-001"])
    source = siege.files[f"{ROOT}POLICY/2/01-enact-P-001.json"].replace(b'"enact"', b'"approve"')
    siege.raw(f"{ROOT}POLICY/2/02-approve-P-001.json", source, "P-001")


@attack("POLICY_THRESHOLD", "POLICY_UNSIGNED", "STATEMENT_METHOD", stands=True)
def a_version_enacted_on_paper(siege: Siege) -> None:
    siege.enact(siege.policy(2), method="paper")


@attack("STATEMENT_POLICY")
def an_approval_under_a_policy_to_come(siege: Siege) -> None:
    siege.again("approve", policy=2)


@attack("STATEMENT_POLICY_AGE")
def an_approval_under_a_policy_that_was_over(siege: Siege) -> None:
    siege.enact(siege.policy(), at="2026-02-01T02:30:00Z")


@attack("STATEMENT_POLICY_AGE")
def an_approval_under_a_policy_that_had_not_begun(siege: Siege) -> None:
    siege.enact(siege.policy())
    siege.again("approve", policy=2)


@attack("STATEMENT_METHOD")
def a_method_withdrawn(siege: Siege) -> None:
    siege.enact(siege.policy(2, ("[ssh, webauthn, paper, adopt]", "[webauthn]")), at="2026-02-01T02:30:00Z")
    siege.again("approve", policy=2)


@attack(stands=True)
def a_signature_more_moves_no_beginning(siege: Siege) -> None:
    third = (f"key: {SEVEN}}}", f"key: {SEVEN}}}\n  - {{id: P-003, key: {public_line(demo_key('P-003'))}}}")
    siege.enact(siege.policy(2, third), at="2026-02-02T00:00:00Z")
    siege.enact(siege.policy(3, third), 3, at="2026-03-02T00:00:00Z", policy=2)
    source = siege.files[f"{ROOT}POLICY/3/02-enact-P-007.json"].replace(b"2026-03-02", b"2026-02-03")
    siege.raw(f"{ROOT}POLICY/3/03-enact-P-003.json", source.replace(b'"P-007"', b'"P-003"'), "P-003")
    assert siege.approvals.trust.policies.versions[2].enacted_at == "2026-03-02T00:00:00Z"


def not_a_demo(siege: Siege, key: str) -> None:
    """The policy of a real library, its administrators with keys of their own but for one."""
    source = siege.files[POLICY].replace(b"demo: true", b"demo: false")
    source = source.replace(ONE.encode(), line("own key of P-001").encode()).replace(SEVEN.encode(), key.encode())
    siege.remove(f"{ROOT}POLICY/1/")
    siege.enact(source, 1, by=["P-001"], key=demo_key("own key of P-001"), at="2020-01-01T00:00:00Z")


@attack("POLICY_THRESHOLD", *NOTHING_COUNTS)
def a_published_key_enacts_a_policy_that_is_no_demo(siege: Siege) -> None:
    not_a_demo(siege, SEVEN)
    source = siege.files[f"{ROOT}POLICY/1/01-enact-P-001.json"].replace(b'"P-001"', b'"P-007"')
    siege.raw(f"{ROOT}POLICY/1/02-enact-P-007.json", source, "P-007")


@attack("POLICY_THRESHOLD", *NOTHING_COUNTS)
def the_published_key_of_somebody_else_enacts(siege: Siege) -> None:
    not_a_demo(siege, public_line(demo_key("P-014")))
    source = siege.files[f"{ROOT}POLICY/1/01-enact-P-001.json"].replace(b'"P-001"', b'"P-007"')
    siege.raw(f"{ROOT}POLICY/1/02-enact-P-007.json", source, "P-014")
