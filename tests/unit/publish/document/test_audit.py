"""The page for auditors: every statement on every revision, and the records that refer to the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.publish.stage import stage_site
from tests.unit.publish import small_company
from tests.unit.publish.built_site import changed

if TYPE_CHECKING:
    from tests.unit.publish.built_site import Built


def page(files: dict[str, bytes], name: str, language: str = "zh") -> str:
    return stage_site(small_company.site_of(files), language)[f"docs/audit/{name}.md"].decode()


def test_every_statement_is_there_the_withdrawal_too() -> None:
    shown = page(small_company.company_files(), "QP-4")
    for text in ("周文博", "P-001", "陈晓岚", "赵国栋", "2026-05-01 11:00", "04-withdraw-P-003.json", "电子签名"):
        assert text in shown
    assert shown.count("电子签名已核验") == 4


def test_a_withdrawal_is_among_the_signatures_of_its_document() -> None:
    staged = stage_site(small_company.site_of(small_company.company_files()), "en")
    card = staged["docs/documents/QP-4.md"].decode().partition("</article>")[0]
    assert '<p class="dc-step">Withdraw</p>' in card


def test_revisions_stand_newest_first() -> None:
    shown = page(small_company.company_files(), "QP-6")
    assert shown.index("A/1 版") < shown.index("A/0 版")


def test_an_earlier_round_and_a_statement_that_does_not_count_say_so() -> None:
    files = small_company.company_files()
    place = "records/controlled-document/QP-3.md"
    files[place] = files[place].replace(b"QP-3A/0", "改过的QP-3A/0".encode())
    small_company.signed(files, "QP-3", ("submit", "2026-11-03T01:00:00Z"))
    path = next(p for p in files if p.startswith("records/approvals/QP-1/") and p.endswith("approve-P-003.json"))
    files[path] = files[path].replace("赵国栋".encode(), "李国栋".encode())
    assert "前一轮送审" in page(files, "QP-3")
    changed_one = page(files, "QP-1")
    assert "不计入" in changed_one
    assert "SIG_INVALID" in changed_one


def test_records_that_refer_to_it_stand_in_a_table_of_their_type() -> None:
    shown = page(small_company.company_files(), "QP-1")
    table = shown[shown.index('id="dc-uses-note"') :].partition("</table>")[0]
    assert ">N-1</a>" in table
    assert "第一张记录单" in table
    assert "钱亦舒" not in table
    assert 'id="dc-uses-distribution-list"' in shown


def test_a_document_is_listed_as_it_is_in_force() -> None:
    files = small_company.company_files()
    place = "records/controlled-document/QP-6.md"
    files[place] = files[place].replace(b"A/1", b"A/2").replace("合同评审程序".encode(), "草稿中的新名".encode())
    shown = page(files, "QP-4")
    assert "草稿中的新名" not in shown
    assert 'data-label="修订状态">A/1<' in shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('data-dc-block="statements"', ""),
        ('<span class="dc-audit-good">电子签名已核验</span>', ""),
        ("2026-05-01 11:00", "2026-05-02 11:00"),
        ("04-withdraw-P-003.json", "05-withdraw-P-003.json"),
    ],
)
def test_a_changed_page_is_found(good: Built, old: str, new: str) -> None:
    path = "audit/QP-4.html"
    assert changed(good, path, old, new) == [("R-040", path)]
