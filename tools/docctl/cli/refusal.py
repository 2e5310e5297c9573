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
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.snapshot import Snapshot
    from docctl.violation import Violation


def refuse(reasons: Iterable[Violation], more: Text | None = None) -> int:
    """Say what is wrong, how to mend it and that nothing was written; the exit code."""
    list_reasons(reasons)
    if more is not None:
        say(more, err=True)
    say(Text("nothing was written", "未写入任何内容"), err=True)
    return 1


def list_reasons(reasons: Iterable[Violation]) -> None:
    """Say what is wrong and how to mend it."""
    language = chosen_language()
    for reason in reasons:
        out(headline(reason, language), err=True)
        if reason.hint.get(language):
            out("    → " + reason.hint.get(language), err=True)


def unwritten(reasons: Iterable[Violation], snapshot: Snapshot, record: str) -> Iterator[Violation]:
    """Reasons against files that were never written: wrong at no place in them, so they are said of the record."""
    for reason in reasons:
        yield reason if reason.path in snapshot else replace(reason, path=record, position=Position())
