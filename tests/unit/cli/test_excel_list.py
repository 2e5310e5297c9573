from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from docctl.cli.excel_list import excel_lines
from docctl.cli.headings import field_names
from docctl.cli.sheet import NUMBERS
from docctl.cli.sheet import read_sheet
from docctl.cli.terminal import Trouble
from tests.exported import schemas

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = field_names(schemas().types["controlled-document"])


def master_list() -> Workbook:
    """A list as companies keep it: a notice on top, a running number, a column of their own."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"] = "说明"
    sheet = workbook.create_sheet("清单")
    sheet["A1"] = "受控文件清单"
    sheet.merge_cells("A1:E1")
    for place, head in enumerate(("序号", "文件编号", "文件名称", "生效日期", "存放位置"), 1):
        sheet.cell(3, place).value = head
    for row, values in enumerate(
        (("=ROW()-3", "HM-1", "甲", date(2019, 6, 1), "柜 1"), (2, "HM-2", "乙", "2019/6/2", None)), 4
    ):
        for place, value in enumerate(values, 1):
            sheet.cell(row, place).value = value
    sheet["C9"] = None
    return workbook


def saved(workbook: Workbook, path: Path) -> str:
    workbook.save(path / "list.xlsx")
    return str(path / "list.xlsx")


def test_the_heading_is_found_below_a_title_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    sheet = read_sheet(saved(master_list(), tmp_path), KNOWN)
    assert sheet.columns == ("", "doc_no", "title", "effective_on", "")
    assert [(row.line, row.cells) for row in sheet.rows] == [
        (4, {"doc_no": "HM-1", "title": "甲", "effective_on": "2019-06-01"}),
        (5, {"doc_no": "HM-2", "title": "乙", "effective_on": "2019/6/2"}),
    ]
    assert (sheet.left_out, sheet.faults, sheet.is_utf8) == (("序号", "存放位置"), (), True)


def test_a_formula_an_error_and_a_merge_in_a_known_column_are_faults_of_their_rows(tmp_path: Path) -> None:
    workbook = master_list()
    sheet = workbook["清单"]
    sheet["C4"], sheet["D5"] = "=B4", "#N/A"
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("E4:E5")
    faults = read_sheet(saved(workbook, tmp_path), KNOWN).faults
    assert [(fault.line, fault.column) for fault in faults] == [(4, "title"), (5, "doc_no"), (5, "effective_on")]
    assert {fault.text.en for fault in faults} == {"the cell holds no value of its own"}


def test_a_workbook_without_such_a_heading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="there is no column id"):
        read_sheet(saved(Workbook(), tmp_path), KNOWN)
    stream = io.BytesIO()
    Workbook().save(stream)
    assert excel_lines("x.xlsx", stream.getvalue(), KNOWN, NUMBERS) == ([], [])


def test_two_columns_of_one_field_are_refused(tmp_path: Path) -> None:
    workbook = master_list()
    workbook["清单"]["E3"] = "名称"
    with pytest.raises(Trouble, match="there are two columns title"):
        read_sheet(saved(workbook, tmp_path), KNOWN)


def test_what_is_no_workbook_is_said(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"PK nonsense")
    with pytest.raises(Trouble, match="it is not readable as a workbook") as refused:
        read_sheet(str(tmp_path / "list.xlsx"), KNOWN)
    assert refused.value.exit_code == 1
