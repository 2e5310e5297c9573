from __future__ import annotations

import pytest

from docctl.cli.headings import field_names
from docctl.cli.headings import key_of
from tests.exported import schemas

KNOWN = field_names(schemas().types["controlled-document"])


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("id", "id"),
        ("文件编号", "doc_no"),
        (" 文件\n编号 *", "doc_no"),
        ("编号", "doc_no"),
        ("Document number", "doc_no"),
        ("文件名称", "title"),
        ("版本", "revision"),
        ("生效日期", "effective_on"),
        ("编制部门", "issuing_department"),
        ("部门", "issuing_department"),
        ("历史批准（纸质）：批准日期", "paper_approval.approved_on"),
        ("批准日期", "paper_approval.approved_on"),
        ("修改内容摘要", "change_history.summary"),
        ("paper_approval.approved_by", "paper_approval.approved_by"),
        ("change_history.date", "change_history.date"),
        ("Pages", "pages_total"),
        ("编制人", "paper_approval.prepared_by"),
        ("编制日期", "paper_approval.prepared_on"),
        ("审核人", "paper_approval.reviewed_by"),
        ("审核日期", "paper_approval.reviewed_on"),
        ("批准人", "paper_approval.approved_by"),
        ("修订摘要", "change_history.summary"),
        ("File", "file"),
        ("文件", "file"),
        ("文件路径", "file"),
    ],
)
def test_a_heading_means_the_field_that_people_call_so(heading: str, field: str) -> None:
    assert KNOWN[key_of(heading)] == field


@pytest.mark.parametrize("heading", ["序号", "version", "distribution", "#state", "保管期限"])
def test_what_no_field_is_called_means_none(heading: str) -> None:
    assert key_of(heading) not in KNOWN


def test_a_type_of_which_no_finished_file_is_kept_has_no_such_column() -> None:
    assert key_of("file") not in field_names(schemas().types["customer"])
