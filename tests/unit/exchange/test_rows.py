from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from docctl.exchange.rows import read_book
from docctl.exchange.rows import twice
from tests.exported import book
from tests.exported import library
from tests.exported import schemas
from tests.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docctl.exchange.rows import Book

HEAD = "供应商 客户基本资料登记表"


@pytest.fixture
def customers(tmp_path: Path) -> Spreadsheet:
    path = tmp_path / "c.xlsx"
    path.write_bytes(book("customer", list(library().of_type("customer"))[:3]))
    return Spreadsheet(path)


def read(spreadsheet: Spreadsheet) -> Book:
    spreadsheet.save()
    return read_book("c.xlsx", spreadsheet.path.read_bytes(), schemas().types)


def problems(spreadsheet: Spreadsheet) -> list[str]:
    found = read(spreadsheet).problems
    assert all(v.message.zh and v.hint.zh and v.hint.en for v in found)
    return [f"{v.path} {v.code} {v.message.en}" for v in found]


def test_rows_know_their_record_and_their_addresses(customers: Spreadsheet) -> None:
    found = read(customers)
    first = found.sheets[0].rows[0]
    assert (first.id, first.number, first.position) == ("CUS-0001", 3, "")
    name = next(c for c in first.sheet.places if c.key == "name")
    assert (first.place(), first.place(name)) == (f"c.xlsx:{HEAD}!B3", f"c.xlsx:{HEAD}!D3")
    entry = found.sheets[1].rows[0]
    assert (entry.id, entry.position) == ("CUS-0001", "1")


def test_columns_may_be_moved_or_left_out_and_empty_rows_too(customers: Spreadsheet) -> None:
    customers.sheet.delete_cols(customers.column("industry"))
    customers.sheet.move_range("B1:C9", rows=0, cols=200)
    customers.sheet.insert_rows(4)
    found = read(customers)
    assert found.problems == []
    assert [(row.id, row.number) for row in found.sheets[0].rows] == [("CUS-0001", 3), ("CUS-0002", 5), ("CUS-0003", 6)]


def formula(customers: Spreadsheet) -> None:
    customers.set("CUS-0002", "remarks", "=A1")


def error(customers: Spreadsheet) -> None:
    customers.set("CUS-0002", "remarks", "#N/A")


def merged(customers: Spreadsheet) -> None:
    customers.sheet.merge_cells("D3:D4")


def unknown(customers: Spreadsheet) -> None:
    place = customers.sheet.max_column + 1
    customers.sheet.cell(2, place).value = "Mine"
    customers.sheet.cell(3, place).value = "x"


def renamed(customers: Spreadsheet) -> None:
    customers.sheet.cell(1, customers.column("industry")).value = "sector"


def doubled(customers: Spreadsheet) -> None:
    customers.sheet.cell(1, customers.column("industry")).value = "name"


def numberless(customers: Spreadsheet) -> None:
    customers.sheet.delete_cols(customers.column("id"))


def untyped(customers: Spreadsheet) -> None:
    customers.sheet.cell(1, 1).value = "docctl-records/1 no-such-type"


def unlisted(customers: Spreadsheet) -> None:
    customers.other("contacts").sheet.cell(1, 1).value = "docctl-records/1 customer no_such"


def copied(customers: Spreadsheet) -> None:
    customers.book.copy_worksheet(customers.sheet)


def beside(customers: Spreadsheet) -> None:
    customers.sheet.cell(4, customers.sheet.max_column + 50).value = "call them"


def titled(customers: Spreadsheet) -> None:
    customers.sheet.insert_rows(1)
    customers.sheet.cell(1, 2).value = "Our customers"


def keyless(customers: Spreadsheet) -> None:
    customers.sheet.delete_rows(1)


def versionless(customers: Spreadsheet) -> None:
    customers.sheet.delete_cols(1)


def unmarked(customers: Spreadsheet) -> None:
    customers.sheet.cell(1, 1).value = None


def reshaped(customers: Spreadsheet) -> None:
    customers.sheet.cell(1, 1).value = "docctl-records/2 customer"


def renamed_and_unmarked(customers: Spreadsheet) -> None:
    customers.sheet.title = "Mine"
    customers.sheet.cell(1, 1).value = None


def unmarked_list(customers: Spreadsheet) -> None:
    customers.other("contacts").sheet.delete_cols(1)


def headless(customers: Spreadsheet) -> None:
    customers.sheet.delete_rows(2)


