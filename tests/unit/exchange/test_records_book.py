from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any

import pytest
from openpyxl import load_workbook

from docctl.exchange.layout import POSITION
from docctl.exchange.layout import STATE
from docctl.exchange.records_book import FIRST
from docctl.exchange.records_book import HEADS
from docctl.exchange.rows import read_book
from docctl.exchange.rows import twice
from docctl.exchange.values import value_of
from docctl.schema.record_type import value_at
from tests.exported import book
from tests.exported import examples
from tests.exported import library
from tests.exported import schemas

if TYPE_CHECKING:
    from openpyxl import Workbook

CUSTOMERS = list(library().of_type("customer"))


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def stored(record: Any, path: tuple[str, ...], position: str, column: tuple[str, ...]) -> Any:
    place: tuple[str | int, ...] = (*path, int(position) - 1) if position else ()
    return value_at(record.data, (*place, *column))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("slug", sorted(schemas().types))
def test_every_type_comes_back_as_it_left(slug: str, language: str) -> None:
    records = {record.id: record for record in examples()[slug]}
    assert records
    data = book(slug, list(records.values()), language)
    came = read_book("x.xlsx", data, schemas().types)
    assert came.problems == []
    seen = set()
    for sheet in came.sheets:
        assert list(twice(sheet.rows)) == []
        for row in sheet.rows:
            seen.add(row.id)
            for column in sheet.places:
                if column.path in {("id",), (POSITION,), (STATE,)} or column.derived:
                    continue
                was = stored(records[row.id], sheet.layout.path, row.position, column.path)
                assert value_of(row.cells.get(column), column.schema) == (was if was != [] else None), (slug, column)
    assert seen == set(records)


def test_equal_records_give_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = book("customer", CUSTOMERS)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert book("customer", CUSTOMERS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b'<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z' in archive.read("docProps/core.xml")


def test_the_sheet_is_ready_to_work_in() -> None:
    sheet = opened(book("customer", CUSTOMERS)).worksheets[0]
    assert sheet.title == "供应商 客户基本资料登记表"
    assert sheet.freeze_panes == "C3"
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert sheet.auto_filter.ref.startswith("B2:")
    heads = [cell.value for cell in sheet[HEADS]]
    assert heads[1:6] == ["编号 *", "标题", "企业名称 *", "状态 *", "单位类别 *"]
    assert [cell.value for cell in opened(book("customer", CUSTOMERS, "en")).worksheets[0][HEADS]][1:4] == [
        "Number *", "Title", "Company name *",
    ]  # fmt: skip


def test_cells_have_the_form_of_their_field() -> None:
    workbook = opened(book("customer", CUSTOMERS))
    sheet = workbook.worksheets[0]
    keys = [cell.value for cell in sheet[1]]
    name, day, capital, settled = (
        sheet.cell(FIRST, keys.index(key) + 1) for key in ("name", "created_on", "registered_capital", "status")
    )
    assert (name.number_format, name.data_type, day.number_format) == ("@", "s", "yyyy-mm-dd")
    assert isinstance(day.value, datetime)
    assert capital.number_format in {"0.00", "General"}
    assert settled.fill.fgColor.rgb == "FFEDEDED"
    assert sheet.column_dimensions["D"].number_format == "@"


def test_what_may_be_chosen_stands_on_a_hidden_sheet() -> None:
    workbook = opened(book("customer", CUSTOMERS))
    lists = workbook["docctl-lists"]
    assert lists.sheet_state == "hidden"
    offered = [[cell.value for cell in column if cell.value] for column in lists.columns]
    assert ["是", "否"] in offered
    assert any(str(text).startswith("P-005 ") for texts in offered for text in texts)
    rules = workbook.worksheets[0].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list", "date", "decimal", "whole"}
    several = [rule for rule in rules if not rule.showErrorMessage]
    assert several
    assert all(rule.error for rule in rules)


def test_lists_of_groups_are_sheets_by_record_and_row() -> None:
    sheet = opened(book("customer", CUSTOMERS)).worksheets[1]
    assert sheet.title == "联系人"
    assert [cell.value for cell in sheet[1]][:4] == ["docctl-records/1 customer contacts", "id", "#", "name"]
    assert [cell.value for cell in sheet[FIRST]][1:3] == ["CUS-0001", 1]


FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("https://example.com")', "\t=1", "＝1+1",
    "＋1", "－1", "＠A1", "=IMPORTXML(1)", "=WEBSERVICE(1)", "{=1+1}", "'=1+1", '="a"&"b"', "#N/A",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    record = CUSTOMERS[0]
    document = type(record.document)(record.path, record.document.source, {**record.data, "remarks": text})
    data = book("customer", [type(record)(record.id, record.type, document)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name, part in parts.items() if b"<f>" in part or b"<hyperlink" in part.lower()] == []
    came = read_book("x.xlsx", data, schemas().types)
    assert came.problems == []
    assert came.sheets[0].rows[0].text("remarks") == text.strip()
