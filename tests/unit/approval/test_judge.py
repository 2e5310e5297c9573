from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

from docctl.approval.act import Refused
from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from docctl.approval.statement import digest
from tests.company import APPROVER
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import LIFECYCLE
from tests.company import PARAMETERS
from tests.company import POLICY
from tests.company import REVIEWER
from tests.company import Company
from tests.trusted import own_key

STRANGER = ed25519.Ed25519PrivateKey.from_private_bytes(b"s" * 32)
SUBMIT, REVIEW, APPROVE = "2026-02-01T01:00:00Z", "2026-02-01T02:00:00Z", "2026-02-01T03:00:00Z"


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture
def submitted(company: Company) -> Company:
    company.sign("submit", AUTHOR, SUBMIT)
    return company


@pytest.fixture
def reviewed(submitted: Company) -> Company:
    submitted.sign("review", REVIEWER, REVIEW)
    return submitted


@pytest.fixture
def issued(company: Company) -> Company:
    company.issue()
    return company


def replaced(company: Company, **changes: Any) -> list[str]:
    """What is said when the approval had been signed with other fields."""
    base = company.last()
    for path in [path for path in company.files if "/03-approve-" in path]:
        del company.files[path]
    company.forge(base, **changes)
    assert not company.revision().issued
    return company.slugs()


def test_the_ordinary_way_counts_to_the_last_statement(issued: Company) -> None:
    revision = issued.revision()
    assert issued.problems() == []
    assert revision.issued
    assert revision.missing == ()
    assert [judged.transition for judged in revision.statements] == ["submit", "review", "approve"]
    assert all(judged.valid for judged in revision.statements)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"repository": "another"}, ["statement-repository"]),
        ({"record": "HM-QP-WK001"}, ["statement-record"]),
        ({"revision": "A/1"}, ["statement-record"]),
        ({"transition": "destroy"}, ["statement-transition"]),
        ({"transition": "withdraw", "effective_on": "2026-03-02"}, ["statement-transition"]),
        ({"policy": 2}, ["statement-policy"]),
        ({"method": "fax"}, ["statement-method"]),
        ({"person": "P-999"}, ["signer-unknown"]),
        ({"person": "ISO"}, ["signer-unknown"]),
        ({"role": "reviewer"}, ["signer-role"]),
        ({"person": "P-004"}, ["signer-role"]),
        ({"files": {f"{DOCUMENT}.md": digest(b"other")}}, ["statement-files"]),
        ({"files": {"other.md": digest(b"other")}}, ["statement-files"]),
        ({"seen": []}, ["statement-seen"]),
        ({"at": "2026-02-01T01:30:00Z"}, ["statement-time"]),
        ({"at": "2026-03-02T03:00:00Z"}, ["statement-late"]),
        ({"effective_on": "2026-04-01"}, ["statement-effective"]),
        ({"effective_on": None}, ["statement-effective"]),
    ],
)
def test_an_approval_that_says_something_else_does_not_count(
    issued: Company, changes: dict[str, Any], expected: list[str]
) -> None:
    assert replaced(issued, **changes) == expected


def test_a_statement_is_refused_under_another_name(issued: Company) -> None:
    issued.forge(issued.last(), name="4-approve-P-001.json")
    assert issued.slugs() == ["statement-file", "statement-file"]


@pytest.mark.parametrize("name", ["03-approve-P-002.json", "03-review-P-001.json", "003-approve-P-001.json"])
def test_the_name_of_a_statement_says_what_it_holds(issued: Company, name: str) -> None:
    base = issued.last()
    for path in [path for path in issued.files if "/03-approve-" in path]:
        del issued.files[path]
    path = issued.folder() + name
    issued.file(path, base.to_bytes(), demo_key(base.person))
    (found,) = issued.problems()
    assert (found.slug, found.path, found.record) == ("engine.statement-name", path, DOCUMENT)


def test_a_hundredth_statement_keeps_its_place(issued: Company) -> None:
    base = issued.last()
    for path in [path for path in issued.files if "/03-approve-" in path]:
        del issued.files[path]
    issued.forge(base, name="100-approve-P-001.json")
    assert issued.problems() == []
    assert issued.revision().folder.next_number == 101


