"""Saying why something is not written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.report import headline
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.snapshot import Snapshot
    from docctl.violation import Violation


def refuse(reasons: Sequence[Violation], snapshot: Snapshot, record: str) -> int:
    """Print the reasons with what to do about each, and that nothing was written; the exit code.

    What is wrong with a file that was never written is wrong at no place in it: it is said of the record.
    """
    language = chosen_language()
    for reason in reasons:
        placed = reason if reason.path in snapshot else replace(reason, path=record, position=Position())
        out(headline(placed, language), err=True)
        if reason.hint.get(language):
            out("    → " + reason.hint.get(language), err=True)
    say(Text("nothing was written", "未写入任何内容"), err=True)
    return 1
