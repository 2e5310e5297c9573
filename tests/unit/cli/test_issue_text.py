from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company
    from tests.company_repository import Outcome

GOOD = """\
### Department in charge (owner_department)

SALES

### Kind of party (party_kind)

customer, 供应商

### Company name (name)

远山精密 "北"

### Individual (is_individual)

no

### Handler (handler)

P-005

### 重要客户标记 (important)

是

### Remarks (remarks)

_No response_
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    return tmp_path / "issue.md"


def new(
    company: Company, issue: Path, text: str | bytes, *more: str, lang: str = "en", slug: str = "customer"
) -> Outcome:
    issue.write_bytes(text.encode() if isinstance(text, str) else text)
    return company.docctl("new", slug, "--from-issue", str(issue), *more, lang=lang)


def test_an_issue_becomes_a_draft(company: Company, issue: Path) -> None:
    outcome = new(company, issue, "\ufeff" + GOOD.replace("\n", "\r\n"))
    assert outcome.code == 0, outcome.err
    text = (company.path / "records/customer/CUS-0027.yaml").read_text(encoding="utf-8")
    assert (
        'party_kind: [客户, 供应商]\nname: "远山精密 \\"北\\""\nis_individual: false\nhandler: P-005\nimportant: true\n'
        in text
    )
    assert "remarks" not in text
    assert "#contacts:" in text  # personal data is not asked for in an issue
    assert "next: fill in its lines with #" in outcome.out


def test_the_command_line_adds_and_overrides(company: Company, issue: Path) -> None:
    outcome = new(company, issue, GOOD, "name=另一家", "industry=机械", "--dry-run")
    assert "name: 另一家\n" in outcome.out
    assert "industry: 机械\n" in outcome.out
    assert company.text("status", "--porcelain") == ""


def test_groups_and_numbers_by_hand_are_asked_too(company: Company, issue: Path) -> None:
    text = """\
### Number (id)

hm-qp-xs999

### Title (title)

合同评审

### Change history: Revision (change_history.revision)

A/0

### Change history: Date (change_history.date)

2026年3月1日

### Change history: Summary (change_history.summary)

首次发布
"""
    outcome = new(company, issue, text, "--dry-run", slug="controlled-document")
    assert outcome.code == 0, outcome.err
    assert "id: HM-QP-XS999\n" in outcome.out
    assert "change_history:\n  - revision: A/0\n    date: 2026-03-01\n    summary: 首次发布\n" in outcome.out


@pytest.mark.parametrize(
    ("old", "new_text", "lang", "expected"),
    [
        ("P-005", "P-999", "en", "issue.md:17: handler: Handler P-999 does not exist [REF_MISSING]"),
        ("P-005", "P-999", "zh", "issue.md:17: handler: 经办人 handler P-999 不存在 [REF_MISSING]"),
        ("\nno\n", "\nperhaps\n", "en", "issue.md:13: is_individual: "),
        ("customer, 供应商", "customer, 火星", "en", "issue.md:5: party_kind: "),
        ("远山精密", "远山\u202e精密", "en", "issue.md:11: U+202E "),
        ("远山精密", "远山\x07精密", "en", "issue.md:11: "),
        ("远山精密", "远山\0精密", "zh", "issue.md:11: 控制字符 U+0000 [TEXT_CONTROL]"),
        ("远山精密", "re\u0301sume\u0301", "en", "issue.md:9: name: "),
        ("### Remarks (remarks)", "### Company name (name)", "en", "issue.md:25: name: is answered in line 9 already"),
        ("### Remarks (remarks)", "### 企业名称 (name)", "zh", "issue.md:25: name: 已在第 9 行填写"),
        ("_No response_", "### Steps", "en", "issue.md:27: ### Steps is no question about a Customer or supplier"),
        (
            "_No response_",
            "### X (contacts)",
            "zh",
            "issue.md:27: ### X (contacts) 不是供应商/客户基本资料登记表的",
        ),
        ("P-005", "None", "en", "issue.md:17: handler: "),
        ("### Department", "Hello\n\n### Department", "en", "issue.md:1: Hello stands under no question"),
        ("### Department", "您好\n\n### Department", "zh", "issue.md:1: 您好 不属于任何项目"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    old: str, new_text: str, lang: str, expected: str, pristine: Company, issue: Path
) -> None:
    assert GOOD.count(old) == 1
    outcome = new(pristine, issue, GOOD.replace(old, new_text), lang=lang)
    assert (outcome.code, outcome.out) == (1, "")
    assert expected in outcome.err
    assert outcome.err.endswith({"en": "nothing was written\n", "zh": "未写入任何内容\n"}[lang])
    assert pristine.text("status", "--porcelain") == ""


def test_a_list_that_nobody_chose_from_stays_to_be_filled_in(pristine: Company, issue: Path) -> None:
    outcome = new(pristine, issue, GOOD.replace("customer, 供应商", "None"), "--dry-run")
    assert "#party_kind:" in outcome.out


def test_everything_that_is_wrong_is_said_at_once(pristine: Company, issue: Path) -> None:
    outcome = new(pristine, issue, GOOD.replace("P-005", "P-999").replace("\nno\n", "\nperhaps\n"))
    assert [line.split(" ")[0] for line in outcome.err.splitlines()[:2]] == ["issue.md:13:", "issue.md:17:"]


def test_a_wrong_number_is_said_with_its_line(pristine: Company, issue: Path) -> None:
    outcome = new(pristine, issue, "### 编号 (id)\n\n../x\n", slug="controlled-document")
    assert outcome.code == 1
    assert "issue.md:1: id: ../x is no number of a Controlled document\n    → it must match" in outcome.err


@pytest.mark.parametrize(
    ("content", "lang", "expected"),
    [
        (b"\xff\xfe### x", "en", "issue.md is not UTF-8 text"),
        (b"\xff\xfe### x", "zh", "issue.md 的编码不是 UTF-8"),
        (b"a" * 262_145, "en", "issue.md is larger than 262144 bytes"),
        (b"a" * 262_145, "zh", "issue.md 超过 262144 字节"),
    ],
)
def test_what_is_no_text_of_an_issue(content: bytes, lang: str, expected: str, pristine: Company, issue: Path) -> None:
    outcome = new(pristine, issue, content, lang=lang)
    assert (outcome.code, outcome.out) == (2, "")
    assert expected in outcome.err


def test_a_file_that_is_not_there(pristine: Company, issue: Path) -> None:
    outcome = pristine.docctl("new", "customer", "--from-issue", str(issue), lang="zh")
    assert outcome.code == 2
    assert "issue.md 无法读取" in outcome.err


def test_the_longest_issue_is_read_at_once(pristine: Company, issue: Path) -> None:
    outcome = new(pristine, issue, GOOD.replace("_No response_", "x\n" * 120_000), "--dry-run")
    assert outcome.code in {0, 1}
