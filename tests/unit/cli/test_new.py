from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.company_repository import ROOT
from tests.company_repository import TODAY

if TYPE_CHECKING:
    from tests.company_repository import Company

TYPES = sorted(path.stem for path in (ROOT / "schemas/types").iterdir())
# Numbers for the types that draw none.
NUMBERS = {
    "audit-finding": "CA-2026-001-F99",
    "audit-preparation": "CAP-CAL-2026-999",
    "audit-self-check": "ASC-CAL-2026-999-QA-S",
    "backup-record": "BAK-20991231",
    "controlled-document": "HM-QP-XS999",
    "customer-property": "CP-CUS-0001-9999",
    "customer-special-requirement": "CSR-CUS-0001-999",
    "customer-supplied-document": "CSD-CUS-0001-999",
    "department": "NEW",
    "distribution-list": "DL-HM-QP-XS999",
    "distribution-record": "HM-QP-XS999-A-0-01",
    "external-document": "EXT-1-9999",
    "management-review-input": "MRI-2099",
    "outgoing-quality-pack": "PACK-HT-2099-001",
    "record-form": "HM-QR-XS999",
    "supplier-evaluation": "SE-SUP-0001-99",
}


def test_a_new_record_of_every_type_lacks_fields_and_nothing_else(company: Company) -> None:
    written = {}
    for slug in TYPES:
        outcome = company.docctl("new", slug, *(("--id", NUMBERS[slug]) if slug in NUMBERS else ()))
        assert outcome.code == 0, outcome.err
        path = outcome.out.split()[1]
        assert f"docctl check {path}" in outcome.out
        written[path] = (company.path / path).read_text(encoding="utf-8")
    found = company.docctl("check", "--format", "json").json["violations"]
    assert {v["path"] for v in found} == set(written)
    for violation in found:
        if "needs one of" in violation["message"]:
            continue
        assert violation["slug"] == "engine.field-missing", violation
        assert f"\n#{violation['pointer'][1:]}:" in written[violation["path"]]


def test_a_record_whose_fields_are_all_given_is_whole(company: Company) -> None:
    outcome = company.docctl(
        "new", "periodic-review", "title=复审", "owner_department=SALES", "document=HM-QP-XS003", "revision=A/0",
        "date=2026-11-20", "by=P-003", "verdict=继续有效", "content_confirmed=true", "remarks=no: # problem",
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    path = outcome.out.split()[1]
    text = (company.path / path).read_text(encoding="utf-8")
    assert text.startswith("id: PR-2026-")
    assert f"created_on: {TODAY}\n" in text
    assert 'remarks: "no: # problem"\n' in text
    assert "content_confirmed: true\n" in text
    assert "#" not in text.replace("# problem", "")
    found = company.docctl("check", path, "--format", "json").json["violations"]
    assert not [v for v in found if v["slug"] in {"engine.field-missing", "engine.record-invalid"}]


def test_nested_fields_are_left_as_commented_lines(company: Company) -> None:
    given = (
        "title=合同评审程序", "doc_kind=程序", "doc_class=内部文件", "medium=电子", "file_type=行政文件",
        "issuing_department=SALES", "owner_department=SALES", "revision=A/0",
    )  # fmt: skip
    outcome = company.docctl("new", "controlled-document", "--id", "hm-qp-xs999", *given, lang="zh")
    assert outcome.out.startswith("已写入 records/controlled-document/HM-QP-XS999.md\n下一步：填写其中带 # 的各行")
    path = "records/controlled-document/HM-QP-XS999.md"
    text = (company.path / path).read_text(encoding="utf-8")
    assert "#change_history:  # 制修订记录 (列表)\n#  - revision:  # 修订状态\n#    date:  # 日期" in text
    assert "\n---\n\n# 合同评审程序\n\n## 1 目的\n" in text
    whole = text.replace("#change_history:", "change_history:").replace("#  - revision:", "  - revision: A/0")
    whole = whole.replace("#    date:", "    date: 2026-11-20").replace("#    summary:", "    summary: 首次发布")
    company.write(path, whole)
    found = company.docctl("check", path, "--format", "json").json["violations"]
    assert not [v for v in found if v["slug"].startswith("engine.")]


def test_dry_run_shows_the_record_and_writes_nothing(company: Company) -> None:
    outcome = company.docctl("new", "customer", "--dry-run", lang="zh")
    assert outcome.out.startswith("将写入 records/customer/CUS-0027.yaml\nid: CUS-0027\n")
    assert "#name:  # 企业名称\n" in outcome.out
    assert company.text("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nope"], "there is no record type nope"),
        (["customer", "name"], "name is not FIELD=VALUE"),
        (["customer", "foo=1"], "has no field foo"),
        (["customer", "type=person"], "has no field type"),
        (["customer", "contacts=x"], "contacts has fields of its own"),
        (["customer", "name="], "Company name"),
        (["customer", "created_on=yesterday"], "is not a day"),
        (["customer", "important=perhaps"], "Important"),
        (["customer", "handler=P-999"], "P-999 does not exist"),
        (["customer", "party_kind=客户,火星"], "火星"),
        (["customer", "id=CUS-0001"], "CUS-0001 exists already"),
        (["customer", "--id", "X-1"], "X-1 is no number of a"),
        (["controlled-document"], "is numbered by hand"),
        (["controlled-document", "--id", "HM-QP-XS999", "version=1"], "derived"),
        (["customer", "name=\x01"], "docctl:"),
        (["customer", "name=\udcff"], "docctl:"),
    ],
)
def test_what_is_wrong_is_not_written(arguments: list[str], expected: str, pristine: Company) -> None:
    outcome = pristine.docctl("new", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert expected in outcome.err
    assert pristine.text("status", "--porcelain") == ""


def test_files_that_cannot_be_read_keep_their_numbers(company: Company) -> None:
    company.write("records/customer/CUS-0030.yaml", "")
    assert "CUS-0031" in company.docctl("new", "customer", "--dry-run").out
    outcome = company.docctl("new", "customer", "--id", "CUS-0030")
    assert outcome.code == 2
    assert "exists already" in outcome.err


def test_records_filed_by_customer_need_one(company: Company) -> None:
    path = "schemas/types/audit-liaison.yaml"
    text = (company.path / path).read_text(encoding="utf-8")
    company.write(path, text.replace("x-id:", 'x-path: "{customer}/{id}.yaml"\nx-id:', 1))
    outcome = company.docctl("new", "audit-liaison", lang="zh")
    assert outcome.code == 2
    assert "请指定客户" in outcome.err
    outcome = company.docctl("new", "audit-liaison", "customer=CUS-0001", "--dry-run")
    assert "would write records/audit-liaison/CUS-0001/CAL-2026-" in outcome.out
