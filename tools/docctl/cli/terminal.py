"""What the terminal, the clock and the environment say; texts and tables printed to it."""

from __future__ import annotations

import getpass
import json
import os
import sys
import unicodedata
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any
from typing import TextIO

import click

from docctl.cli.language import chosen_language
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.violation import Text

__all__ = [
    "Trouble", "chosen_language", "columns", "environment", "flush", "now", "out", "prepare_streams", "print_json",
    "print_table", "quiet", "say", "user",
]  # fmt: skip
GAP = "  "
MISUSE, FAULT = 2, 3


class Trouble(Exception):  # noqa: N818 - it says what is the matter, not that the program is wrong
    """A sentence for the user and an exit code: 2 for what they asked, 3 for what the machine lacks."""

    def __init__(self, text: Text, hint: Text | None = None, *, exit_code: int = MISUSE) -> None:
        """Keep the sentences; which language is shown is decided when they are."""
        super().__init__(text.en)
        self.text, self.hint, self.exit_code = text, hint, exit_code


def now() -> datetime:
    """The one reading of the clock; SOURCE_DATE_EPOCH fixes it for reproducible builds."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal():
        return datetime.fromtimestamp(int(fixed), UTC)
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - here the command line reads the clock once


def moment() -> str:
    """The same as a statement writes it."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


def environment(name: str) -> str:
    """A variable of the environment, empty where there is none."""
    return os.environ.get(name, "")


def user() -> str:
    """Who is logged in, as far as the system says."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # a number without a name
        return "?"


def prepare_streams() -> None:
    """Let no character stop the output: what an encoding lacks is escaped; files get UTF-8 and the same line ends."""
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        keep = stream.isatty() or "PYTHONIOENCODING" in os.environ
        stream.reconfigure(encoding=None if keep else "utf-8", errors="backslashreplace", newline="\n")


def out(text: str, *, err: bool = False) -> None:
    """Text and a line end; a reader that closed the pipe has read enough and spoils neither work nor exit code."""
    stream: TextIO | None = sys.stderr if err else sys.stdout
    if stream is None:  # closed before Python started
        return
    try:
        click.echo(text, file=stream)
    except BrokenPipeError:
        quiet(stream)


def flush(stream: TextIO | None) -> int:
    """Write out what is buffered; the exit code of a fault where it cannot be, as on a full disk."""
    if stream is None:
        return 0
    try:
        stream.flush()
    except OSError as error:
        quiet(stream)
        return 0 if isinstance(error, BrokenPipeError) else FAULT
    return 0


def quiet(stream: TextIO) -> None:
    """Send what is still written to a closed stream nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def say(text: Text, *, err: bool = False) -> None:
    """One sentence in the chosen language."""
    out(text.get(chosen_language()), err=err)


def print_json(data: Any) -> None:
    """JSON on standard output."""
    out(json.dumps(data, ensure_ascii=False, indent=2))


def print_table(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table aligned for a terminal, in which a Chinese character takes two columns."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max([columns(title), *(columns(row[index]) for row in cells)]) for index, title in enumerate(titles)]
    lines = [list(titles), ["-" * width for width in widths], *cells]
    padded = (GAP.join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    out("\n".join(line.rstrip() for line in padded))


def _cell(value: Any) -> str:
    """A value on one line; marks that could move the cursor or turn the reading direction become blanks."""
    text = show(value, chosen_language()) if isinstance(value, bool) else str(value)
    return "".join(character if character.isprintable() else " " for character in text)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - columns(text))
