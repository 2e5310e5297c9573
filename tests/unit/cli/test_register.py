from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.company_repository import Company
    from tests.company_repository import Outcome


def test_json_has_the_shape_of_the_contract(ask: Callable[..., Outcome]) -> None:
    register = ask("register", "g-01", "--format", "json").json
    assert list(register) == ["id", "title", "as_of", "commit", "columns", "rows"]
    assert all(list(column) == ["key", "title", "kind"] for column in register["columns"])
    assert all(len(row) == len(register["columns"]) for row in register["rows"])


def test_table_and_csv_hold_the_same_rows(ask: Callable[..., Outcome]) -> None:
    register = ask("register", "G-12", "--format", "json").json
    rows = list(csv.reader(io.StringIO(ask("register", "G-12", "--format", "csv").out)))
    assert len(rows) == len(register["rows"]) + 1
    assert rows[0] == [column["title"] for column in register["columns"]]
    assert ask("register", "G-12", lang="zh").out.startswith("G-12 ")


def test_the_list_of_registers(ask: Callable[..., Outcome]) -> None:
    assert {entry["id"] for entry in ask("register", "--format", "json").json} >= {"G-01", "G-12"}
    assert "G-01" in ask("register", lang="zh").out
    unknown = ask("register", "G-99", lang="zh")
    assert unknown.code == 2
    assert "没有清单 G-99" in unknown.err


def test_an_excel_file_holds_the_rows_of_the_table(pristine: Company, tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    outcome = pristine.docctl("register", "g-12", "--format", "xlsx", "--to", str(path), lang="zh")
    assert (outcome.code, outcome.out) == (0, f"已将清单 G-12 导出到 {path}\n"), outcome.err
    sheet = load_workbook(path).worksheets[0]
    register = pristine.docctl("register", "G-12", "--format", "json", lang="zh").json
    assert [cell.value for cell in sheet[1]] == [column["title"] for column in register["columns"]]
    assert sheet.max_row == len(register["rows"]) + 1
    again = pristine.docctl("register", "g-12", "--format", "xlsx", "--to", str(path))
    assert (again.code, "exists already" in again.err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["G-12", "--format", "xlsx"],
        ["G-12", "--to", "g.xlsx"],
        ["G-12", "--format", "csv", "--to", "g.xlsx"],
        ["--format", "xlsx", "--to", "g.xlsx"],
    ],
)
def test_an_excel_file_has_a_name_and_one_register(arguments: list[str], ask: Callable[..., Outcome]) -> None:
    outcome = ask("register", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "docctl register ID --format xlsx --to FILE.xlsx" in outcome.err
