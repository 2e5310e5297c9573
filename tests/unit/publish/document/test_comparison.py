"""Two revisions compared as they are read: what changed, and how much stayed where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.publish.document.comparison import comparison
from docctl.publish.revisions import issued_revisions
from tests.unit.publish import past_company

if TYPE_CHECKING:
    from docctl.publish.document.comparison import Comparison
    from docctl.publish.site import Site


def compared(site: Site, name: str) -> Comparison:
    old, new = issued_revisions(site, name)
    found = comparison(old, new)
    assert found is not None
    return found


def text(found: Comparison) -> list[str]:
    marks = {"equal": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return [
        "".join(marks[run.kind].format(run.text) for run in passage.runs) or f"{passage.unchanged} {passage.section}"
        for passage in found.passages
    ]


def test_changes_are_shown_as_they_are_read_and_gaps_are_named(past_site: Site) -> None:
    found = compared(past_site, "QP-8")
    assert (found.old, found.new) == ("A/0", "A/1")
    assert text(found) == [
        "2 1 职责",
        "1.1 本程序适用于全部销售合同的评审{+和网上订单。+}",
        "1.2 评审由销售部[-经理一人-]{+和质量部共同+}负责，[-三-]{+两+}日内完成。",
        "· 口头订单[-不-]{+当日补单后+}评审",
        "2 2 记录",
    ]


def test_equal_texts_have_none(past_site: Site) -> None:
    old, _ = issued_revisions(past_site, "QP-8")
    assert comparison(old, old) is None


@pytest.mark.parametrize(("name", "shown"), [("QP-8", [True, False]), ("QP-12", [False, True])])
def test_a_long_one_is_not_on_the_page_of_the_document(
    past_site: Site, staged: dict[str, dict[str, bytes]], name: str, shown: list[bool]
) -> None:
    assert compared(past_site, name).is_short is shown[0]
    page = staged["zh"][f"docs/documents/{name}.md"].decode()
    link = f'href="../history/{name}/A-0.html">在旧版页面查看全部对照'
    assert [text in page for text in ('data-dc-block="comparison"', link)] == shown
    assert 'data-dc-block="comparison"' in staged["zh"][f"docs/history/{name}/A-0.md"].decode()


def test_hostile_text_stays_text(staged: dict[str, dict[str, bytes]]) -> None:
    for path in ("docs/documents/QP-10.md", "docs/history/QP-10/A-0.md"):
        shown = staged["zh"][path].decode()
        assert "<script>" not in shown
        assert "<b onclick" not in shown
        assert "&lt;script&gt;" in shown
        assert past_company.HOSTILE not in shown
