from __future__ import annotations

import pytest

from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import Company

SECOND = ("A/1", "2026-06-01")


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture
def issued(company: Company) -> Company:
    company.issue()
    return company


@pytest.fixture
def twice(issued: Company) -> Company:
    issued.write(*SECOND)
    issued.issue("2026-05-01")
    return issued


def states(company: Company, day: str) -> dict[str, str]:
    approvals = company.approvals
    return {r.name: approvals.state(r, day) for r in approvals.of(DOCUMENT)}


def in_force(company: Company, day: str) -> str | None:
    found = company.approvals.in_force(DOCUMENT, day)
    return found.name if found else None


def test_a_document_comes_into_force_on_its_effective_date_and_not_the_day_before(issued: Company) -> None:
    assert issued.problems() == []
    assert [in_force(issued, day) for day in ("2026-02-28", "2026-03-01")] == [None, "A/0"]
    assert states(issued, "2026-02-28") == {"A/0": "pending"}
    assert states(issued, "2026-03-01") == {"A/0": "effective"}


def test_a_later_revision_supersedes_the_earlier_from_its_day_on(twice: Company) -> None:
    assert twice.problems() == []
    assert [in_force(twice, day) for day in ("2026-05-31", "2026-06-01")] == ["A/0", "A/1"]
    assert states(twice, "2026-05-31") == {"A/0": "effective", "A/1": "pending"}
    assert states(twice, "2026-06-01") == {"A/0": "superseded", "A/1": "effective"}


def test_a_withdrawn_revision_does_not_bring_back_its_predecessor(twice: Company) -> None:
    twice.sign("withdraw", "P-001", "2026-07-01T01:00:00Z", effective_on="2026-07-10")
    assert [in_force(twice, day) for day in ("2026-07-09", "2026-07-10")] == ["A/1", None]
    assert states(twice, "2026-07-09") == {"A/0": "superseded", "A/1": "effective"}
    assert states(twice, "2026-07-10") == {"A/0": "superseded", "A/1": "withdrawn"}
    assert twice.revision("A-1").stage == "withdrawn"


@pytest.mark.parametrize("day", ["2026-05-15", "2026-06-01"])
def test_a_pending_revision_is_withdrawn_without_touching_the_one_in_force(twice: Company, day: str) -> None:
    twice.sign("withdraw", "P-001", "2026-05-10T01:00:00Z", effective_on=day)
    assert [in_force(twice, at) for at in ("2026-05-31", "2026-06-01", "2026-12-31")] == ["A/0"] * 3
    assert states(twice, "2026-06-01") == {"A/0": "effective", "A/1": "withdrawn"}
    assert not twice.revision("A-1").came_into_force


def test_a_revision_withdrawn_the_day_after_its_first_was_in_force_and_leaves_none(twice: Company) -> None:
    twice.sign("withdraw", "P-001", "2026-05-10T01:00:00Z", effective_on="2026-06-02")
    assert [in_force(twice, day) for day in ("2026-06-01", "2026-06-02")] == ["A/1", None]


def test_a_superseded_revision_may_be_made_obsolete(issued: Company) -> None:
    issued.sign("obsolete", AUTHOR, "2026-05-02T01:00:00Z", effective_on="2026-06-10")
    issued.write(*SECOND)
    issued.issue("2026-05-01")
    assert issued.problems() == []
    assert states(issued, "2026-06-10") == {"A/0": "obsolete", "A/1": "effective"}
    assert issued.revision().stage == "obsolete"


def test_damaged_bytes_of_the_newest_revision_do_not_bring_back_an_older_one(twice: Company) -> None:
    twice.edit(twice.folder("A-1") + f"{DOCUMENT}.md", "Testing.", "Tasting.")
    assert in_force(twice, "2026-06-01") is None
    assert in_force(twice, "2026-05-31") == "A/0"
    assert states(twice, "2026-06-01") == {"A/0": "superseded", "A/1": "in_review"}
    assert "statement-files" in twice.slugs()


def test_a_stray_file_is_reported_and_takes_nothing_out_of_force(issued: Company) -> None:
    issued.files[issued.folder() + "notes.txt"] = b"x"
    assert issued.slugs() == ["statement-file"]
    assert in_force(issued, "2026-03-01") == "A/0"


def test_two_revisions_of_one_day_are_refused_until_one_is_withdrawn(issued: Company) -> None:
    issued.write("A/1", "2026-03-01")
    issued.issue("2026-02-02")
    (found,) = issued.problems()
    assert (found.code, found.slug) == ("R-007", "engine.revision-same-day")
    assert in_force(issued, "2026-03-01") == "A/1"
    issued.sign("withdraw", "P-001", "2026-02-03T01:00:00Z", effective_on="2026-03-01")
    assert issued.problems() == []
    assert in_force(issued, "2026-03-01") == "A/0"


def test_one_byte_changed_in_an_approved_document_is_refused(issued: Company) -> None:
    assert issued.approvals.stage(issued.library.records[DOCUMENT]) == "approved"
    issued.edit(issued.path, "Testing.", "Tasting.")
    (found,) = issued.problems()
    assert (found.code, found.slug) == ("R-010", "engine.document-changed")


def test_an_attachment_is_approved_with_the_document(company: Company) -> None:
    attachment = f"records/controlled-document/{DOCUMENT}.files/plan.pdf"
    company.files[attachment] = b"%PDF"
    company.issue()
    assert company.files[company.folder() + f"{DOCUMENT}.files/plan.pdf"] == b"%PDF"
    assert company.problems() == []
    company.files[attachment] = b"%PDF changed"
    assert company.slugs() == ["document-changed"]


