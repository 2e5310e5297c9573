"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.schema.formats import is_date
from docctl.schema.formats import is_date_time

if TYPE_CHECKING:
    from collections.abc import Callable


class Day(click.ParamType):
    """A day such as 2026-02-28, or a moment, of which the day counts."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as given, if it is a day."""
        text = str(value)
        if not (is_date(text) or is_date_time(text)):
            self.fail(f"{text} is not a day such as 2026-02-28 / 不是 2026-02-28 这样的日期", param, ctx)
        return text


as_of = click.option("--as-of", type=Day(), metavar="DAY", help="Ask about this day instead of today. / 以该日为准。")
rev = click.option("--rev", metavar="REV", help="Read this commit instead of the work tree. / 读取该提交记录。")


def output_format(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--format` with the first name as default."""
    return click.option(
        "--format",
        "shape",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="Output format. / 输出格式。",
    )
