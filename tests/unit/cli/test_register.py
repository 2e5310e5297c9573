from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

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
