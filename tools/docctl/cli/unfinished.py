"""A word, by commands that only read, about a write that was interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli.terminal import say
from docctl.violation import Text
from docctl.violation import show
from docctl.writing.clone import Clone
from docctl.writing.lock import was_interrupted

if TYPE_CHECKING:
    from docctl.git import Repository


def mention_unfinished(repository: Repository) -> None:
    """Say that some files are not yet what a command meant them to be; to finish it is for those that write."""
    clone = Clone.of(repository)
    if clone is None or not was_interrupted(clone):
        return
    from docctl.writing.recovery import unfinished  # reads git: only where there is something to ask

    begun = unfinished(clone)
    if begun is not None:
        who, command = show(begun.person), show(begun.command)
        say(
            Text(
                f"docctl {command} of {who} was interrupted: docctl doctor finishes it",
                f"{who} 的 docctl {command} 曾中断，请运行 docctl doctor 补全",
            ),
            err=True,
        )
