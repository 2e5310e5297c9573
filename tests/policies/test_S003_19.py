"""S003-19: badly named files and files of other kinds are refused; what a check finds is tracked until verified."""

from __future__ import annotations

import hashlib

from tests import example_library as library
from tests.policies.documents import NEW
from tests.policies.documents import draft
from tests.policies.documents import violations

CHECK = "records/system-check/CHK-2026-01.yaml"
FINDING = """id: CHK-2026-01
type: system-check
schema_version: 1
title: 销售部文件管理检查
status: rectifying
confidentiality: 普通级
owner_department: ISO
created_on: 2026-05-10
kind: 定期检查
scope: 文件命名和存放
checked_on: 2026-05-10
checker: P-002
target_department: SALES
findings:
  - number: 1
    description: 两份文件的名称看不出内容
    severity: 一般
    rectification: 按规则改名
    owner: P-003
    due_on: 2026-05-30
"""


def source(name: str) -> list[str]:
    """What is wrong with a document whose source file has this name."""
    content = b"%PDF-1.7\n"
    path = f"{NEW}.files/{name}"
    digest = hashlib.sha256(content).hexdigest()
    text = draft(("forms:\n", f"source_file:\n  path: {path}\n  sha256: {digest}\nforms:\n"))
    files = {f"records/controlled-document/{NEW}.md": text, f"records/controlled-document/{path}": content}
    return [slug for _, slug, _ in violations(files)]


def test_a_readable_name_is_accepted() -> None:
    assert source(f"{NEW}-客户接待管理程序-A-0.pdf") == []


def test_a_name_that_says_nothing_is_refused() -> None:
    assert source("final(2).pdf") == ["doc.name.readable.source"]


def test_another_kind_of_file_is_refused() -> None:
    assert source(f"{NEW}-客户接待管理程序-A-0.exe") == ["doc.format.allowed.source"]


def test_a_finding_is_due_until_it_is_verified() -> None:
    def due(text: str) -> list[str]:
        items = library.book().due({**library.base_files(), CHECK: text.encode()}, "2026-06-01")
        return [item.state for item in items if item.slug == "check.rectification"]

    assert due(FINDING) == ["overdue"]
    assert due(FINDING + "    verified_on: 2026-05-29\n    verified_by: P-002\n") == []
