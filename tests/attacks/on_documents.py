"""Attacks on documents, attachments, statements and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import digest
from tests.company import APPROVER
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import REVIEWER
from tests.siege import OUTSIDER
from tests.siege import ROOT
from tests.siege import Attacks

if TYPE_CHECKING:
    from tests.siege import Siege

attack = Attacks([])
FOLDER = f"{ROOT}{DOCUMENT}/A-0/"
APPROVAL = f"{FOLDER}03-approve-P-001.json"
OTHER = "HM-QP-WK010"


@attack("STATEMENT_FILES")
def one_byte_of_the_signed_document_edited(siege: Siege) -> None:
    siege.edit(f"{FOLDER}{DOCUMENT}.md", "Testing.", "Testing!")


@attack("DOCUMENT_CHANGED", stands=True)
def one_byte_of_the_working_document_edited(siege: Siege) -> None:
    siege.edit(siege.path, "Testing.", "Testing!")


@attack("DOCUMENT_CHANGED", stands=True)
def an_attachment_added_to_the_working_document(siege: Siege) -> None:
    siege.files[f"records/controlled-document/{DOCUMENT}.files/more.pdf"] = b"%PDF-1.7"


@attack("STATEMENT_FILE", stands=True)
def an_attachment_slipped_among_the_signed_bytes(siege: Siege) -> None:
    siege.files[f"{FOLDER}{DOCUMENT}.files/more.pdf"] = b"%PDF-1.7"


@attack("STATEMENT_FILES", stage="attached")
def an_attachment_edited(siege: Siege) -> None:
    siege.files[f"{FOLDER}{DOCUMENT}.files/form.pdf"] += b"?"


@attack("STATEMENT_FILES", stage="attached")
def an_attachment_removed(siege: Siege) -> None:
    siege.remove(f"{FOLDER}{DOCUMENT}.files/form.pdf")


@attack("STATEMENT_FILES", "STATEMENT_FILE", stage="attached")
def an_attachment_renamed(siege: Siege) -> None:
    siege.move(f"{FOLDER}{DOCUMENT}.files/form.pdf", f"{FOLDER}{DOCUMENT}.files/from.pdf")


@attack("SIG_INVALID")
def one_byte_of_the_statement_edited(siege: Siege) -> None:
    siege.edit(APPROVAL, "approver", "reviewer")


@attack("SIGNATURE_MISSING")
def the_signature_taken_away(siege: Siege) -> None:
    siege.remove(f"{APPROVAL}.sig")


@attack("SIG_INVALID")
def the_signature_of_another_statement_beside_it(siege: Siege) -> None:
    siege.files[f"{APPROVAL}.sig"] = siege.files[f"{FOLDER}01-submit-P-007.json.sig"]


@attack("SIG_NAMESPACE")
def the_signature_of_a_commit_used_again(siege: Siege) -> None:
    siege.raw(APPROVAL, siege.files[APPROVAL], APPROVER, namespace="git")


@attack("SIG_NAMESPACE")
def a_signature_in_the_namespace_of_files(siege: Siege) -> None:
    siege.raw(APPROVAL, siege.files[APPROVAL], APPROVER, namespace="file")


@attack("SIGNER_KEY")
def the_key_of_a_stranger(siege: Siege) -> None:
    siege.raw(APPROVAL, siege.files[APPROVAL], "nobody at all")


@attack("SIGNER_KEY")
def the_key_of_a_colleague(siege: Siege) -> None:
    siege.raw(APPROVAL, siege.files[APPROVAL], REVIEWER)


@attack("STATEMENT_RECORD")
def a_statement_moved_to_another_document(siege: Siege) -> None:
    for path in [path for path in siege.files if path.startswith(FOLDER) and path.endswith((".json", ".sig"))]:
        if "03-approve" in path:
            siege.files[path.replace(DOCUMENT, OTHER)] = siege.files.pop(path)
    siege.files[f"records/controlled-document/{OTHER}.md"] = siege.files[siege.path].replace(
        DOCUMENT.encode(), OTHER.encode()
    )


@attack("STATEMENT_RECORD")
def statements_moved_to_another_revision(siege: Siege) -> None:
    siege.move(FOLDER, f"{ROOT}{DOCUMENT}/A-1/")


@attack("STATEMENT_RECORD")
def an_approval_that_names_another_document(siege: Siege) -> None:
    siege.again("approve", record=OTHER)


@attack("STATEMENT_RECORD")
def an_approval_that_names_another_revision(siege: Siege) -> None:
    siege.again("approve", revision="A/1")


@attack("STATEMENT_REPOSITORY")
def an_approval_of_another_repository(siege: Siege) -> None:
    siege.again("approve", repository="00000000-0000-4000-8000-000000000000")


@attack("STATEMENT_NAME")
def a_statement_under_another_number(siege: Siege) -> None:
    siege.move(f"{FOLDER}03-approve", f"{FOLDER}003-approve")


@attack("STATEMENT_NAME")
def a_statement_under_the_name_of_a_colleague(siege: Siege) -> None:
    siege.move("03-approve-P-001", "03-approve-P-002")


@attack("STATEMENT_NAME")
def a_statement_under_the_name_of_another_step(siege: Siege) -> None:
    siege.move("03-approve-P-001", "03-obsolete-P-001")


@attack("STATEMENT_FILE")
def a_statement_under_a_name_that_is_none(siege: Siege) -> None:
    siege.move("03-approve-P-001", "3-approve-P-001")


@attack()
def the_approval_deleted(siege: Siege) -> None:
    siege.remove("03-approve")


@attack("STATEMENT_SEEN")
def the_review_deleted(siege: Siege) -> None:
    siege.remove("02-review")


@attack("STATEMENT_SEEN")
def the_submit_deleted(siege: Siege) -> None:
    siege.remove("01-submit")


@attack("SIGNER_DISTINCT", "STATEMENT_SEEN")
def the_author_reviews(siege: Siege) -> None:
    siege.again("review", person=AUTHOR)
    siege.again("approve", seen=siege.digests("submit", "review"))


@attack("SIGNER_DISTINCT")
def the_reviewer_approves(siege: Siege) -> None:
    siege.enrol(
        REVIEWER,
        siege.text(REVIEWER, ("roles:\n", "roles:\n  - role: approver\n    from: 2026-02-02\n")),
        at="2026-02-02T01:00:00Z",
    )
    siege.again("approve", person=REVIEWER, at="2026-02-03T01:00:00Z")


@attack("SIGNER_ROLE")
def an_outsider_approves(siege: Siege) -> None:
    siege.again("approve", person=OUTSIDER)


@attack("SIGNER_ROLE")
def an_outsider_claims_a_role_of_their_own(siege: Siege) -> None:
    siege.again("approve", person=OUTSIDER, role="author")


@attack("SIGNER_UNKNOWN")
def a_person_whom_nobody_knows(siege: Siege) -> None:
    siege.again("approve", person="P-999")


@attack("SIGNER_UNKNOWN")
def a_department_signs(siege: Siege) -> None:
    siege.again("approve", person="QA", key=demo_key(APPROVER))


@attack("STATEMENT_SEEN", stage="submitted")
def approved_before_the_review(siege: Siege) -> None:
    siege.more("submit", 2, transition="approve", person=APPROVER, role="approver", effective_on="2026-03-01")


@attack("STATEMENT_SEEN")
def what_the_approval_has_seen_cut_to_nothing(siege: Siege) -> None:
    siege.again("approve", seen=[])


@attack("STATEMENT_SEEN")
def what_the_approval_has_seen_cut_to_the_submit(siege: Siege) -> None:
    siege.again("approve", seen=siege.digests("submit"))


@attack("STATEMENT_SEEN")
def an_approval_that_has_seen_what_is_not_there(siege: Siege) -> None:
    siege.again("approve", seen=[*siege.digests("submit", "review"), digest(b"a rejection")])


@attack("STATEMENT_TIME")
def approved_before_what_it_has_seen(siege: Siege) -> None:
    siege.again("approve", at="2026-02-01T01:59:59Z")


@attack("STATEMENT_LATE")
def approved_after_the_effective_date(siege: Siege) -> None:
    siege.again("approve", at="2026-03-02T01:00:00Z")


@attack("STATEMENT_EFFECTIVE")
def an_approval_for_an_earlier_day_than_the_document_says(siege: Siege) -> None:
    siege.again("approve", effective_on="2026-02-02")


@attack("STATEMENT_REQUIRES", "STATEMENT_SEEN", stage="issued")
def a_submit_that_asks_for_less(siege: Siege) -> None:
    siege.again("submit", requires=["submit:author"], effective_on="2026-03-01")


@attack("STATEMENT_REQUIRES", "STATEMENT_SEEN", stage="issued")
def a_submit_that_lets_authors_approve(siege: Siege) -> None:
    siege.again("submit", requires=["submit:author", "review:reviewer", "approve:author"])


@attack("STATEMENT_ISSUED", stands=True)
def a_second_submit_into_what_is_approved(siege: Siege) -> None:
    siege.more("submit", 4, at="2026-02-02T01:00:00Z")


@attack("STATEMENT_TRANSITION", stands=True)
def a_rejection_of_what_is_approved(siege: Siege) -> None:
    seen = siege.digests("submit", "review", "approve")
    siege.more("review", 4, transition="reject", person="P-003", at="2026-02-02T01:00:00Z", seen=seen)


@attack("STATEMENT_TRANSITION", stands=True)
def a_second_approval_of_the_same_step(siege: Siege) -> None:
    siege.more("approve", 4, at="2026-02-02T01:00:00Z")


@attack("STATEMENT_END", stands=True)
def withdrawn_from_no_day(siege: Siege) -> None:
    seen = siege.digests("submit", "review", "approve")
    changes: dict[str, Any] = {
        "transition": "withdraw",
        "effective_on": None,
        "seen": seen,
        "at": "2026-04-01T01:00:00Z",
    }
    siege.more("approve", 4, **changes)


@attack("STATEMENT_LATE", stands=True)
def withdrawn_from_a_day_that_has_passed(siege: Siege) -> None:
    seen = siege.digests("submit", "review", "approve")
    changes: dict[str, Any] = {
        "transition": "withdraw",
        "effective_on": "2026-03-02",
        "seen": seen,
        "at": "2026-04-01T01:00:00Z",
    }
    siege.more("approve", 4, **changes)


@attack("STATEMENT_JSON")
def a_field_given_twice(siege: Siege) -> None:
    source = siege.files[APPROVAL].replace(b'"role": "approver"', b'"role": "author", "role": "approver"')
    siege.raw(APPROVAL, source, APPROVER)


@attack("STATEMENT_JSON")
def a_field_too_many(siege: Siege) -> None:
    siege.raw(APPROVAL, siege.files[APPROVAL].replace(b'"policy": 1', b'"policy": 1, "approved": true'), APPROVER)


@attack("STATEMENT_JSON")
def a_delegation_without_a_principal(siege: Siege) -> None:
    siege.again("approve", delegation="DLG-2026-009")


@attack("STATEMENT_JSON")
def a_statement_that_names_files_outside_its_folder(siege: Siege) -> None:
    siege.again("approve", files={f"../A-1/{DOCUMENT}.md": digest(b"")})


@attack("STATEMENT_FILES")
def an_approval_of_other_bytes(siege: Siege) -> None:
    siege.again("approve", files={f"{DOCUMENT}.md": digest(b"other")})


@attack("STATEMENT_FILES")
def an_approval_of_fewer_files(siege: Siege) -> None:
    siege.again("approve", files={"other.md": digest(b"other")})


@attack("STATEMENT_SEEN", "STATEMENT_TRANSITION")
def another_number_twice_so_that_a_rejection_comes_first(siege: Siege) -> None:
    changes: dict[str, Any] = {"transition": "reject", "person": "P-003", "at": "2026-02-01T01:30:00Z"}
    siege.more("review", 2, seen=siege.digests("submit"), **changes)


@attack("STATEMENT_METHOD")
def a_method_that_the_policy_does_not_list(siege: Siege) -> None:
    siege.again("approve", method="fax")


@attack("SIGNER_NAME")
def signed_under_the_name_of_somebody_else(siege: Siege) -> None:
    siege.again("approve", name=siege.called(OUTSIDER))


@attack("STATEMENT_METHOD")
def an_ssh_signature_passed_off_as_a_passkey(siege: Siege) -> None:
    siege.again("approve", method="webauthn")


@attack("STATEMENT_METHOD")
def a_review_passed_off_as_a_paper_era_approval(siege: Siege) -> None:
    siege.again("approve", method="adopt")


@attack("STATEMENT_TRANSITION")
def a_step_that_no_lifecycle_has(siege: Siege) -> None:
    siege.again("approve", transition="bless")


@attack("STATEMENT_FOLDER", stands=True)
def the_document_deleted_under_its_statements(siege: Siege) -> None:
    siege.remove(siege.path)


@attack("REVISION_ORDER", stands=True)
def an_older_revision_made_after_a_newer_one(siege: Siege) -> None:
    siege.files[siege.path] = siege.files[siege.path].replace(b"A/0", "第一版，第0次".encode())


@attack("STATEMENT_TRANSITION", stage="issued", stands=True)
def a_release_that_nobody_asked_for_moves_the_effective_date(siege: Siege) -> None:
    seen = siege.digests("submit", "review", "approve")
    changes: dict[str, Any] = {
        "transition": "release",
        "person": "P-008",
        "role": "document_controller",
        "effective_on": None,
    }
    siege.more("approve", 4, at="2026-10-01T01:00:00Z", seen=seen, **changes)
    assert siege.revision().effective_on == "2026-03-01"


@attack("STATEMENT_TRANSITION", stage="released", stands=True)
def a_second_release_moves_the_effective_date(siege: Siege) -> None:
    before = siege.revision().effective_on
    siege.more("release", 5, at="2026-10-01T01:00:00Z")
    assert siege.revision().effective_on == before


@attack(stage="released")
def the_release_deleted(siege: Siege) -> None:
    siege.remove("04-release")
    assert siege.approvals.in_force(DOCUMENT, "2026-12-31") is None


@attack("STATEMENT_SEEN", stage="released")
def released_before_the_approval(siege: Siege) -> None:
    siege.again("release", seen=siege.digests("submit", "review"))


@attack("SIGNER_ROLE", stage="released")
def released_by_the_wrong_role(siege: Siege) -> None:
    siege.again("release", person=OUTSIDER)