def recordless(customers: Spreadsheet) -> None:
    del customers.book[customers.sheet.title]


LOST = "SHEET_MARK the sheet was written by docctl export, but its hidden first cell holds"
UNREAD = "nothing on it can be read"


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (formula, "4 CELL_FORMULA the cell holds a formula"),
        (error, "4 CELL_ERROR the cell holds the error #N/A"),
        (merged, "D3 CELL_MERGED cells D3:D4 are merged"),
        (unknown, "2 COLUMN_UNKNOWN column Mine belongs to no field"),
        (renamed, "2 COLUMN_UNKNOWN column 行业 belongs to no field"),
        (doubled, "2 COLUMN_TWICE column Company name stands here twice"),
        (numberless, "表 COLUMN_MISSING column Number is missing"),
        (untyped, "A1 SHEET_TYPE the sheet is of no-such-type, which the schemas do not know so"),
        (unlisted, "A1 SHEET_TYPE the sheet is of customer no_such, which the schemas do not know so"),
        (beside, "4 CELL_BESIDE call them stands beside the table, under no heading"),
        (titled, f"{HEAD}!A1 {LOST} —: {UNREAD}"),
        (keyless, f"{HEAD}!A1 {LOST} 版本校验（请勿修改）: {UNREAD}"),
        (versionless, f"{HEAD}!A1 {LOST} id: {UNREAD}"),
        (unmarked, f"{HEAD}!A1 {LOST} —: {UNREAD}"),
        (reshaped, f"{HEAD}!A1 {LOST} docctl-records/2 customer: {UNREAD}"),
        (renamed_and_unmarked, f"Mine!A1 {LOST} —: {UNREAD}"),
        (unmarked_list, f"联系人!A1 {LOST} id: {UNREAD}"),
        (headless, f"{HEAD}!A2 SHEET_HEADING the heading does not stand in row 2"),
        (
            recordless,
            "c.xlsx SHEET_MISSING the sheet of the records themselves is missing: Customer or supplier dossier",
        ),
        (copied, "Copy SHEET_TWICE a sheet of Customer or supplier dossier came before"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said_at_its_cell(
    damage: Callable[[Spreadsheet], None], expected: str, customers: Spreadsheet
) -> None:
    damage(customers)
    (found,) = problems(customers)
    place, _, rest = expected.partition(" ")
    assert found.endswith(rest)
    assert found.removesuffix(f" {rest}").endswith(place)


def test_sheets_of_ones_own_are_left_alone(customers: Spreadsheet) -> None:
    customers.book.create_sheet("Mine")["A1"] = "=1+1"
    assert problems(customers) == []


def test_a_type_without_lists_whose_only_sheet_lost_its_mark_is_named(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(book("person", list(library().of_type("person"))[:3]))
    persons = Spreadsheet(path)
    for sheet in persons.book.worksheets:
        sheet.insert_rows(1)
        sheet.delete_cols(1)
    found = problems(persons)
    assert found
    assert all(" SHEET_MARK " in line for line in found)


def test_a_cell_with_nothing_but_blanks_is_empty(customers: Spreadsheet) -> None:
    before = len(read(customers).sheets[0].rows)
    customers.put(200, "name", " ")
    customers.put(201, "remarks", "\u3000\n")
    found = read(customers)
    assert (found.problems, len(found.sheets[0].rows)) == ([], before)


def test_a_workbook_from_elsewhere_is_refused() -> None:
    stream = io.BytesIO()
    Workbook().save(stream)
    (found,) = read_book("x.xlsx", stream.getvalue(), schemas().types).problems
    assert (found.path, found.code) == ("x.xlsx", "BOOK_FOREIGN")


def test_a_number_that_stands_twice_is_said_at_the_second_row(customers: Spreadsheet) -> None:
    customers.set("CUS-0003", "id", "CUS-0001")
    found = list(twice(read(customers).sheets[0].rows))
    assert [(v.path, v.message.en) for v in found] == [(f"c.xlsx:{HEAD}!B5", "CUS-0001 stands in row 3 already")]
    contacts = customers.other("contacts")
    contacts.add(id="CUS-0001", position=1, name="x")
    contacts.add(id="CUS-0001", name="new")
    contacts.add(id="CUS-0001", name="new too")
    (found_entry,) = twice(read(customers).sheets[1].rows)
    assert found_entry.message.en.startswith("CUS-0001 1 stands in row ")