def test_an_approval_after_the_effective_date_is_refused_as_r_012(reviewed: Company) -> None:
    with pytest.raises(Refused) as refused:
        reviewed.sign("approve", APPROVER, "2026-03-01T16:00:00Z")  # the next day in Shanghai
    assert [(v.code, v.slug) for v in refused.value.reasons] == [("R-012", "engine.statement-late")]
    reviewed.sign("approve", APPROVER, "2026-03-01T15:59:59Z")
    assert reviewed.revision().issued


def test_the_author_may_not_review(submitted: Company) -> None:
    with pytest.raises(Refused) as refused:
        submitted.sign("review", AUTHOR, REVIEW)
    assert [(v.code, v.slug) for v in refused.value.reasons] == [("R-013", "engine.signer-distinct")]


def reviewer_approves(company: Company) -> None:
    person = f"records/person/{REVIEWER}.yaml"
    company.edit(person, "roles:\n", "roles:\n  - role: approver\n    from: 2024-12-02\n")
    company.sign("submit", AUTHOR, SUBMIT)
    company.sign("review", REVIEWER, REVIEW)
    company.sign("approve", REVIEWER, APPROVE)


def test_the_reviewer_may_approve_only_where_duties_are_relaxed(company: Company) -> None:
    with pytest.raises(Refused) as refused:
        reviewer_approves(company)
    assert [v.code for v in refused.value.reasons] == ["R-013"]
    relaxed = Company()
    relaxed.edit(PARAMETERS, "doc.sod:\n  value: strict", "doc.sod:\n  value: relaxed")
    reviewer_approves(relaxed)
    assert relaxed.revision().issued


def test_a_role_counts_on_the_day_of_signing_only(reviewed: Company) -> None:
    reviewed.edit(
        f"records/person/{APPROVER}.yaml",
        "role: approver\n    from: 2024-12-02",
        "role: approver\n    from: 2026-02-02",
    )
    with pytest.raises(Refused) as refused:
        reviewed.sign("approve", APPROVER, APPROVE)
    assert [v.code for v in refused.value.reasons] == ["R-014"]
    reviewed.sign("approve", APPROVER, "2026-02-01T16:00:00Z")
    assert reviewed.problems() == []


def test_nobody_approves_before_the_review(submitted: Company) -> None:
    with pytest.raises(Refused) as refused:
        submitted.sign("approve", APPROVER, APPROVE)
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-seen"]


def test_a_removed_review_takes_the_approval_with_it(issued: Company) -> None:
    for path in [path for path in issued.files if "/02-review-" in path]:
        del issued.files[path]
    assert issued.slugs() == ["statement-seen"]
    assert issued.revision().missing == ("review:reviewer", "approve:approver")


def test_a_removed_rejection_is_noticed_by_what_has_seen_it(reviewed: Company) -> None:
    base = reviewed.last()
    seen = [*base.seen, digest(b"a statement that was taken away")]
    reviewed.forge(base, person="P-003", seen=seen)
    assert reviewed.slugs() == ["statement-seen"]


def test_nothing_is_approved_after_a_rejection_until_it_is_submitted_again(reviewed: Company) -> None:
    reviewed.sign("reject", APPROVER, APPROVE, reason="page 3 is missing")
    assert reviewed.revision().stage == "rejected"
    with pytest.raises(Refused) as refused:
        reviewed.sign("approve", APPROVER, "2026-02-01T04:00:00Z")
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-transition"]
    reviewed.write(summary="page 3 added")
    reviewed.issue("2026-02-02")
    assert reviewed.problems() == []
    assert reviewed.revision().issued


def test_a_submit_opens_a_round_in_which_earlier_reviews_do_not_count(reviewed: Company) -> None:
    reviewed.write(summary="Changed after the review")
    reviewed.sign("submit", AUTHOR, "2026-02-01T02:30:00Z")
    revision = reviewed.revision()
    assert [judged.valid for judged in revision.statements] == [False, False, True]
    assert revision.missing == ("review:reviewer", "approve:approver")
    with pytest.raises(Refused):
        reviewed.sign("approve", APPROVER, APPROVE)
    assert reviewed.problems() == []


