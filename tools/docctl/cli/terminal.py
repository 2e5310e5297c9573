"""What the terminal, the clock and the environment say; texts and tables printed to it."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.violation import Text

GAP = "  "


def now() -> datetime:
    """The one reading of the clock; SOURCE_DATE_EPOCH fixes it for reproducible builds."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    return moment.replace(microsecond=0)


def preferred_language() -> str:
    """`zh` where the environment prefers Chinese, else `en`."""
    for name in ("DOCCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def use_utf8() -> None:
    """Let output hold Chinese whatever the console's code page; what it cannot show is replaced."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


class Trouble(click.ClickException):
    """A sentence for the user and an exit code: 2 for what they asked, 3 for what the machine lacks."""

    def __init__(self, text: Text, hint: Text | None = None, *, exit_code: int = 2) -> None:
        """Keep the sentences; which language is shown is decided when they are."""
        super().__init__(text.en)
        self.text, self.hint, self.exit_code = text, hint, exit_code

    def show(self, file: Any = None) -> None:
        """One line that says what is wrong, and one what to do."""
        language = chosen_language()
        click.echo(f"docctl: {self.text.get(language)}", file=file or sys.stderr)
        if self.hint is not None:
            click.echo(f"    → {self.hint.get(language)}", file=file or sys.stderr)


def chosen_language() -> str:
    """The language of this run."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().params.get("lang") if context is not None else None
    return str(chosen or preferred_language())


def say(text: Text) -> None:
    """One sentence on standard output."""
    click.echo(text.get(chosen_language()))


def print_json(data: Any) -> None:
    """JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_table(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table aligned for a terminal, in which a Chinese character takes two columns."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max([_width(title), *(_width(row[index]) for row in cells)]) for index, title in enumerate(titles)]
    for row in [list(titles), ["-" * width for width in widths], *cells]:
        click.echo(GAP.join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cell(value: Any) -> str:
    return "".join(character if character.isprintable() else " " for character in str(value))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
