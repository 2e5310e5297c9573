from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from docctl.exchange import opened as subject
from docctl.exchange.opened import Cell
from docctl.exchange.opened import address
from docctl.exchange.opened import opened
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "xl/worksheets/sheet1.xml"
BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def plain() -> bytes:
    workbook = Workbook()
    workbook.worksheets[0]["B2"] = "x"
    workbook.worksheets[0]["D3"] = 5
    return saved(workbook)


def changed(change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    """The plain workbook with another text in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            data = given.read(name)
            archive.writestr(name, change(data) if name == part else data)
    return stream.getvalue()


def refusal(source: bytes) -> str:
    with pytest.raises(Stop) as stop:
        opened("x.xlsx", source)
    found = stop.value.violation
    assert found.path == "x.xlsx"
    assert found.message.zh
    assert "\n" not in found.message.en
    return f"{found.code}: {found.message.en}"


def test_filled_cells_stand_where_they_stood() -> None:
    (sheet,) = opened("x.xlsx", plain())
    assert sheet.rows == {2: {2: Cell("x", "s")}, 3: {4: Cell(5, "n")}}
    assert (sheet.value(2, 2), sheet.value(9, 9)) == ("x", None)


def test_formulas_errors_and_merged_cells_are_seen() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = "=1+1", "#N/A", "=SUM(A1:A2)"
    sheet.merge_cells("B2:C4")
    (found,) = opened("x.xlsx", saved(workbook))
    assert [found.rows[row][1].kind for row in (1, 2, 3)] == ["f", "e", "f"]
    assert found.merged == ("B2:C4",)
    assert found.top("B2:C4") == (2, 2)


def test_a_merge_of_everything_costs_nothing() -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    (found,) = opened("x.xlsx", changed(lambda text: text.replace(b"</sheetData>", merge)))
    assert found.merged == ("A1:XFD1048576",)


def test_the_size_that_a_sheet_states_counts_for_nothing() -> None:
    (found,) = opened("x.xlsx", changed(lambda text: text.replace(b'ref="B2:D3"', b'ref="A1:A1"')))
    assert found.rows[3][4].value == 5


def test_links_to_elsewhere_and_macros_stay_where_they_are() -> None:
    def linked(text: bytes) -> bytes:
        return text.replace(
            b"</Relationships>",
            b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
        )

    assert len(opened("x.xlsx", changed(linked, "xl/_rels/workbook.xml.rels"))) == 1
    stream = io.BytesIO(plain())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert len(opened("x.xlsx", stream.getvalue())) == 1


@pytest.mark.parametrize(
    "source",
    [
        b"", b"PK", b"id,title\n", b"PK\x05\x06" + bytes(18), plain()[:200], plain()[:-30], b"\xd0\xcf\x11\xe0" * 200,
        changed(lambda text: text[:60]),
        changed(lambda text: text.replace(b'<c r="D3"', b'<c r="3D"')),
        changed(lambda text: text.replace(b"<v>5</v>", b"<v>five</v>")),
        changed(lambda text: text.replace(b't="inlineStr"><is><t>x</t></is>', b't="s"><v>77</v>')),
        changed(lambda _: b"", "xl/workbook.xml"),
        changed(lambda _: b"<x/>", "[Content_Types].xml"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_with_a_sentence(source: bytes) -> None:
    assert refusal(source).startswith("BOOK_UNREADABLE: it is not readable as a workbook: ")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: BILLION,
        lambda text: text.decode().replace("<?xml", "\ufeff<?xml").encode("utf-16"),
        lambda text: b'<?xml version="1.0" encoding="GBK"?>' + text,
        lambda text: text.replace(b"<sheetData>", b"<!ENTITY x 'y'><sheetData>"),
    ],
)
def test_entities_and_other_encodings_are_refused_unread(change: Callable[[bytes], bytes]) -> None:
    assert refusal(changed(change)) == f"BOOK_UNREADABLE: it is not readable as a workbook: {SHEET}"


def test_a_bomb_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(14):
            archive.writestr(f"{number}.xml", bytes(10 * 2**20))
    assert len(stream.getvalue()) < 2**20
    assert refusal(stream.getvalue()) == f"BOOK_TOO_LARGE: it holds more than {subject.UNPACKED_BYTES} bytes"


def test_a_file_too_large_is_not_opened() -> None:
    assert refusal(bytes(subject.FILE_BYTES + 1)) == f"BOOK_TOO_LARGE: it holds more than {subject.FILE_BYTES} bytes"


def test_many_files_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(subject.PARTS + 1):
            archive.writestr(str(number), b"")
    assert refusal(stream.getvalue()) == f"BOOK_TOO_LARGE: it holds more than {subject.PARTS} files"


@pytest.mark.parametrize(
    ("limit", "value", "expected"),
    [("ROWS", 1, "1 rows"), ("CELLS", 3, "3 cells"), ("SHEETS", 0, "0 sheets")],
)
def test_rows_cells_and_sheets_have_a_limit(
    limit: str, value: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, limit, value)
    assert refusal(plain()) == f"BOOK_TOO_LARGE: it holds more than {expected}"


def test_a_million_rows_are_refused_before_they_are_read_to_the_end() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(4, subject.ROWS + 10))
    source = changed(lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert refusal(source) == f"BOOK_TOO_LARGE: it holds more than {subject.ROWS} rows"


def test_addresses_are_written_as_spreadsheets_do() -> None:
    assert (address("客户", 7, 4), address("客户", 7), address("客户")) == ("客户!D7", "客户!7", "客户")
