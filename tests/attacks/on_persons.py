"""Attacks on keys, roles and enrolments."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from tests.company import APPROVER
from tests.company import REVIEWER
from tests.siege import OUTSIDER
from tests.siege import ROOT
from tests.siege import Attacks
from tests.siege import line

if TYPE_CHECKING:
    from tests.siege import Siege

attack = Attacks([])
MAY = "2026-05-01T01:00:00Z"
FIRST = "from: 2026-01-05"
SEVEN = public_line(demo_key("P-007"))
OWN = public_line(demo_key(REVIEWER))
NEW = line("a second key of P-002")


def more_keys(*entries: str) -> tuple[str, str]:
    """An edit that puts further keys before those of a person."""
    return "\nkeys:\n", "\nkeys:\n" + "".join(f"  - {entry}\n" for entry in entries)


def ended(field: str, day: str, key: str = OWN) -> tuple[str, str]:
    """An edit that ends a key."""
    return f"- key: {key}\n    {FIRST}", f"- key: {key}\n    {FIRST}\n    {field}: {day}"


@attack("PERSON_NOT_ENROLLED", stands=True)
def a_role_written_into_the_working_record(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-01-05\n")
    siege.files[f"records/person/{OUTSIDER}.yaml"] = siege.text(OUTSIDER, role)


@attack("PERSON_NOT_ENROLLED", "SIGNER_ROLE")
def a_role_written_into_the_working_record_and_used(siege: Siege) -> None:
    a_role_written_into_the_working_record(siege)
    siege.again("approve", person=OUTSIDER)


@attack("PERSON_NOT_ENROLLED", "SIGNER_KEY")
def a_key_written_into_the_working_record_and_used(siege: Siege) -> None:
    siege.files["records/person/P-001.yaml"] = siege.text("P-001", more_keys(f"key: {NEW}\n    {FIRST}"))
    siege.again("approve", demo_key("a second key of P-002"))


@attack("PERSON_NOT_ENROLLED", stands=True)
def a_person_renamed_without_an_administrator(siege: Siege) -> None:
    siege.files[f"records/person/{OUTSIDER}.yaml"] = siege.text(OUTSIDER, ("name: 顾晓岚", "name: 沈怀山"))


@attack("SIGNER_UNKNOWN")
def the_person_deleted(siege: Siege) -> None:
    siege.remove("records/person/P-001.yaml", f"{ROOT}P-001/")


@attack("STATEMENT_FOLDER", "STATEMENT_TRANSITION", "REVISION_NOTATION", "SIGNER_KEY", "SIGNER_UNKNOWN")
def the_person_deleted_but_not_the_enrolment(siege: Siege) -> None:
    siege.remove("records/person/P-001.yaml")


@attack(
    "PERSON_NOT_ENROLLED", stands=True
)  # what they signed goes on counting until an administrator vouches for the void
def the_person_voided(siege: Siege) -> None:
    siege.files["records/person/P-001.yaml"] += b"voided: {by: P-007, date: 2026-02-03, reason: entered twice}\n"


@attack("PERSON_NEVER_ENROLLED", "SIGNER_NOT_ENROLLED", "STATEMENT_SEEN")
def the_enrolment_deleted(siege: Siege) -> None:
    siege.remove(f"{ROOT}{REVIEWER}/")


@attack("STATEMENT_FILES", "ENROL_MISSING", "PERSON_NEVER_ENROLLED", "SIGNER_NOT_ENROLLED", "STATEMENT_SEEN")
def one_byte_of_the_enrolled_record_edited(siege: Siege) -> None:
    siege.edit(f"{ROOT}{REVIEWER}/1/{REVIEWER}.yaml", "陆婉仪", "陆婉怡")


@attack("ENROL_FILE", "PERSON_NEVER_ENROLLED", "SIGNER_NOT_ENROLLED", "STATEMENT_SEEN")
def the_enrolled_record_taken_away(siege: Siege) -> None:
    siege.remove(f"{ROOT}{REVIEWER}/1/{REVIEWER}.yaml")


@attack("ENROL_SELF", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_administrator_enrols_themselves(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: reviewer\n    from: 2026-05-02\n")
    siege.enrol("P-001", siege.text("P-001", role), by="P-001", at=MAY)


@attack("SIGNER_ADMINISTRATOR", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def somebody_who_is_no_administrator_enrols(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), by=REVIEWER, at=MAY)


@attack("SIGNER_ADMINISTRATOR", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_administrator_enrols_with_a_key_that_is_not_theirs(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), at=MAY, key=demo_key(REVIEWER))


@attack("STATEMENT_TRANSITION", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_enrolment_that_is_an_approval(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), at=MAY, step="approve")


@attack("STATEMENT_METHOD", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_enrolment_on_paper(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), at=MAY, method="paper")


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_role_held_before_it_was_given(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-01-05\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), at=MAY)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", "SIGNER_ROLE")
def a_role_held_before_it_was_given_and_used(siege: Siege) -> None:
    a_role_held_before_it_was_given(siege)
    siege.again("approve", person=OUTSIDER)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_role_ended_in_the_past(siege: Siege) -> None:
    role = ("role: approver\n    from: 2026-01-05", "role: approver\n    from: 2026-01-05\n    until: 2026-01-31")
    siege.enrol("P-001", siege.text("P-001", role), at=MAY)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_department_held_before(siege: Siege) -> None:
    edit = ("department: SALES\n    from: 2026-01-05", "department: QA\n    from: 2026-01-05")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, edit), at=MAY)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_key_begun_before_its_enrolment(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, more_keys(f"key: {NEW}\n    from: 2026-04-30")), at=MAY)


@attack("ENROL_KEY_EARLY", "ENROL_MISSING", "PERSON_NEVER_ENROLLED", stands=True)
def a_first_key_begun_before_its_enrolment(siege: Siege) -> None:
    source = siege.text(OUTSIDER, ("id: P-004", "id: P-044"), (line_of(OUTSIDER), NEW))
    siege.enrol("P-044", source, number=1, at=MAY)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_key_retired_in_the_past(siege: Siege) -> None:
    siege.enrol(REVIEWER, siege.text(REVIEWER, ended("retired_on", "2026-01-31")), step="retire", at=MAY)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def the_last_day_of_a_key_moved_into_the_past(siege: Siege) -> None:
    siege.enrol(REVIEWER, siege.text(REVIEWER, ended("until", "2026-01-31")), at=MAY)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_key_taken_out_of_the_list(siege: Siege) -> None:
    siege.enrol(REVIEWER, siege.text(REVIEWER, (OWN, NEW), (FIRST, FIRST)), at=MAY)


@attack("ENROL_PAST", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_retired_key_back_in_use(siege: Siege) -> None:
    before = siege.text(REVIEWER)
    siege.enrol(REVIEWER, siege.text(REVIEWER, ended("retired_on", "2026-05-01")), step="retire", at=MAY)
    siege.enrol(REVIEWER, before, number=3, at="2026-06-01T01:00:00Z")


@attack("SIGNER_KEY")
def a_retired_key_used_later(siege: Siege) -> None:
    siege.enrol(
        "P-001", siege.text("P-001", ended("retired_on", "2026-02-02", line_of("P-001"))), at="2026-02-02T01:00:00Z"
    )
    siege.again("approve", at="2026-02-03T01:00:00Z")


@attack("SIGNER_KEY")
def a_key_used_before_its_first_day(siege: Siege) -> None:
    siege.again("submit", at="2026-01-04T01:00:00Z")
    siege.remove("02-review", "03-approve")


@attack("SIGNER_KEY")
def a_key_used_after_its_last_day(siege: Siege) -> None:
    siege.enrol("P-001", siege.text("P-001", ended("until", "2026-02-02", line_of("P-001"))), at="2026-02-02T01:00:00Z")
    siege.again("approve", at="2026-02-03T01:00:00Z")


@attack("SIGNER_KEY_COMPROMISED")
def what_a_leaked_key_signed(siege: Siege) -> None:
    leaked(siege)


@attack(stands=True)
def what_a_leaked_key_signed_and_an_administrator_kept(siege: Siege) -> None:
    leaked(siege, evidence=siege.digests("approve"))


@attack("SIGNER_KEY_COMPROMISED")
def what_a_leaked_key_signed_beside_what_was_kept(siege: Siege) -> None:
    kept = siege.digests("approve")
    siege.again("approve", reason="another")
    leaked(siege, evidence=kept)


@attack("SIGNER_KEY_COMPROMISED")
def a_keep_list_in_a_statement_that_reports_no_leak(siege: Siege) -> None:
    kept = siege.digests("approve")
    leaked(siege)
    siege.enrol("P-001", siege.text("P-001"), number=3, at=MAY, evidence=kept)


@attack("ENROL_KEY_RESTORED", "ENROL_MISSING", "PERSON_NOT_ENROLLED", "SIGNER_KEY_COMPROMISED")
def the_leak_of_a_key_unsaid(siege: Siege) -> None:
    before = siege.text("P-001")
    leaked(siege)
    siege.enrol("P-001", before, number=3, at="2026-06-01T01:00:00Z")


@attack("SIGNER_KEY_COMPROMISED")
def a_leaked_key_enrolled_again_beside_itself(siege: Siege) -> None:
    key = line_of("P-001")
    source = siege.text("P-001", ended("until", "2026-02-02", key))
    source = source.replace(b"    until: 2026-02-02", b"    until: 2026-02-02\n    compromised_on: 2026-02-02")
    source = source.replace(b"\nkeys:\n", f"\nkeys:\n  - key: {key}\n    from: 2026-02-03\n".encode())
    siege.enrol("P-001", source, step="compromise", at="2026-02-02T01:00:00Z", evidence=siege.digests("approve"))
    siege.again("approve", at="2026-02-04T01:00:00Z")


@attack("ENROL_KEY_TAKEN", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def two_accounts_on_one_key(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, more_keys(f"key: {OWN}\n    from: 2026-05-01")), at=MAY)


@attack("ENROL_KEY_TAKEN", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def a_key_taken_over_by_a_person_who_comes_first(siege: Siege) -> None:
    key = line_of(OUTSIDER)
    siege.enrol(REVIEWER, siege.text(REVIEWER, more_keys(f"key: {key}\n    from: 2026-05-01")), at=MAY)


@attack("ENROL_KEY_TAKEN", "ENROL_MISSING", stands=True)
def two_accounts_on_one_key_with_a_comment(siege: Siege) -> None:
    source = siege.text(OUTSIDER, more_keys(f"key: {OWN} not the same\n    from: 2026-05-01"))
    siege.enrol(OUTSIDER, source, at=MAY, work=False)


@attack("ENROL_KEY_TAKEN", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_administrator_with_a_second_account(siege: Siege) -> None:
    other = line("P-007 as administrator")
    siege.enact(siege.policy(2, (SEVEN, other)))
    source = siege.text(OUTSIDER, more_keys(f"key: {other}\n    from: 2026-05-01"))
    siege.enrol(OUTSIDER, source, at=MAY, policy=2)


@attack("ENROL_KEY_UNUSABLE", stands=True)
def a_key_that_signs_nothing(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, more_keys("key: ssh-ed25519 AAAA\n    from: 2026-05-01")), at=MAY)


@attack("ENROL_KEY_TWICE", stands=True)
def a_key_enrolled_twice_so_that_one_of_them_stays(siege: Siege) -> None:
    more = f"key: {line_of(OUTSIDER)}\n    from: 2026-05-01"
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, more_keys(more)), at=MAY)


@attack("ENROL_NUMBER", "PERSON_NOT_ENROLLED", stands=True)
def an_enrolment_number_skipped(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, more_keys(f"key: {NEW}\n    from: 2026-05-01")), at=MAY, number=3)


@attack("ENROL_NUMBER", stands=True)
def an_enrolment_numbered_zero(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER), at=MAY, number=0)


@attack("STATEMENT_RECORD", "ENROL_MISSING", stands=True)
def an_enrolment_replayed_under_the_next_number(siege: Siege) -> None:
    for path in [path for path in siege.files if path.startswith(f"{ROOT}{OUTSIDER}/1/")]:
        siege.files[path.replace("/1/", "/2/")] = siege.files[path]


@attack("STATEMENT_RECORD", "ENROL_KEY_EARLY", "ENROL_MISSING", "ENROL_NUMBER", "PERSON_NEVER_ENROLLED", stands=True)
def two_enrolments_swapped(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, more_keys(f"key: {NEW}\n    from: 2026-05-01")), at=MAY)
    siege.move(f"{ROOT}{OUTSIDER}/1/", f"{ROOT}{OUTSIDER}/x/")
    siege.move(f"{ROOT}{OUTSIDER}/2/", f"{ROOT}{OUTSIDER}/1/")
    siege.move(f"{ROOT}{OUTSIDER}/x/", f"{ROOT}{OUTSIDER}/2/")


@attack("ENROL_FILE", stands=True)
def the_enrolment_of_another_person(siege: Siege) -> None:
    for path in [path for path in siege.files if path.startswith(f"{ROOT}{OUTSIDER}/1/")]:
        siege.files[path.replace(f"{OUTSIDER}/1/", "P-005/2/")] = siege.files[path]


@attack("STATEMENT_TIME", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_enrolment_signed_before_the_one_before(siege: Siege) -> None:
    siege.enrol(OUTSIDER, siege.text(OUTSIDER), at=MAY)
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), number=3, at="2026-04-01T01:00:00Z")


@attack("STATEMENT_POLICY", "SIGNER_ADMINISTRATOR", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_enrolment_by_an_administrator_of_a_policy_to_come(siege: Siege) -> None:
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol(OUTSIDER, siege.text(OUTSIDER, role), at=MAY, policy=2)


@attack("STATEMENT_POLICY_AGE", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_enrolment_by_an_administrator_of_a_policy_that_is_over(siege: Siege) -> None:
    siege.enact(siege.policy(2, (f"P-007, key: {SEVEN}", f"P-003, key: {line_of('P-003')}")))
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol("P-001", siege.text("P-001", role), by="P-007", at=MAY, policy=1)


@attack("SIGNER_ADMINISTRATOR", "ENROL_MISSING", "PERSON_NOT_ENROLLED", stands=True)
def an_enrolment_by_an_administrator_who_was_removed(siege: Siege) -> None:
    siege.enact(siege.policy(2, (f"P-007, key: {SEVEN}", f"P-003, key: {line_of('P-003')}")))
    role = ("roles:\n", "roles:\n  - role: approver\n    from: 2026-05-02\n")
    siege.enrol("P-001", siege.text("P-001", role), by="P-007", at=MAY, policy=2)


def line_of(person: str) -> str:
    """The enrolled key of a person."""
    return public_line(demo_key(person))


def leaked(siege: Siege, **given: Any) -> None:
    """Report the key of the approver as leaked."""
    source = siege.text(APPROVER, ended("compromised_on", "2026-03-05", line_of(APPROVER)))
    siege.enrol(APPROVER, source, step="compromise", at="2026-03-05T01:00:00Z", **given)
