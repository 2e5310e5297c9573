"""One state of a library, judged by the names, modes, sizes and bytes of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.git import Entry
from docctl.guard.modes import mode_problems
from docctl.guard.names import name_problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.guard.limits import Limits
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation


def tree_problems(
    snapshot: Snapshot,
    limits: Limits,
    *,
    paths: Iterable[str] | None = None,
    whole: Iterable[Entry] | None = None,
) -> Iterator[Violation]:
    """Everything that names, modes, sizes and bytes of files say, in that order.

    `paths` are the files whose bytes are judged, all where none are given; names and modes are always judged all.
    `whole` lists the whole tree where the snapshot holds only a part of it.
    """
    entries = [Entry(path, snapshot.mode(path), "") for path in snapshot.paths()] if whole is None else list(whole)
    yield from name_problems((entry.path for entry in entries), limits)
    yield from mode_problems(entries)
