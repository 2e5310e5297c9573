"""One state of a library, judged by the names, modes, sizes and bytes of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.git import Entry
from docctl.git.plumbing import EXECUTABLE
from docctl.git.plumbing import FILE
from docctl.guard.contents import content_problems
from docctl.guard.listing import listing_problems

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.cache.kept import Kept
    from docctl.guard.limits import Limits
    from docctl.schema import Schemas
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation


def tree_problems(
    snapshot: Snapshot,
    limits: Limits,
    *,
    whole: Iterable[Entry] | None = None,
    reserved: Collection[str] = (),
    kept: Kept | None = None,
) -> Iterator[Violation]:
    """Everything that names, modes, sizes and bytes of files say; the text of records the library judges.

    `whole` lists the whole tree where the snapshot holds only a part of it. `reserved` are numbers that the policy
    knows to be nobody's, digits only. What is `kept` of an earlier look at the names is not judged again.
    """
    entries = entries_of(snapshot) if whole is None else list(whole)
    yield from listing_problems(entries, limits, reserved, kept)
    yield from byte_problems(snapshot, entries, limits, reserved=reserved)


def byte_problems(
    snapshot: Snapshot,
    entries: Iterable[Entry],
    limits: Limits,
    *,
    paths: Iterable[str] | None = None,
    schemas: Schemas | None = None,
    reserved: Collection[str] = (),
) -> Iterator[Violation]:
    """What sizes and bytes of files say, of all that are listed as plain ones, or of those at some paths.

    With `schemas` the text of records is judged too, which else the library does as it reads them.
    """
    wanted = snapshot.paths() if paths is None else paths
    plain = {entry.path for entry in entries if entry.mode in {FILE, EXECUTABLE}}
    judged = [path for path in wanted if path in plain and path in snapshot]
    yield from content_problems(snapshot, judged, limits, schemas=schemas, reserved=reserved)


def entries_of(snapshot: Snapshot) -> list[Entry]:
    """Name and mode of each file of a snapshot."""
    return [Entry(path, snapshot.mode(path), "") for path in snapshot.paths()]
