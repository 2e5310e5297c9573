"""Lists that people keep in a spreadsheet: the rows of a CSV or Excel file by column, each with its line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.cli.headings import DOC_NO
from docctl.cli.headings import key_of
from docctl.cli.terminal import Trouble
from docctl.cli.text_files import decoded
from docctl.cli.text_files import not_text
from docctl.exchange.layout import ID
from docctl.violation import NO_TEXT
from docctl.violation import Stop
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

_EXCEL, _OTHER_EXCEL = ".xlsx", (".xls", ".xlsm", ".xlsb", ".et")
# The first bytes of what is packed, of old files of Word and Excel, and of a PDF.
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
# What a document is known by: the number of its record, or the one that stands on it.
NUMBERS = frozenset({ID, DOC_NO})
_SAVE_AS = Text("save it in Excel as “CSV UTF-8 (comma delimited)”", "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”")


@dataclass(frozen=True)
class Row:
    """The filled cells of a row by column, and its first line in the file."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell, or with a whole row where no column is named."""

    line: int
    column: str
    text: Text
    hint: Text = NO_TEXT


@dataclass(frozen=True)
class Sheet:
    """A list as read, and what is wrong with its rows as rows."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    is_utf8: bool = True
    left_out: tuple[str, ...] = ()  # headings of a company's own
    heads: tuple[str, ...] = ()  # as they stand in the file, one for each column
    letters: tuple[str, ...] = ()  # of the columns of a workbook

    def called(self, column: str) -> str:
        """What the list itself calls a column, else its field."""
        place = self._place(column)
        return " ".join(self.heads[place].split()) if place is not None else column

    def cell(self, column: str, lines: Sequence[int]) -> str:
        """A cell as a workbook calls it, the letter of its column for several; empty where there is none."""
        place = self._place(column)
        letter = self.letters[place] if place is not None and self.letters else ""
        return f"{letter}{lines[0]}" if letter and len(lines) == 1 else letter

    def _place(self, column: str) -> int | None:
        """Where a column stands; what is wrong with the number is said of the one that there is."""
        wanted = next((name for name in (column, *sorted(NUMBERS)) if name in self.columns), None)
        return self.columns.index(wanted) if wanted and (wanted == column or column in NUMBERS) else None


def read_sheet(name: str, known: Mapping[str, str]) -> Sheet:
    """The rows of a CSV or Excel file; `known` tells which field a heading means. Empty rows are left out."""
    path = Path(name)
    source = _source(path)
    _require_list(path, source)
    return _of_excel(path, source, known) if path.suffix.lower() == _EXCEL else _of_csv(path, source, known)


def _source(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(
            Text(f"{show(path)}: {error.strerror}", f"{show(path)} 无法读取（{error.strerror}）"),
            Text("start one: docctl adopt --template > list.csv", "可先生成模板：docctl adopt --template > list.csv"),
        ) from None


def _require_list(path: Path, source: bytes) -> None:
    """Refuse what is a workbook of another kind or no list at all, before its bytes are read as text."""
    if path.suffix.lower() == _EXCEL:
        return
    if path.suffix.lower() in _OTHER_EXCEL:
        raise Trouble(
            Text(f"{show(path)} is no Excel file of today's kind", f"{show(path)} 不是 .xlsx 格式的 Excel 文件"),
            Text("save it in Excel as “Excel Workbook (.xlsx)”", "请在 Excel 中另存为“Excel 工作簿（.xlsx）”"),
        )
    if source.startswith(_NO_TEXT):
        raise Trouble(
            Text(f"{show(path)} is no list", f"{show(path)} 不是清单"),
            Text("give an Excel list (.xlsx) or a CSV list", "请指定 Excel 清单（.xlsx）或 CSV 清单"),
        )


def _of_excel(path: Path, source: bytes, known: Mapping[str, str]) -> Sheet:
    """The rows of a company's own workbook: columns under headings that mean no field are left out."""
    from docctl.cli.excel_list import column_letters
    from docctl.cli.excel_list import excel_lines

    try:
        lines, valueless = excel_lines(path.name, source, known, NUMBERS)
    except Stop as stop:
        found = stop.violation
        raise Trouble(
            Text(f"{show(path)}: {found.message.en}", f"{show(path)}：{found.message.zh}"), found.hint, exit_code=1
        ) from None
    heads = [cell.strip() for cell in lines[0][1]] if lines else []
    columns = tuple(known.get(key_of(head), "") for head in heads)
    _require_columns(path, columns)
    kept = [(row, [cell if name else "" for name, cell in zip(columns, cells, strict=False)]) for row, cells in lines]
    said = Text("the cell holds no value of its own", "单元格中不是直接填写的内容（公式、错误值或合并单元格）")
    hint = Text("write the value itself into each cell", "请逐格直接填写内容")
    faults = [Fault(row, columns[at], said, hint) for row, at in valueless if at < len(columns) and columns[at]]
    rows = tuple(_rows(columns, kept[1:], faults))
    left_out = tuple(head for head, name in zip(heads, columns, strict=True) if head and not name)
    return Sheet(
        path, columns, rows, tuple(faults), left_out=left_out, heads=tuple(heads), letters=column_letters(len(heads))
    )


def _of_csv(path: Path, source: bytes, known: Mapping[str, str]) -> Sheet:
    """The rows of a CSV file in UTF-8, or in the encoding of a Chinese Excel."""
    known_text = decoded(source)
    if known_text is None:
        raise Trouble(not_text(path), _SAVE_AS)
    text, is_utf8 = known_text
    faults: list[Fault] = []
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        raise Trouble(
            Text(f"{show(path)}: {error}", f"{show(path)} 不是有效的 CSV 文件（{error}）"), _SAVE_AS
        ) from None
    heads = tuple(cell.strip() for cell in lines[0][1]) if lines else ()
    columns = tuple(known.get(key_of(head), head) for head in heads)
    _require_columns(path, columns)
    rows = tuple(_rows(columns, lines[1:], faults))
    return Sheet(path, columns, rows, tuple(faults), is_utf8, heads=heads)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins: a quoted cell may go over several."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    for cells in reader:
        yield first, cells
        first = reader.line_num + 1


def _require_columns(path: Path, columns: tuple[str, ...]) -> None:
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice is not None:
        raise Trouble(
            Text(f"{show(path)}:1: there are two columns {show(twice)}", f"{show(path)} 第 1 行：{show(twice)} 列重复")
        )
    if not NUMBERS & set(columns):
        raise Trouble(
            Text(f"{show(path)}:1: there is no column id", f"{show(path)} 第 1 行：没有 id 列（编号、文件编号）"),
            Text(
                "the first line names the columns: docctl adopt --template shows them",
                "第一行应为列名，参见 docctl adopt --template",
            ),
        )


def _rows(columns: tuple[str, ...], lines: list[tuple[int, list[str]]], faults: list[Fault]) -> Iterator[Row]:
    for line, cells in lines:
        named = [(name, cell.strip()) for name, cell in zip_longest(columns, cells, fillvalue="")]
        beyond = next((cell for name, cell in named if cell and not name), None)
        if beyond is not None:
            said = Text(f"{show(beyond)} stands under no column name", f"{show(beyond)} 没有对应的列名")
            hint = Text("put quotes around a cell that holds a comma", "内容含逗号的单元格请加引号")
            faults.append(Fault(line, "", said, hint))
        if any(cell for _, cell in named):
            yield Row(line, {name: cell for name, cell in named if name and cell})
