from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.approval.statement import parse

if TYPE_CHECKING:
    from tests.company_repository import Company

RECORD = "records/delegation/DLG-2026-009.yaml"
FOLDER = "records/approvals/DLG-2026-009/1"
TEXT = """id: DLG-2026-009
type: delegation
schema_version: 1
status: active
confidentiality: 普通级
owner_department: ADMIN
created_on: 2026-11-21
principal: P-001
delegate: P-002
roles:
  - approver
from: 2026-11-21
until: 2026-12-31
reason: 出差
"""


def test_the_principal_signs_and_the_delegate_acts(company: Company) -> None:
    company.write(RECORD, TEXT)
    outcome = company.docctl("delegate", "dlg-2026-009", "--as", "P-001", "--demo-key", "--reason", "展会")
    assert outcome.code == 0, outcome.err
    assert f"next: git add {RECORD} {FOLDER} && git commit" in outcome.out
    statement = parse((company.path / FOLDER / "01-delegate-P-001.json").read_bytes())
    assert (statement.role, statement.reason) == ("principal", "展会")
    assert company.docctl("review", "HM-QP-ZH001", "--as", "P-003", "--demo-key").code == 0
    given = ("approve", "HM-QP-ZH001", "--as", "P-002", "--for", "P-001", "--delegation", "DLG-2026-009", "--demo-key")
    approved = company.docctl(*given)
    assert approved.code == 0, approved.err
    assert company.docctl("check").code == 0


def test_a_delegation_is_ended_earlier_and_never_extended(company: Company) -> None:
    company.write(RECORD, TEXT)
    assert company.docctl("delegate", "DLG-2026-009", "--as", "P-001", "--demo-key").code == 0
    company.edit(RECORD, "until: 2026-12-31", "until: 2027-12-31")
    longer = company.docctl("delegate", "DLG-2026-009", "--as", "P-001", "--demo-key", lang="zh")
    assert (longer.code, "只能提前终止" in longer.err) == (1, True)
    company.edit(RECORD, "until: 2027-12-31", "until: 2026-12-01")
    shorter = company.docctl("delegate", "DLG-2026-009", "--as", "P-001", "--demo-key", "--dry-run")
    assert shorter.code == 0, shorter.err
    assert "git add" not in shorter.out


@pytest.mark.parametrize(
    ("old", "new", "arguments", "code", "expected"),
    [
        ("", "", ["--as", "P-002", "--demo-key"], 1, "SIGNER_PRINCIPAL"),
        ("", "", ["--as", "P-999", "--demo-key"], 2, "there is no record P-999"),
        ("", "", ["--as", "P-001", "--key", "/nowhere"], 2, "key /nowhere: No such file"),
        ("from: 2026-11-21", "from: 2026-11-20", ["--as", "P-001", "--demo-key"], 1, "DELEGATION_EARLY"),
        ("delegate: P-002", "delegate: P-001", ["--as", "P-001", "--demo-key"], 1, "X-010"),
        ("reason: 出差\n", "", ["--as", "P-001", "--demo-key"], 1, "reason"),
        ("from: 2026-11-21", "from: [", ["--as", "P-001", "--demo-key"], 1, "cannot be read"),
    ],
)
def test_what_cannot_be_delegated_is_not_signed(
    company: Company, old: str, new: str, arguments: list[str], code: int, expected: str
) -> None:
    company.write(RECORD, TEXT.replace(old, new))
    for language in ("en", "zh"):
        outcome = company.docctl("delegate", "DLG-2026-009", *arguments, lang=language)
        assert outcome.code == code, outcome.err
    assert expected in company.docctl("delegate", "DLG-2026-009", *arguments).err
    assert not (company.path / FOLDER).exists()


def test_only_delegations_are_delegated(pristine: Company) -> None:
    outcome = pristine.docctl("delegate", "HM-QP-ZH001", "--as", "P-001", "--demo-key", lang="zh")
    assert (outcome.code, "不是授权委托" in outcome.err) == (2, True)
    assert pristine.docctl("delegate", "NOPE").code == 2
