from __future__ import annotations

from docctl.registers.table import Column
from docctl.registers.table import Table
from docctl.violation import NO_TEXT
from docctl.violation import Text


def test_equal_tables_are_equal() -> None:
    columns = (Column("n", Text("Number", "编号"), "int"),)
    assert Table("G", Text("a", "b"), NO_TEXT, "2026-01-01", columns, ((1,),)) == Table(
        "G", Text("a", "b"), NO_TEXT, "2026-01-01", columns, ((1,),), ()
    )
