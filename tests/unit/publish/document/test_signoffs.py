"""How a page shows who signed, where that was not done with a key of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.approval.act import Act
from docctl.approval.act import prepare
from docctl.approval.signature import keys
from docctl.publish.stage import stage_site
from tests.trusted import POLICY
from tests.trusted import trusted
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from typing import Any

LIFECYCLE = "schemas/lifecycles/controlled-document.yaml"
TYPE = "schemas/types/controlled-document.yaml"
ADOPT = """  - name: adopt
    title: Adopt
    x-zh: 采认历史批准
    meaning: {en: seen in the original, zh: 已核对原件}
    from: [draft]
    to: approved
    signed_by: [{role: document_controller}]
    requires: [{assert: "has(self.paper_approval)", message: {en: not said, zh: 未写明}}]
derived:
"""
FIELDS = """properties:
  paper_approval:
    type: object
    properties:
      prepared_by: {type: string, title: Prepared by, x-zh: 编制}
      approved_by: {type: string, title: Approved by, x-zh: 批准}
      approved_on: {type: string, format: date, title: Approved on, x-zh: 批准日期}
"""
DELEGATION_TYPE = """x-type: delegation
title: Delegation
x-zh: 授权委托
x-id: {pattern: "^DLG-[0-9]+$"}
required: [principal, delegate, roles, from, until]
properties:
  title: {x-computed: "id", type: string, title: Title, x-zh: 标题}
  principal: {type: string, x-ref: [person], title: On behalf of, x-zh: 委托人}
  delegate: {type: string, x-ref: [person], title: Acts, x-zh: 受托人}
  roles: {type: array, items: {type: string}, title: Roles, x-zh: 代行角色}
  from: {type: string, format: date, title: From, x-zh: 自}
  until: {type: string, format: date, title: Until, x-zh: 至}
"""
DELEGATION = """id: DLG-1
type: delegation
principal: P-003
delegate: P-002
roles: [approver]
from: 2026-02-01
until: 2026-02-28
"""


def company() -> dict[str, bytes]:
    """The small company with a document controller, who is P-001."""
    files = small_company.base_files()
    for path, old, new in (
        (LIFECYCLE, "derived:\n", ADOPT),
        (TYPE, "properties:\n", FIELDS),
        (POLICY, "threshold:", "methods: [ssh, paper, adopt]\ncountersigner: document_controller\nthreshold:"),
        (
            "schemas/roles.yaml",
            "roles:\n",
            "roles:\n  document_controller: {title: Document controller, x-zh: 文控员}\n",
        ),
        ("records/person/P-001.yaml", "roles:\n", "roles:\n  - {role: document_controller, from: 2026-01-01}\n"),
    ):
        files[path] = files[path].replace(old.encode(), new.encode(), 1)
    files["schemas/types/delegation.yaml"] = DELEGATION_TYPE.encode()
    files["records/delegation/DLG-1.yaml"] = DELEGATION.encode()
    return trusted(files)


def write(files: dict[str, bytes], effective_on: str, more: str) -> None:
    text = small_company.document("QP-7", "旧程序", "A/0", effective_on)
    files["records/controlled-document/QP-7.md"] = text.replace("change_history:", more + "change_history:").encode()


def take(files: dict[str, bytes], transition: str, person: str, hour: int, **more: Any) -> None:
    _, check, problems = small_company.opened(files)
    assert problems == []
    act = Act(transition, person, f"2026-02-01T{hour:02d}:00:00Z", "docctl test", **more)
    files |= prepare(check.approvals, check.library.records["QP-7"], act, keys.demo_key(person))


def page(files: dict[str, bytes], language: str) -> str:
    """The text of the page, without its marks."""
    staged = stage_site(small_company.site_of(files), language)
    return staged["docs/documents/QP-7.md"].decode()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            ["编制", "老李", "批准", "王建国", "2019-04-28", "历史批准（纸质）", "采认", "周文博", "电子签名已核验"],
        ),
        ("en", ["Prepared by", "Approved by", "Approved on paper before", "Adopted", "signature verified"]),
    ],
)
def test_an_adopted_document_shows_who_signed_the_original_and_who_adopted_it(
    language: str, expected: list[str]
) -> None:
    files = company()
    write(files, "2019-06-01", "paper_approval: {prepared_by: 老李, approved_by: 王建国, approved_on: 2019-04-28}\n")
    take(files, "adopt", "P-001", 1, method="adopt")
    shown = page(files, language)
    signed = shown[shown.index("dc-signoffs") : shown.index("dc-time-note")]
    for text in expected:
        assert f">{text}<" in signed, text
    assert signed.count("dc-verified") == 1
    assert "dc-unverified" not in signed
    assert signed.count("<time>") == 2


@pytest.mark.parametrize(
    ("language", "slip", "acting"),
    [
        ("zh", "纸质签署，由周文博会签", "代赵国栋签署，依授权委托 DLG-1"),
        ("en", "signed on paper, countersigned by 周文博", "for 赵国栋, delegation DLG-1"),
    ],
)
def test_a_slip_and_a_delegation_name_both_persons(language: str, slip: str, acting: str) -> None:
    files = company()
    write(files, "2026-03-01", "")
    take(files, "submit", "P-001", 1)
    take(files, "review", "P-001", 2, method="paper", on_behalf_of="P-002", scan=("scan.pdf", b"a scan"))
    take(files, "approve", "P-002", 3, on_behalf_of="P-003", delegation="DLG-1")
    shown = page(files, language)
    signed = shown[shown.index("dc-signoffs") : shown.index("dc-time-note")]
    assert f"<p>{slip}</p>" in signed
    assert f"<p>{acting}</p>" in signed
    assert signed.count('dc-name">陈晓岚<') == 2


def test_one_who_is_known_no_more_is_named_by_number() -> None:
    files = company()
    write(files, "2026-03-01", "")
    take(files, "submit", "P-001", 1)
    take(files, "review", "P-001", 2, method="paper", on_behalf_of="P-002", scan=("scan.pdf", b"a scan"))
    del files["records/person/P-002.yaml"]
    del files["records/delegation/DLG-1.yaml"]
    assert 'dc-name">P-002<' in page(files, "en")


def test_a_passkey_is_named_and_a_signature_that_was_not_verified_says_so() -> None:
    files = company()
    write(files, "2026-03-01", "")
    take(files, "submit", "P-001", 1)
    take(files, "review", "P-002", 2)
    path = "records/approvals/QP-7/A-0/02-review-P-002.json"
    files[path] = files[path].replace(b'"method": "ssh"', b'"method": "webauthn"')
    shown = page(files, "zh")
    assert "<p>使用通行密钥签署</p>" in shown
    assert '<p class="dc-unverified">电子签名未通过核验</p>' in shown


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("{path: QP-7.files/scan.pdf, sha256: abc}", "正文见发布件 scan.pdf（SHA-256 校验值 abc）"),
        ("{archive_entry: 2019-GL-001, pages: 3}", "正文为纸质原件，档号 2019-GL-001"),
    ],
)
def test_a_page_without_text_says_where_the_text_is(given: str, expected: str) -> None:
    files = company()
    write(files, "2026-03-01", f"rendition: {given}\n")
    small_company.approved(files, "QP-7", "2026-02-01")
    assert f'<p class="dc-finished">{expected}</p>' in page(files, "zh")
