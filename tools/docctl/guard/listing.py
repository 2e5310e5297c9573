"""Names and modes of a whole tree, judged in parts: one that was found right, and is as it was, is right still."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from docctl.cache.kept import Kept
from docctl.guard.modes import mode_problems
from docctl.guard.names import name_problems
from docctl.guard.personal import number_problems

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.git import Entry
    from docctl.guard.limits import Limits
    from docctl.violation import Violation

SHELF = "names"
# Below folders of folders, such as those of the record types, lies a part of its own.
_DEPTH = 2


def listing_problems(
    entries: Iterable[Entry], limits: Limits, reserved: Collection[str] = (), kept: Kept | None = None
) -> Iterator[Violation]:
    """What is wrong with each name and mode of a tree; on the shelves of `kept` stays which parts are right."""
    parts: dict[str, list[Entry]] = {}
    above: list[Entry] = []
    for entry in entries:
        folders = entry.path.split("/", _DEPTH)
        part = parts.setdefault("/".join(folders[:_DEPTH]), []) if len(folders) > _DEPTH else above
        if not part and part is not above:
            above.append(entry)  # the first of a part stands for its folder among the others
        part.append(entry)
    found = list(_problems(above, limits, reserved))
    shelf = kept if kept is not None else Kept()
    known, right = shelf.shelf(SHELF), []
    for name, part in parts.items():
        digest = _digest(part, limits, reserved)
        if known.get(name, ("", ""))[0] == digest:
            continue
        wrong = list(_problems(part, limits, reserved))
        found += wrong
        if not wrong:
            right.append((name, digest, ""))
    shelf.put(SHELF, right)
    yield from dict.fromkeys(found)


def _problems(entries: Sequence[Entry], limits: Limits, reserved: Collection[str]) -> Iterator[Violation]:
    yield from name_problems((entry.path for entry in entries), limits)
    yield from mode_problems(entries)
    for entry in entries:
        yield from number_problems(entry.path, entry.path, reserved=reserved)


def _digest(entries: Sequence[Entry], limits: Limits, reserved: Collection[str]) -> str:
    """A short form of everything that decides about a part."""
    lines = [repr(limits), *sorted(reserved), *(f"{entry.mode} {entry.path}" for entry in entries)]
    return blake2b("\0".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
