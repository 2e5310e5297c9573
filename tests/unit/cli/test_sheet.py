from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cli.sheet import read_sheet
from docctl.cli.terminal import Trouble

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'id, title ,\nA-1, 合同评审 ,\n,,\n"A-2","two\nlines, one comma"\nA-3\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_rows_keep_their_lines_in_every_encoding_that_excel_writes(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    sheet = read_sheet(str(tmp_path / "list.csv"), {})
    assert sheet.columns == ("id", "title", "")
    assert [(row.line, row.cells["id"]) for row in sheet.rows] == [(2, "A-1"), (4, "A-2"), (6, "A-3")]
    assert sheet.rows[0].cells["title"] == "合同评审"
    assert sheet.rows[2].cells == {"id": "A-3"}
    assert sheet.is_utf8 == encoding.startswith("utf")
    assert sheet.faults == ()


def test_a_cell_under_no_name_is_a_fault_of_its_row(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,\nA-1,x\nA-2,,,y\n", encoding="utf-8")
    faults = read_sheet(str(tmp_path / "list.csv"), {}).faults
    assert [(fault.line, fault.text.en) for fault in faults] == [
        (2, "x stands under no column name"),
        (3, "y stands under no column name"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id,名称\n".encode("utf-16"), "neither UTF-8 nor GB18030"),
        (b"id,\xff\xff\n", "neither UTF-8 nor GB18030"),
        (b"", "no column id"),
        (b"number\n1\n", "no column id"),
        (b"id;title\n", "no column id"),
        (b"id,title,title\n", "two columns title"),
        (b'id\n"A-1\n', "unexpected end of data"),
        (b"id\n" + b"x" * 140_000 + b"\n", "field larger than field limit"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(Trouble) as caught:
        read_sheet(str(tmp_path / "list.csv"), {})
    assert expected in caught.value.text.en
    assert caught.value.text.zh


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("list.xls", b"\xd0\xcf\x11\xe0", "no Excel file of today's kind"),
        ("list.XLSM", b"PK\x03\x04", "no Excel file of today's kind"),
        ("list.docx", b"PK\x03\x04", "is no list"),
        ("list.doc", b"\xd0\xcf\x11\xe0", "is no list"),
        ("list.pdf", b"%PDF-1.7", "is no list"),
    ],
)
def test_a_file_of_another_kind_is_said_to_be_one(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Trouble) as caught:
        read_sheet(str(tmp_path / name), {})
    assert expected in caught.value.text.en
    assert caught.value.hint is not None
    assert ".xlsx" in caught.value.hint.zh


def test_a_list_that_is_not_there_is_answered_with_the_template(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        read_sheet(str(tmp_path / "list.csv"), {})
    assert caught.value.hint is not None
    assert "docctl adopt --template" in caught.value.hint.en