def test_nothing_is_submitted_into_an_issued_revision(issued: Company) -> None:
    submit = next(j.statement for j in issued.revision().statements if j.transition == "submit")
    issued.forge(submit, at="2026-02-01T05:00:00Z")
    assert issued.slugs() == ["statement-issued"]
    assert issued.revision().issued


def test_a_submit_may_not_ask_for_less_than_the_lifecycle(company: Company) -> None:
    company.sign("submit", AUTHOR, SUBMIT)
    base = company.last()
    for path in [path for path in company.files if path.startswith(company.folder()) and "submit" in path]:
        del company.files[path]
    company.forge(base, requires=["submit:author"], effective_on="2026-03-01")
    assert company.slugs() == ["statement-requires"]
    assert not company.revision().issued


def test_a_submit_of_an_earlier_policy_is_judged_by_what_it_asked_for(issued: Company) -> None:
    issued.edit(LIFECYCLE, "{role: reviewer, when:", "{role: qa_reviewer, when:")
    assert issued.slugs() == ["statement-requires", "statement-seen", "signer-role", "statement-seen"]
    issued.raise_policy("2026-02-02T00:00:00Z")
    assert issued.problems() == []
    assert issued.revision().issued


def test_a_step_that_the_lifecycle_no_longer_has_still_counts(issued: Company) -> None:
    text = issued.files[LIFECYCLE].decode()
    start, end = text.index("  - name: review"), text.index("  - name: approve")
    issued.files[LIFECYCLE] = (
        (text[:start] + text[end:])
        .replace("""      - {transition: review, when: "cfg.doc.sod == 'strict'", x-sources: [R-013]}\n""", "")
        .encode()
    )
    issued.raise_policy("2026-02-02T00:00:00Z")
    assert issued.problems() == []
    assert issued.revision().issued


def test_a_withdrawal_says_from_when_and_never_from_a_day_that_has_passed(issued: Company) -> None:
    with pytest.raises(Refused) as refused:
        issued.sign("withdraw", APPROVER, "2026-04-01T01:00:00Z")
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-end"]
    with pytest.raises(Refused) as refused:
        issued.sign("withdraw", APPROVER, "2026-04-01T01:00:00Z", effective_on="2026-03-31")
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-late"]
    issued.sign("withdraw", APPROVER, "2026-04-01T01:00:00Z", effective_on="2026-04-01")
    assert issued.problems() == []


def test_only_what_is_issued_can_be_withdrawn(reviewed: Company) -> None:
    with pytest.raises(Refused) as refused:
        reviewed.sign("withdraw", APPROVER, APPROVE, effective_on="2026-03-01")
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-transition"]


def test_where_all_must_sign_the_approval_waits_for_the_last(company: Company) -> None:
    company.edit(
        LIFECYCLE,
        """      - {role: reviewer, when: "!('group' in cfg.profiles && self.issuing_department == 'MKT')"}""",
        "      - {role: reviewer}\n      - {role: qa_reviewer}",
    )
    company.edit(
        LIFECYCLE,
        "    to: in_review\n    needed: true\n    signed_by:\n",
        "    to: in_review\n    needed: true\n    all: true\n    signed_by:\n",
    )
    company.sign("submit", AUTHOR, SUBMIT)
    assert company.last().requires == ["submit:author", "review:reviewer", "review:qa_reviewer", "approve:approver"]
    company.sign("review", "P-003", REVIEW)
    with pytest.raises(Refused) as refused:
        company.sign("approve", APPROVER, APPROVE)
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-seen"]
    company.sign("review", REVIEWER, "2026-02-01T02:30:00Z", role="qa_reviewer")
    company.sign("approve", APPROVER, APPROVE)
    assert company.problems() == []
    assert len(company.last().seen) == 3


