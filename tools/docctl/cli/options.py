"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.cli import words
from docctl.cli.terminal import Trouble
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Callable


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day such as 2026-02-28, or a moment, of which the day counts."""
    from docctl.schema.formats import is_date
    from docctl.schema.formats import is_date_time

    del context
    if value is None or is_date(value) or is_date_time(value):
        return value
    name = parameter.opts[0]
    raise Trouble(
        Text(
            f"{name} {show(value)} is not a day such as 2026-02-28", f"{name} {show(value)} 不是 2026-02-28 这样的日期"
        ),
    )


def day(name: str, text: Text) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option whose value is a day."""
    return words.option(name, callback=_day, word=Text("DAY", "日期"), text=text)


as_of = day("--as-of", Text("Ask about this day instead of today.", "以该日为准，而不是今天。"))
rev = words.option(
    "--rev",
    word=Text("COMMIT", "版本"),
    text=Text("Read this commit instead of the files.", "读取该历史版本，而不是当前文件。"),
)
dry_run = words.option(
    "--dry-run", is_flag=True, text=Text("Show what would be written, write nothing.", "只显示将写入的内容，不写入。")
)
record = words.argument("record", Text("ID", "编号"))


def to_file(*, required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--to`: where an Excel file goes."""
    return words.option(
        "--to",
        required=required,
        word=Text("FILE", "文件"),
        text=Text("The Excel file to write (.xlsx); it must not exist.", "导出的 Excel 文件（.xlsx），不得已存在。"),
    )


def output_format(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--format` with the first name as default."""
    return words.option(
        "--format",
        "shape",
        type=click.Choice(names),
        default=names[0],
        text=Text(f"How to print it ({names[0]} unless told).", f"输出格式（默认 {names[0]}）。"),
    )
