"""What is wrong with a list of documents, said in the words of the list, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli.headings import FILE
from docctl.cli.listed_record import column_of
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.violation import NO_TEXT
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.cli.sheet import Fault
    from docctl.cli.sheet import Row
    from docctl.cli.sheet import Sheet
    from docctl.schema import RecordType
    from docctl.violation import Violation

_ENGINE = "engine."


def hint_of(record_type: RecordType, sheet: Sheet, row: Row, violation: Violation, column: str) -> Text:
    """What to do in the list; a rule says it itself, the engine only how to write a line of a record."""
    if not column or not violation.slug.startswith(_ENGINE):
        return violation.hint
    names = _fields(record_type, column)
    missing = [name for name in names if name not in sheet.columns]
    if missing and column != FILE:
        listed = Text(", ".join(missing), "、".join(missing))
        return Text(f"add a column {listed.en}", f"请增加 {listed.zh} 列")
    if column != FILE and not any(name in row.cells for name in names):
        called = [show(sheet.called(name)) for name in names]
        return Text(f"fill in {', '.join(called)}", f"请填写 {'、'.join(called)}")
    return violation.hint if violation.code.startswith("R-") else NO_TEXT


def _fields(record_type: RecordType, column: str) -> list[str]:
    """The columns that give a field: those of the fields it must have, where it is a group of them."""
    found = column_of(record_type, column.split("."))
    schema = found.schema if found is not None else {}
    inner = schema.get("items", schema)
    asked = inner.get("required", inner.get("properties")) if "properties" in inner else None
    return [f"{column}.{name}" for name in asked] if asked else [column]


def refuse_list(sheet: Sheet, faults: Iterable[Fault]) -> int:
    """Print what is wrong, the same said of several rows once; the exit code."""
    language, lines = chosen_language(), dict[tuple[str, Text, Text], list[int]]()
    wrong, rows = len({fault.line for fault in faults} - {1}), len(sheet.rows)
    for fault in sorted(faults, key=lambda fault: fault.line):
        lines.setdefault((fault.column, fault.text, fault.hint), []).append(fault.line)
    for (column, text, hint), found in lines.items():
        out(_place(sheet, column, list(dict.fromkeys(found))).get(language) + text.get(language), err=True)
        if hint.get(language):
            out("    → " + hint.get(language), err=True)
    say(
        Text(f"{wrong} of {rows} rows are wrong; nothing was written", f"{rows} 行中有 {wrong} 行有误，未写入任何内容"),
        err=True,
    )
    return 1


def _place(sheet: Sheet, column: str, lines: list[int]) -> Text:
    """Rows and column as people find them in the list, with the cell of a workbook."""
    path, numbers = show(sheet.path.name), [str(line) for line in lines]
    at_en, at_zh = f"{path}:{','.join(numbers)}: ", f"{path} 第 {'、'.join(numbers)} 行"
    if not column:
        return Text(at_en, at_zh + "：")
    name, cell = show(sheet.called(column)), sheet.cell(column, lines)
    inside_en, inside_zh = (f" ({cell})", f"（{cell}）") if cell else ("", "")
    return Text(f"{at_en}{name}{inside_en}: ", f"{at_zh} {name} 列{inside_zh}：")