def test_a_role_limited_to_a_department_counts_there_only(company: Company) -> None:
    company.edit(
        LIFECYCLE,
        """      - {role: reviewer, when: "!('group' in cfg.profiles && self.issuing_department == 'MKT')"}""",
        "      - {role: dept_head, department: self.issuing_department}",
    )
    company.sign("submit", "P-008", SUBMIT)
    with pytest.raises(Refused) as refused:
        company.sign("review", REVIEWER, REVIEW)  # head of quality, not of ISO
    assert [v.slug for v in refused.value.reasons] == ["engine.signer-role"]
    company.sign("review", "P-007", REVIEW)
    assert company.problems() == []


@pytest.mark.parametrize("broken", [b"", b"not a signature", b"-----BEGIN SSH SIGNATURE-----\n"])
def test_a_broken_signature_is_refused(issued: Company, broken: bytes) -> None:
    issued.files[issued.folder() + "03-approve-P-001.json.sig"] = broken
    assert issued.slugs() == ["sig-armour"]


def test_a_statement_without_signature_is_refused(issued: Company) -> None:
    del issued.files[issued.folder() + "03-approve-P-001.json.sig"]
    assert issued.slugs() == ["signature-missing"]


def test_one_byte_of_a_statement_breaks_its_signature(issued: Company) -> None:
    issued.edit(issued.folder() + "03-approve-P-001.json", '"policy": 1', '"policy":  1')
    assert issued.slugs() == ["sig-invalid"]


def test_the_key_of_another_person_is_refused(issued: Company) -> None:
    base = issued.last()
    issued.file(issued.folder() + "03-approve-P-001.json", base.to_bytes(), demo_key(REVIEWER))
    assert issued.slugs() == ["signer-key"]


@pytest.mark.parametrize(
    ("window", "counts"),
    [
        ("from: 2024-12-02\n    until: 2026-02-01", True),
        ("from: 2024-12-02\n    until: 2026-01-31", False),
        ("from: 2026-02-02", False),
        ("from: 2024-12-02\n    retired_on: 2026-02-01", True),
        ("from: 2024-12-02\n    retired_on: 2026-01-31", False),
    ],
)
def test_a_key_counts_within_its_window(issued: Company, window: str, *, counts: bool) -> None:
    person = f"records/person/{APPROVER}.yaml"
    before, _, after = issued.files[person].decode().partition("  - key: ssh-ed25519 ")
    issued.files[person] = (before + "  - key: ssh-ed25519 " + after.replace("from: 2024-12-02", window)).encode()
    assert issued.slugs() == ([] if counts else ["signer-key"])


def test_an_unusable_key_among_those_of_a_person_signs_nothing(issued: Company) -> None:
    issued.edit(
        f"records/person/{APPROVER}.yaml", "keys:\n", "keys:\n  - key: ssh-ed25519 AAAA\n    from: 2024-12-02\n"
    )
    assert issued.problems() == []
    found = [violation.slug for violation in issued.approvals.trust.trust_problems()]
    assert found == ["engine.enrol-key-unusable"]


def test_a_voided_person_signs_nothing(issued: Company) -> None:
    person = f"records/person/{APPROVER}.yaml"
    issued.files[person] += b"voided: {by: P-007, date: 2026-02-03, reason: entered twice}\n"
    assert issued.slugs() == ["signer-unknown"]


def test_demo_keys_are_refused_outside_a_demo_even_under_another_name(issued: Company) -> None:
    issued.edit(POLICY, "demo: true", "demo: false")
    assert set(issued.slugs()) == {"signer-not-enrolled"}
    for administrator in ("P-001", "P-007"):
        issued.edit(POLICY, public_line(demo_key(administrator)), public_line(own_key(administrator)))
    assert set(issued.slugs()) == {"signer-demo-key"}
    issued.edit(f"records/person/{APPROVER}.yaml", public_line(demo_key(APPROVER)), public_line(demo_key("P-014")))
    base = issued.last()
    issued.file(issued.folder() + "03-approve-P-001.json", base.to_bytes(), demo_key("P-014"))
    assert issued.slugs() == ["signer-demo-key"] * 3
    issued.edit(f"records/person/{APPROVER}.yaml", public_line(demo_key("P-014")), public_line(STRANGER))
    issued.file(issued.folder() + "03-approve-P-001.json", base.to_bytes(), STRANGER)
    assert issued.slugs().count("signer-demo-key") == 2