@pytest.mark.parametrize(
    ("revision", "expected"),
    [("A/1", []), ("A/0", ["document-changed"]), ("第二版第0次", ["revision-order"]), ("v1", ["revision-notation"])],
)
def test_a_new_revision_follows_the_issued_ones_in_their_notation(
    issued: Company, revision: str, expected: list[str]
) -> None:
    issued.write(revision, "2026-06-01")
    assert issued.slugs() == expected


def test_an_older_revision_after_a_newer_is_refused(company: Company) -> None:
    company.write("B/0")
    company.issue()
    company.write("A/5", "2026-06-01")
    (found,) = company.problems()
    assert (found.code, found.slug) == ("R-006", "engine.revision-order")


def test_a_document_that_was_never_submitted_is_a_draft(company: Company) -> None:
    record = company.library.records[DOCUMENT]
    assert company.approvals.stage(record) == "draft"
    assert company.check.stage(record) == "draft"
    company.write("v1")
    assert company.slugs() == ["revision-notation"]


def test_a_document_changed_after_its_submit_is_a_draft_again(company: Company) -> None:
    company.sign("submit", AUTHOR, "2026-02-01T01:00:00Z")
    assert company.check.stage(company.library.records[DOCUMENT]) == "in_review"
    company.edit(company.path, "Testing.", "Tasting.")
    assert company.check.stage(company.library.records[DOCUMENT]) == "draft"
    assert company.problems() == []


def test_the_library_of_a_day_holds_the_revision_then_in_force(twice: Company) -> None:
    approvals = twice.approvals
    assert DOCUMENT not in approvals.at("2026-02-28").records
    assert approvals.at("2026-05-31").records[DOCUMENT].data["revision"] == "A/0"
    assert approvals.at("2026-06-01").records[DOCUMENT].data["revision"] == "A/1"
    assert "P-001" in approvals.at("2026-02-28").records


def test_expressions_see_issued_revisions_only(twice: Company) -> None:
    twice.write("A/2", "2026-09-01")
    twice.sign("submit", AUTHOR, "2026-08-01T01:00:00Z")
    rows = twice.check.host.revisions(DOCUMENT)
    assert [(row["revision"], row["effective_on"], row["state"]) for row in rows] == [
        ("A/0", "2026-03-01", "approved"),
        ("A/1", "2026-06-01", "approved"),
    ]


def test_a_folder_whose_document_is_gone_is_reported_and_still_judged(issued: Company) -> None:
    del issued.files[issued.path]
    assert issued.slugs() == ["statement-folder"]
    assert in_force(issued, "2026-03-01") == "A/0"


def test_statements_about_a_record_that_is_not_signed_are_reported(issued: Company) -> None:
    for path in [path for path in issued.files if path.startswith(issued.folder())]:
        issued.files[path.replace(DOCUMENT, "ISO", 1)] = issued.files.pop(path)
    assert set(issued.slugs("ISO")) == {"statement-folder"}
    assert issued.approvals.of("ISO") == ()


def test_statements_are_reported_where_no_type_is_signed(issued: Company) -> None:
    approvals = issued.approvals
    approvals.judges.clear()
    assert [v.slug for v in approvals.problems(DOCUMENT)] == ["engine.statement-folder"]
    assert approvals.at("2026-03-01").get(DOCUMENT) is not None


@pytest.mark.parametrize("place", ["loose.txt", f"{DOCUMENT}/loose.txt", f"{DOCUMENT}/01-submit-P-007.json"])
def test_a_file_outside_the_folders_of_revisions_is_reported_at_its_path(company: Company, place: str) -> None:
    path = f"records/approvals/{place}"
    company.files[path] = b"{}"
    found = [v for name in company.approvals.documents() for v in company.approvals.problems(name)]
    assert (path, "engine.statement-file") in [(v.path, v.slug) for v in found]


def test_a_folder_without_a_readable_statement_is_reported(company: Company) -> None:
    company.files[company.folder() + "01-submit-P-007.json"] = b"{"
    company.files[company.folder() + f"{DOCUMENT}.md"] = b"x"
    assert sorted(company.slugs()) == ["statement-file", "statement-json"]
    assert company.approvals.of(DOCUMENT) == ()


def test_a_faulty_working_document_leaves_the_revision_in_force(issued: Company) -> None:
    issued.files[issued.path] = b"---\nid: [\n---\n"
    assert issued.problems() == []
    assert in_force(issued, "2026-03-01") == "A/0"


def test_what_a_leaked_key_takes_from_a_round_warns_until_a_new_round_settles_it(issued: Company) -> None:
    head, keys = issued.files[person := f"records/person/{AUTHOR}.yaml"].decode().split("keys:\n")
    leaked = keys.replace("    from: 2024-12-02\n", "    from: 2024-12-02\n    compromised_on: 2026-02-10\n")
    issued.files[person] = f"{head}keys:\n{leaked}".encode()
    assert [(v.slug, v.severity.value) for v in issued.problems()] == [
        ("engine.signer-key-compromised", "warning"),
        ("engine.statement-seen", "warning"),
        ("engine.statement-seen", "warning"),
    ]
    assert in_force(issued, "2026-03-01") is None
    issued.sign("submit", "P-009", "2026-02-11T01:00:00Z")
    assert issued.problems() == []
    issued.forge(issued.last(), name="09-approve-P-001.json", transition="approve", person="P-001")
    assert {(v.slug, v.severity.value) for v in issued.problems()} >= {("engine.statement-seen", "error")}
