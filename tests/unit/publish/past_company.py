"""A small company with a past: revisions that quote each other, a stale translation, finished files, hostile texts."""

from __future__ import annotations

import hashlib
from functools import cache

from tests.unit.publish import small_company

PDF = b"%PDF-1.7 a finished file"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
# A line of the old text of QP-8 begins one of its text in force.
BEGINNING = "1.1 本程序适用于全部销售合同的评审"
FORMER = "1.2 评审由销售部经理一人负责，三日内完成。"
HOSTILE = "1.1 `<script>alert(1)</script> {: onclick=alert(1) } {{ x }} </del>` 甲方共有五处敌意文字。"
OLD_TEXT = (
    f"# 订单评审程序\n\n## 1 职责\n\n{BEGINNING}\n\n{FORMER}\n\n- 口头订单不评审\n\n## 2 记录\n\n2.1 保存三年。\n"
)
NEW_TEXT = (
    f"# 订单评审程序\n\n## 1 职责\n\n{BEGINNING}和网上订单。\n\n1.2 评审由销售部和质量部共同负责，两日内完成。\n\n"
    "- 口头订单当日补单后评审\n\n## 2 记录\n\n2.1 保存三年。\n"
)


def past_company() -> dict[str, bytes]:
    """The files of the small company and of its documents QP-7 to QP-13."""
    return dict(_past_company())


@cache
def _past_company() -> dict[str, bytes]:
    files = small_company.company_files()
    _issue(files, "QP-8", "A/0", "2026-03-01", OLD_TEXT)
    _issue(files, "QP-8", "A/1", "2026-09-01", NEW_TEXT)
    _issue(files, "QP-7", "A/0", "2026-04-01", more="translation_of: {document: QP-8, revision: A/0}\n")
    _issue(files, "QP-9", "A/0", "2026-03-01", more=_finished(files, "QP-9", "规程 终稿.PDF", PDF))
    _issue(files, "QP-10", "A/0", "2026-03-01", f"# 敌意\n\n{HOSTILE}\n")
    _issue(files, "QP-10", "A/1", "2026-09-01", f"# 敌意\n\n{HOSTILE.replace('甲', '乙')} `<b onclick=x>`\n")
    _issue(files, "QP-11", "A/0", "2026-03-01", more=_finished(files, "QP-11", "drawing.svg", SVG))
    _issue(
        files, "QP-12", "A/0", "2026-03-01", "# 长\n\n" + "".join(f"1.{n} 旧的第{n}条规定。\n\n" for n in range(400))
    )
    _issue(files, "QP-12", "A/1", "2026-09-01", "# 长\n\n" + "".join(f"1.{n} 全新条款{n}。\n\n" for n in range(400)))
    _issue(files, "QP-13", "A/0", "2026-04-01", more="translation_of: {document: QP-4, revision: A/0}\n")
    return files


def _issue(
    files: dict[str, bytes], name: str, revision: str, effective_on: str, body: str = "", more: str = ""
) -> None:
    text = small_company.document(name, f"程序 {name}", revision, effective_on, body)
    files[f"records/controlled-document/{name}.md"] = text.replace("change_history:", more + "change_history:").encode()
    month = int(effective_on[5:7]) - 1
    small_company.approved(files, name, f"2026-{month:02d}-01")


def _finished(files: dict[str, bytes], name: str, file: str, data: bytes) -> str:
    path = f"{name}.files/{file}"
    files[f"records/controlled-document/{path}"] = data
    return f"rendition: {{path: {path}, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
