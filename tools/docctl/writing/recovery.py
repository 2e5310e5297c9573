"""What is left of a command that was ended while it wrote: finished, and swept up."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from docctl.git.storing import Objects
from docctl.git.storing import read_refs
from docctl.git.storing import swap_ref
from docctl.writing import disk
from docctl.writing.clone import RESCUE
from docctl.writing.clone import Writer
from docctl.writing.journal import put
from docctl.writing.journal import read_note
from docctl.writing.journal import seconds
from docctl.writing.journal import standing
from docctl.writing.journal import strike_out
from docctl.writing.lock import was_interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.writing.clone import Clone
    from docctl.writing.journal import Note

# Where commands write.
_FOLDERS = (b"records", b"schemas")
# A living git holds the lock of a ref for milliseconds.
_LOCK_AGE = 1.0


@dataclass(frozen=True)
class Recovered:
    """A write that was finished: by whom it was begun, its paths, and where edits made since were put aside."""

    begun: Writer | None
    paths: tuple[str, ...]
    rescue: str | None = None
    edited: tuple[str, ...] = ()


def unfinished(clone: Clone) -> Writer | None:
    """Who began a write that was never finished; for commands that only read, nothing is touched."""
    if not was_interrupted(clone):
        return None
    ref = read_refs(clone.repository, clone.pending).get(clone.pending)
    return None if ref is None or ref.kind != "commit" else Writer.read(ref.message)


def recover(clone: Clone, writer: Writer) -> Recovered | None:
    """Finish the write that is noted, if any; the caller holds the lock. Run again after a crash, it does the same."""
    for place in _stale_locks(clone):
        os.unlink(place)
    for leftover in disk.leftovers(os.fsencode(clone.root), *_FOLDERS):
        os.unlink(leftover)
    ref = read_refs(clone.repository, clone.pending).get(clone.pending)
    note = None if ref is None else read_note(clone, ref)
    if note is None:
        return None
    found = {path: standing(clone, path) for path in note.before}
    edited = {path: data for path, data in found.items() if data is not None and _is_foreign(clone, note, path, data)}
    rescue = _rescue(clone, edited, writer) if edited else None
    _finish(clone, note, found)
    strike_out(clone, note.oid)
    return Recovered(Writer.read(note.text), tuple(sorted(note.before)), rescue, tuple(sorted(edited)))


def _is_foreign(clone: Clone, note: Note, path: str, data: bytes) -> bool:
    """Whether a file is neither as before the write nor as after it."""
    return clone.repository.hash_object(data) not in {note.before[path], note.after[path]}


def _rescue(clone: Clone, edited: dict[str, bytes], writer: Writer) -> str:
    """Keep what somebody wrote into files of an unfinished write; the ref that names it."""
    objects = Objects(clone.repository)
    tree = objects.tree({path: objects.blob(data) for path, data in edited.items()})
    commit = objects.commit(tree, writer.to_json(), writer.by, seconds(writer.at))
    objects.store()
    stamp = writer.at.replace("-", "").replace(":", "")
    names = (f"{RESCUE}{stamp}" + (f"-{number}" if number else "") for number in count())
    return next(name for name in names if swap_ref(clone.repository, name, commit, None))


def _finish(clone: Clone, note: Note, found: dict[str, bytes | None]) -> None:
    wanted = {path: oid for path, oid in note.after.items() if oid is not None}
    contents = dict(zip(wanted, clone.repository.read_blobs(wanted.values()), strict=True))
    for path in sorted(note.after):
        if found[path] != contents.get(path):
            put(clone, path, contents.get(path))


def _stale_locks(clone: Clone) -> Iterator[str]:
    """Locks of our refs that a killed git left: nobody else makes such refs, and a living one is done in a moment."""
    end = time.monotonic() + _LOCK_AGE
    top = os.path.join(clone.shared, "refs", "docctl")
    for folder, _, names in os.walk(top):
        for name in names:
            place = os.path.join(folder, name)
            if name.endswith(".lock") and _stays(place, end):
                yield place


def _stays(place: str, end: float) -> bool:
    """Whether a file is still the same one at the end of some time."""
    try:
        first = os.stat(place)
        while time.monotonic() < end:
            time.sleep(_LOCK_AGE / 20)
            if os.stat(place).st_ino != first.st_ino:
                return False
    except FileNotFoundError:
        return False
    return True
