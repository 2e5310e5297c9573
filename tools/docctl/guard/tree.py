"""One state of a library, judged by the names, modes, sizes and bytes of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.git import Entry
from docctl.git.plumbing import EXECUTABLE
from docctl.git.plumbing import FILE
from docctl.guard.contents import content_problems
from docctl.guard.modes import mode_problems
from docctl.guard.names import name_problems
from docctl.guard.personal import number_problems

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.guard.limits import Limits
    from docctl.schema import Schemas
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation


def tree_problems(
    snapshot: Snapshot,
    limits: Limits,
    *,
    paths: Iterable[str] | None = None,
    whole: Iterable[Entry] | None = None,
    schemas: Schemas | None = None,
    reserved: Collection[str] = (),
) -> Iterator[Violation]:
    """Everything that names, modes, sizes and bytes of files say, in that order.

    `paths` are the files whose bytes are judged, all where none are given; names and modes are always judged all.
    `whole` lists the whole tree where the snapshot holds only a part of it. With `schemas` the text of records is
    judged too, which else the library does as it reads them. `reserved` are numbers that the policy knows to be
    nobody's, digits only.
    """
    entries = [Entry(path, snapshot.mode(path), "") for path in snapshot.paths()] if whole is None else list(whole)
    yield from name_problems((entry.path for entry in entries), limits)
    yield from mode_problems(entries)
    wanted = snapshot.paths() if paths is None else paths
    plain = {entry.path for entry in entries if entry.mode in {FILE, EXECUTABLE}}
    judged = [path for path in wanted if path in plain and path in snapshot]
    yield from content_problems(snapshot, judged, limits, schemas=schemas, reserved=reserved)
    for entry in entries:
        yield from number_problems(entry.path, entry.path, reserved=reserved)