@pytest.mark.parametrize("forged", ["A/1", "Z/9", "no revision at all"])
def test_a_forged_last_statement_does_not_unsettle_the_others(issued: Company, forged: str) -> None:
    issued.forge(issued.last(), key=STRANGER, revision=forged)
    assert issued.slugs() == ["statement-record", "signer-key"]
    assert issued.revision().issued


def test_a_folder_whose_revision_no_notation_knows_is_reported(issued: Company) -> None:
    for path in [path for path in issued.files if path.startswith(issued.folder())]:
        issued.files[path.replace("A-0", "v1", 1)] = issued.files.pop(path)
        issued.files[path.replace("A-0", "v1", 1)] = issued.files[path.replace("A-0", "v1", 1)].replace(b"A/0", b"v1")
    assert "revision-notation" in issued.slugs()
    assert not issued.revision("v1").issued


def test_a_folder_that_holds_another_revision_is_reported(issued: Company) -> None:
    for path in [path for path in issued.files if path.startswith(issued.folder())]:
        issued.files[path.replace("A-0", "A-1", 1)] = issued.files.pop(path)
    assert "statement-record" in issued.slugs()
    assert not issued.revision("A-1").issued


@pytest.mark.parametrize("content", [b"", b"---\nid: [\n---\n", b"\xff\xfe", b"---\nrevision: A/0\n---\n"])
def test_signed_bytes_that_cannot_be_read_are_reported(issued: Company, content: bytes) -> None:
    issued.files[issued.folder() + f"{DOCUMENT}.md"] = content
    found = issued.slugs()
    assert found
    assert not issued.revision().issued


def test_the_bytes_may_be_unreadable_although_they_are_those_that_were_signed(submitted: Company) -> None:
    base = submitted.last()
    hostile = b"---\nid: [\n---\n"
    submitted.files[submitted.folder() + f"{DOCUMENT}.md"] = hostile
    submitted.forge(base, at=REVIEW, files={f"{DOCUMENT}.md": digest(hostile)})
    assert "yaml-syntax" in submitted.slugs()
    assert submitted.revision().record is None


def test_signed_bytes_that_went_missing_are_reported(issued: Company) -> None:
    del issued.files[issued.folder() + f"{DOCUMENT}.md"]
    assert issued.slugs() == ["statement-files"]
    assert not issued.revision().issued


def test_a_document_that_names_no_effective_date_cannot_be_approved(company: Company) -> None:
    company.edit(company.path, "effective_on: 2026-03-01\n", "")
    company.sign("submit", AUTHOR, SUBMIT)
    company.sign("review", REVIEWER, REVIEW)
    with pytest.raises(Refused) as refused:
        company.sign("approve", APPROVER, APPROVE)
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-effective"]
    with pytest.raises(Refused) as refused:
        company.sign("approve", APPROVER, APPROVE, effective_on="2026-03-01")
    assert [v.slug for v in refused.value.reasons] == ["engine.statement-effective"]


def test_a_condition_that_cannot_be_judged_lets_nobody_sign(submitted: Company) -> None:
    submitted.edit(LIFECYCLE, "signed_by: [{role: author}]", "signed_by: [{role: author, when: self.pages_total > 1}]")
    assert submitted.slugs() == ["statement-requires", "signer-role"]


def test_a_condition_about_a_faulty_record_has_no_verdict_on_what_was_asked(submitted: Company) -> None:
    condition = "ref(self.issuing_department).name != 'x'"
    submitted.edit(LIFECYCLE, "signed_by: [{role: author}]", f'signed_by: [{{role: author, when: "{condition}"}}]')
    assert submitted.problems() == []
    submitted.files["records/department/ISO.yaml"] += b"unknown: field\n"
    assert submitted.slugs() == ["signer-role"]


def test_a_review_that_lost_its_signature_keeps_no_further_step_from_being_judged(reviewed: Company) -> None:
    del reviewed.files[reviewed.folder() + "02-review-P-002.json.sig"]
    reviewed.sign("review", "P-003", "2026-02-01T02:30:00Z")
    assert reviewed.slugs() == ["signature-missing"]
    assert reviewed.revision().missing == ("approve:approver",)
