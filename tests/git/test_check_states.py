"""What must be refused, through the command line: of the work tree, of the index, of a commit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docctl.approval.signature import sshsig
from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company

LIAISON = "records/audit-liaison/CAL-2026-001.yaml"
IN_FORCE = "records/controlled-document/HM-QP-XS003.md"


def without(path: str, field: str) -> Callable[[Company], str]:
    def change(company: Company) -> str:
        text = (company.path / path).read_text(encoding="utf-8")
        kept = re.sub(rf"^{field}:.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
        assert kept != text
        company.write(path, kept)
        return path

    return change


def missing_customer(company: Company) -> str:
    text = (company.path / LIAISON).read_text(encoding="utf-8")
    company.write(LIAISON, re.sub(r"^customer: .*$", "customer: CUS-9999", text, flags=re.MULTILINE))
    return LIAISON


def two_documents_with_one_number(company: Company) -> str:
    text = (company.path / "records/controlled-document/HM-QP-ZH001.md").read_text(encoding="utf-8")
    path = "records/controlled-document/HM-QP-ZH002.md"
    text = text.replace("HM-QP-ZH001", "HM-QP-ZH002")
    company.write(path, text.replace("\ntype: ", "\ndoc_no: hm-qp-xs003\ntype: ", 1))
    return path


def changed_byte(company: Company) -> str:
    company.write(IN_FORCE, (company.path / IN_FORCE).read_bytes() + b" \n")
    return IN_FORCE


def approved_by_the_author(company: Company) -> str:
    """A statement that docctl itself refuses to make, signed with the author's own key."""
    for step, person in (("review", "P-003"), ("approve", "P-001")):
        assert company.docctl(step, "HM-QP-ZH001", "--as", person, "--demo-key").code == 0
    assert "R-013" in company.docctl("approve", "HM-QP-ZH001", "--as", "P-008", "--demo-key").err
    folder = company.path / "records/approvals/HM-QP-ZH001/A-0"
    approval = folder / "03-approve-P-001.json"
    forged = approval.read_bytes().replace(b'"P-001"', b'"P-008"')
    (folder / "03-approve-P-008.json").write_bytes(forged)
    (folder / "03-approve-P-008.json.sig").write_bytes(sshsig.sign(forged, demo_key("P-008"), NAMESPACE))
    approval.unlink()
    approval.with_name(approval.name + ".sig").unlink()
    return "records/approvals/HM-QP-ZH001/A-0/03-approve-P-008.json"


REFUSED = [
    (without(LIAISON, "auditor_count"), "R-504"),
    (without(LIAISON, "audit_purpose"), "R-504"),
    (missing_customer, "REF_MISSING"),
    (two_documents_with_one_number, "R-002"),
    (changed_byte, "R-010"),
    (approved_by_the_author, "R-013"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_what_is_wrong_is_refused_by_its_rule(change: Callable[[Company], str], code: str, company: Company) -> None:
    path = change(company)
    outcome = company.docctl("check", "--format", "json")
    assert outcome.code == 1
    found = outcome.json["violations"]
    assert code in {v["code"] for v in found} | {s for v in found for s in v["sources"]}, found
    assert path in {v["path"] for v in found}


def test_each_state_is_judged_by_its_own_files(company: Company) -> None:
    good = (company.path / LIAISON).read_bytes()
    without(LIAISON, "audit_purpose")(company)
    codes = [company.docctl("check", *options).code for options in ((), ("--staged",), ("--rev", "HEAD"))]
    assert codes == [1, 0, 0]
    company.stage(LIAISON)
    company.write(LIAISON, good)
    codes = [company.docctl("check", *options).code for options in ((), ("--staged",), ("--rev", "HEAD"))]
    assert codes == [0, 1, 0]
    company.run("commit", "--quiet", "--message=Wrong")
    outcomes = [company.docctl("check", *options) for options in (("--rev", "HEAD"), ("--rev", "HEAD~1"))]
    assert [outcome.code for outcome in outcomes] == [1, 0]
    assert "(commit " in outcomes[0].out


def test_the_schemas_of_the_judged_state_judge_it(company: Company) -> None:
    company.write("schemas/types/customer.yaml", "a: [1\n")
    assert company.docctl("check", "--rev", "HEAD").code == 0
    assert company.docctl("check").code == 1
