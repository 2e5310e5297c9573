"""Bytes of an .xlsx file from anybody -> its sheets; nothing in it is run, followed or unpacked without a limit."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils import range_boundaries

from docctl.exchange import codes
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.violation import Violation

FILE_BYTES, UNPACKED_BYTES, PARTS, SHEETS = 16 * 2**20, 128 * 2**20, 1_000, 200
ROWS, CELLS = 100_000, 2_000_000
_BYTES, _FILES = Text("bytes", "字节数"), Text("files", "文件数")
_NO_ARCHIVE = Text(
    "it is no .xlsx file, or an incomplete one; older files (.xls) are not read",
    "不是 .xlsx 文件，或文件不完整；旧格式 .xls 不能直接读取",
)
_NO_WORKBOOK = Text("its content is not that of a workbook, or is damaged", "内容不是工作簿，或已损坏")
_XML = (".xml", ".rels")
# Office writes neither; entities are what makes a small file large when it is read.
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]{2,24})[\"']")


class Cell(NamedTuple):
    """What a cell holds, and whether it is a formula (`f`) or an error (`e`)."""

    value: Any
    kind: str


@dataclass
class Sheet:
    """The filled cells of a sheet by row and column, both from one, and which are merged."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: tuple[str, ...] = ()

    def value(self, row: int, column: int) -> Any:
        """What a cell holds; none where it is empty."""
        cell = self.rows.get(row, {}).get(column)
        return cell.value if cell is not None else None

    def top(self, merged: str) -> tuple[int, int]:
        """Row and column of the first cell of a merged area."""
        column, row, _, _ = range_boundaries(merged)
        return row or 1, column or 1


def address(sheet: str, row: int = 0, column: int = 0) -> str:
    """A place in a workbook as spreadsheets write it, Sheet!D7."""
    return f"{sheet}!{get_column_letter(column) if column else ''}{row or ''}".rstrip("!")


def opened(name: str, source: bytes) -> list[Sheet]:
    """The sheets of a workbook; raises `Stop` where it is none, or too large to be read."""
    try:
        _require_bounds(name, source)
        return list(_sheets(name, source))
    except Stop:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged file breaks the library in any of its places
        raise Stop(_unreadable(name, _NO_ARCHIVE if isinstance(error, zipfile.BadZipFile) else _NO_WORKBOOK)) from None


def _unreadable(name: str, problem: str | Text) -> Violation:
    return codes.BOOK_UNREADABLE.at(name, problem=problem)


def _require_bounds(name: str, source: bytes) -> None:
    """Look at every part of the archive before the library does."""
    _limit(name, len(source), FILE_BYTES, _BYTES)
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        parts = archive.infolist()
        _limit(name, len(parts), PARTS, _FILES)
        # What a part states is all that is ever unpacked of it.
        _limit(name, sum(part.file_size for part in parts), UNPACKED_BYTES, _BYTES)
        for part in parts:
            if part.filename.lower().endswith(_XML):
                data = archive.read(part)
                if _DECLARES.search(data) or b"\0" in data or _OTHER_ENCODING.match(data):
                    raise Stop(_unreadable(name, part.filename))


def _limit(name: str, found: int, limit: int, what: Text) -> None:
    if found > limit:
        raise Stop(codes.BOOK_TOO_LARGE.at(name, limit=limit, what=what))


def _sheets(name: str, source: bytes) -> Iterator[Sheet]:
    with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(source)) as archive:
        warnings.simplefilter("ignore")  # of what the library leaves out
        workbook = load_workbook(io.BytesIO(source), read_only=True, keep_links=False)
        _limit(name, len(workbook.worksheets), SHEETS, Text("sheets", "工作表数"))
        for sheet in workbook.worksheets:
            yield _sheet(name, sheet, archive)


def _sheet(name: str, sheet: Any, archive: zipfile.ZipFile) -> Sheet:
    found, seen = Sheet(sheet.title), 0
    sheet.reset_dimensions()  # what a file says of its size need not be so
    for number, row in enumerate(sheet.iter_rows(), 1):
        seen += len(row)
        filled = {
            place: Cell(cell.value, cell.data_type)
            for place, cell in enumerate(row, 1)
            if cell.value is not None and str(cell.value).strip()  # a blank is seen by nobody
        }
        if filled:
            found.rows[number] = filled
            _limit(name, len(found.rows), ROWS, Text("rows", "行数"))
        _limit(name, seen, CELLS, Text("cells", "单元格数"))
    # Only the whole file of a sheet says so, after its last row.
    text = archive.read(sheet._worksheet_path)  # noqa: SLF001 - the library gives it no public name
    found.merged = tuple(match.decode() for match in _MERGED.findall(text))
    return found
