"""Locks that a git left in a bare repository when it was killed: nobody could move what they lock ever again."""

# No pathlib: names that are not UTF-8 need bytes, which it cannot hold.

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds; a living git holds such a lock for as long as it takes to write forty characters.
AGE = 60.0
_LOCK = b".lock"
_REFS = b"refs"


def remove_abandoned(repository: str, now: float) -> list[str]:
    """Remove the locks of names that are older than a minute, and tell which; `now` is by the clock of the disk."""
    removed = []
    for place in _locks(os.fsencode(repository)):
        # Another push may be removing them too.
        with suppress(OSError):
            status = os.lstat(place)
            if stat.S_ISREG(status.st_mode) and now - status.st_mtime > AGE:
                os.unlink(place)
                removed.append(os.fsdecode(place))
    return removed


def _locks(repository: bytes) -> Iterator[bytes]:
    yield from (os.path.join(repository, name + _LOCK) for name in (b"HEAD", b"packed-refs"))
    for folder, _, names in os.walk(os.path.join(repository, _REFS)):
        yield from (os.path.join(folder, name) for name in names if name.endswith(_LOCK))
