from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.company_repository import Company

OLD, NEW = "records/customer/CUS-0027.yaml", "records/customer/CUS-0030.yaml"
LIAISON = "records/audit-liaison/CAL-2026-901.yaml"


def drafted(company: Company) -> None:
    """A new customer with an attachment, and a record that refers to it."""
    assert company.docctl("new", "customer", "name=华东精工", "handler=P-005").code == 0
    assert company.docctl("new", "audit-liaison", "--id", "CAL-2026-901", "customer=CUS-0027").code == 0


def test_a_draft_gets_its_new_number_everywhere(company: Company) -> None:
    drafted(company)
    company.write("records/customer/CUS-0027.files/plan.txt", "plan")
    company.write("records/customer/CUS-0099.yaml", "nothing that could be read: [")
    company.edit(LIAISON, "customer: CUS-0027", 'customer: "CUS-0027"  # CUS-0027 of old')
    planned = company.docctl("renumber", "CUS-0027", "CUS-0030", "--dry-run")
    assert (planned.code, "would remove " + OLD in planned.out) == (0, True), planned.err
    assert (company.path / OLD).exists()
    outcome = company.docctl("renumber", "cus-0027", "CUS-0030")
    assert outcome.code == 0, outcome.err
    assert f"removed {OLD}\n" in outcome.out
    assert f"CUS-0027 is still written in {LIAISON}\n" in outcome.out
    assert not (company.path / OLD).exists()
    assert (company.path / NEW).read_text(encoding="utf-8").startswith("id: CUS-0030\n")
    assert (company.path / "records/customer/CUS-0030.files/plan.txt").read_text() == "plan"
    assert not (company.path / "records/customer/CUS-0027.files").exists()
    assert 'customer: "CUS-0030"  # CUS-0027 of old\n' in (company.path / LIAISON).read_text(encoding="utf-8")
    assert "refs/docctl/num/CUS-0030" in company.text("for-each-ref")


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("CUS-0001", "CUS-0090"), 1, "RENUMBER_PAST"),
        (("CERT-0001", "CERT-9001"), 1, "RENUMBER_PAST"),
        (("HM-QP-XS003", "HM-QP-XS903"), 1, "RENUMBER_SIGNED"),
        (("P-005", "P-905"), 1, "RENUMBER_SIGNED"),
        (("CUS-0027", "CUS-0001"), 2, "CUS-0001 exists already"),
        (("CUS-0027", "X"), 2, "X is no number of a"),
        (("CUS-0027", "CUS-0027"), 2, "CUS-0027 exists already"),
        (("CUS-0999", "CUS-0030"), 2, "there is no record CUS-0999"),
        (("records/customer/CUS-0999.yaml", "CUS-0030"), 2, "there is no readable record"),
        (("records/nothing/CUS-0027.yaml", "CUS-0030"), 2, "there is no readable record"),
    ],
)
def test_what_keeps_its_number(drafts: Company, arguments: tuple[str, str], code: int, expected: str) -> None:
    outcome = drafts.docctl("renumber", *arguments)
    assert (outcome.code, outcome.out) == (code, ""), outcome.err
    assert expected in outcome.err


@pytest.fixture(scope="module")
def drafts(pristine: Company, tmp_path_factory: pytest.TempPathFactory) -> Company:
    place = tmp_path_factory.mktemp("drafts") / "company"
    shutil.copytree(pristine.path, place, symlinks=True)
    made = type(pristine)(place)
    drafted(made)
    return made


def test_a_signed_reference_keeps_the_number(company: Company) -> None:
    drafted(company)
    copy = company.path / "records/approvals/CAL-2026-901/A-0/CAL-2026-901.yaml"
    copy.parent.mkdir(parents=True)
    copy.write_bytes((company.path / LIAISON).read_bytes())
    outcome = company.docctl("renumber", "CUS-0027", "CUS-0030")
    assert (outcome.code, outcome.out) == (1, "")
    assert "CAL-2026-901 refers to CUS-0027 and can no longer be changed: it was signed" in outcome.err


def test_a_frozen_reference_keeps_the_number(company: Company) -> None:
    drafted(company)
    company.edit("records/audit-liaison/CAL-2026-006.yaml", "customer: CUS-0013\n", "customer: CUS-0027\n")
    outcome = company.docctl("renumber", "CUS-0027", "CUS-0030")
    assert (outcome.code, outcome.out) == (1, "")
    assert "CAL-2026-006 refers to CUS-0027 and can no longer be changed: " in outcome.err


RULE = """x-rules:
  - id: R-119
    slug: test.number
    assert: "id != 'NEVER'"
    message: {en: "never {id}", zh: "不得使用 {id}"}
    sources: [S002-11]
"""


def test_what_would_be_wrong_under_the_new_number_is_refused(company: Company) -> None:
    schema, department = company.path / "schemas/types/department.yaml", company.path / "records/department/SALES.yaml"
    company.write("schemas/types/department.yaml", schema.read_text(encoding="utf-8") + RULE)
    lines = department.read_text(encoding="utf-8").replace("id: SALES", "id: NEW").split("\n")
    kept = "\n".join(line for line in lines if not line.startswith(("aliases:", "  - ")))
    company.write("records/department/NEW.yaml", kept)
    outcome = company.docctl("renumber", "NEW", "NEVER")
    assert (outcome.code, outcome.out) == (1, ""), outcome.err
    assert "never NEVER" in outcome.err
    assert company.docctl("renumber", "NEW", "EVER").code == 0


def test_attachments_are_named_anew(company: Company) -> None:
    drafted(company)
    pin = "checklist:\n  path: CAL-2026-901.files/list.txt\n  sha256: " + hashlib.sha256(b"list").hexdigest() + "\n"
    company.write("records/audit-liaison/CAL-2026-901.files/list.txt", "list")
    company.write(LIAISON, (company.path / LIAISON).read_text(encoding="utf-8") + pin)
    outcome = company.docctl("renumber", LIAISON, "CAL-2026-902")
    assert outcome.code == 0, outcome.err
    text = (company.path / "records/audit-liaison/CAL-2026-902.yaml").read_text(encoding="utf-8")
    assert "\n  path: CAL-2026-902.files/list.txt\n" in text
    assert (company.path / "records/audit-liaison/CAL-2026-902.files/list.txt").read_bytes() == b"list"


def test_an_odd_way_of_writing_is_named(company: Company) -> None:
    drafted(company)
    company.edit(LIAISON, "customer: CUS-0027", 'customer: "\\x43US-0027"')
    outcome = company.docctl("renumber", "CUS-0027", "CUS-0030")
    assert outcome.code == 2
    assert f"CUS-0027 is written in {LIAISON} in a way" in outcome.err
    assert (company.path / OLD).exists()


def test_of_two_records_with_one_number_the_named_file_changes_alone(company: Company) -> None:
    drafted(company)
    twin = "records/customer/2026/CUS-0027.yaml"
    company.write(twin, (company.path / OLD).read_bytes())
    found = company.docctl("check", "--format", "json").json["violations"]
    assert [v["hint"] for v in found if v["code"] == "RECORD_TWICE"] == [
        f"give the draft another number: docctl renumber {OLD} NEW"
    ]
    outcome = company.docctl("renumber", OLD, "CUS-0030")
    assert outcome.code == 0, outcome.err
    assert (company.path / twin).exists()
    assert "customer: CUS-0027\n" in (company.path / LIAISON).read_text(encoding="utf-8")
