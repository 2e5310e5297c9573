"""Registers as files beside their pages: CSV for spreadsheets, JSON for programs; they show what the page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.masking import masked
from docctl.publish.register.tables import shown_table
from docctl.registers.written import as_csv
from docctl.registers.written import as_json
from docctl.schema.record_type import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from docctl.publish.pages import Pages
    from docctl.registers.table import Column
    from docctl.registers.table import Table

# Without it Excel takes the file for one in the code page of the machine.
_BOM = "\ufeff"


def register_files(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The CSV and the JSON of each register."""
    edition = pages.edition
    for table in edition.site.tables:
        yield f"registers/{table.id}.csv", csv_file(pages, table)
        text = as_json(_masked(table), edition.language, edition.site.commit)
        yield f"registers/{table.id}.json", f"{text}\n".encode("utf-8", "replace")


def csv_file(pages: Pages, table: Table) -> bytes:
    """A register for a spreadsheet: words as on the page, numbers and dates as a spreadsheet reads them."""
    shown = shown_table(pages, table, f"registers/{table.id}.html")
    rows = [[_text(*cell) for cell in zip(table.columns, line.values, line.cells, strict=True)] for line in shown.rows]
    text = as_csv([[column.label for column in shown.columns], *rows], line_end="\r\n")
    return f"{_BOM}{text}".encode("utf-8", "replace")


def _text(column: Column, value: Any, cell: Markup) -> str:
    if column.kind == "money" and isinstance(value, int):
        return f"{value / SCALE:.2f}"
    as_it_is = column.kind in {"int", "pct", "date"} and "x-pii" not in column.schema
    return str(value) if as_it_is else cell.striptags()


def _masked(table: Table) -> Table:
    """The same rows with personal data as the page shows it."""
    personal = [bool(column.schema.get("x-pii")) for column in table.columns]
    return replace(table, rows=tuple(_row(personal, row) for row in table.rows))


def _row(personal: list[bool], row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(masked(v) if hidden and v != "" else v for hidden, v in zip(personal, row, strict=True))
