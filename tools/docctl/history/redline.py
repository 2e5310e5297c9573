"""Two texts as one with what was deleted and inserted: Chinese by character, Latin by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple

from docctl.history.edits import MOST_EDITS
from docctl.history.edits import edits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

Kind = Literal["equal", "deleted", "inserted"]
# Fewer equal characters than these between two changes are scraps that nobody can read.
LEAST_EQUAL = 3
# Two long texts that differ everywhere are compared piece by piece for about a second, from there on line by line.
MOST_WORK = 4_000_000
# A word of a script with words, else one character; white space in runs, each line end by itself.
_PIECE = re.compile(r"\n|[^\S\n]+|[0-9A-Za-z\u00c0-\u024f\u0370-\u052f_]+|.", re.DOTALL)


class Run(NamedTuple):
    """A piece of the text: in both (`equal`), only in the old one (`deleted`) or only in the new one (`inserted`)."""

    kind: Kind
    text: str


def redline(old: str, new: str) -> list[Run]:
    """The runs from one text to another; what is deleted stands before what is inserted in its place."""
    lines = _compared(old.splitlines(keepends=True), new.splitlines(keepends=True))
    runs: list[Run] = []
    work = 0
    for same, before, after in lines:
        if same:
            runs.append(Run("equal", after))
        elif work > MOST_WORK:
            runs += _changed(before, after)
        else:
            pieces = list(_compared(_PIECE.findall(before), _PIECE.findall(after)))
            runs += _joined(pieces)
            work += _work(pieces)
    return runs


def by_line(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each line, without line ends: what is deleted or inserted across lines ends and begins anew."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1] += [Run(run.kind, first)] if first else []
        lines += [[Run(run.kind, text)] if text else [] for text in rest]
    return lines if lines[-1] else lines[:-1]


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    for edit in edits(old, new):
        yield edit.same, "".join(old[edit.old]), "".join(new[edit.new])


def _work(pieces: Iterable[tuple[bool, str, str]]) -> int:
    """How many steps it took to find these, at most: the square of what differs."""
    differing = sum(len(before) + len(after) for same, before, after in pieces if not same)
    return int(min(differing, MOST_EDITS) ** 2)


def _joined(compared: Iterable[tuple[bool, str, str]]) -> Iterator[Run]:
    """Runs of which no equal one between two changes is a scrap; a line end is kept, because it parts two lines."""
    parts = list(compared)
    deleted = inserted = ""
    for index, (same, before, after) in enumerate(parts):
        scrap = len(after) < LEAST_EQUAL and "\n" not in after and 0 < index < len(parts) - 1
        if same and not scrap:
            yield from _changed(deleted, inserted)
            yield Run("equal", after)
            deleted = inserted = ""
        else:
            deleted, inserted = deleted + before, inserted + after
    yield from _changed(deleted, inserted)


def _changed(deleted: str, inserted: str) -> Iterator[Run]:
    if deleted:
        yield Run("deleted", deleted)
    if inserted:
        yield Run("inserted", inserted)
