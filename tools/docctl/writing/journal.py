"""A write of several files: noted in git first, then done, then struck out.

The note is a commit that holds every new content and names what stood there before. From the moment a ref names it, the
write will be finished, by whoever writes next if need be; before that moment nothing has happened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from docctl.git.objects import object_id
from docctl.git.process import GitError
from docctl.git.storing import Objects
from docctl.git.storing import read_refs
from docctl.git.storing import swap_ref
from docctl.writing import codes
from docctl.writing import disk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.git.storing import Ref
    from docctl.violation import Violation
    from docctl.writing.clone import Clone
    from docctl.writing.clone import Writer

VERSION = 1
# What the ref names in between: no content that another program may have stored without syncing it.
NOTHING = b"docctl: no write is under way\n"


class Refused(Exception):  # noqa: N818 - read as a sentence
    """Nothing was written, for these reasons."""

    def __init__(self, reasons: list[Violation]) -> None:
        super().__init__(reasons[0].message.en)
        self.reasons = reasons


class Unfinished(Exception):  # noqa: N818 - as above
    """The write is noted and not done: whoever writes next will finish it."""


@dataclass(frozen=True)
class Note:
    """A write as noted: content ids by path, those of before (None: nothing) and of after (None: removed)."""

    oid: str
    before: dict[str, str | None]
    after: dict[str, str | None]
    text: str


def write(clone: Clone, files: Mapping[str, bytes | None], read: Mapping[str, str | None], writer: Writer) -> None:
    """Write files by path, or remove them (None), all or none; `read` has the ids of what the command saw there.

    The caller holds the lock and has recovered. Raises `Refused` before anything was written, and `Unfinished` where
    the machine gave up half-way.
    """
    reasons = _obstacles(clone, files, read)
    if reasons:
        raise Refused(reasons)
    current = read_refs(clone.repository, clone.pending).get(clone.pending)
    objects = Objects(clone.repository)
    after = {path: None if data is None else objects.blob(data) for path, data in files.items()}
    tree = objects.tree({path: oid for path, oid in after.items() if oid is not None})
    text = writer.to_json(version=VERSION, before={path: read.get(path) for path in files})
    note = objects.commit(tree, text, writer.by, seconds(writer.at))
    objects.blob(NOTHING)
    objects.store()
    if not swap_ref(clone.repository, clone.pending, note, None if current is None else current.oid):
        raise Refused([codes.FILE_CHANGED.at(path, value=path) for path in files])
    try:
        for path, data in sorted(files.items()):
            # Many files take their time: who edits one of them just now loses nothing either, recovery puts it aside.
            if current_id(clone, path) != read.get(path):
                raise Refused([codes.FILE_CHANGED.at(path, value=path)])  # noqa: TRY301 - becomes Unfinished
            put(clone, path, data)
        strike_out(clone, note)
    except Exception as error:
        raise Unfinished(str(error)) from error


def put(clone: Clone, path: str, data: bytes | None) -> None:
    """Let a file have this content, or be gone."""
    if data is None:
        disk.remove(clone.place(path))
    else:
        disk.put(clone.place(path), data)


def strike_out(clone: Clone, oid: str) -> None:
    """Let the ref name nothing to do: to delete it, git would lock all refs, and a killed one leaves them locked."""
    swap_ref(clone.repository, clone.pending, nothing(clone), oid)


def nothing(clone: Clone) -> str:
    """What the ref names where no write is noted."""
    return object_id("blob", NOTHING, clone.repository.object_format)


def read_note(clone: Clone, ref: Ref) -> Note | None:
    """The write that a ref notes, if any."""
    if ref.kind != "commit":
        return None
    try:
        before: dict[str, str | None] = dict(json.loads(ref.message)["before"])
    except (ValueError, TypeError, KeyError):
        raise GitError(f"{ref.name} was not made by docctl") from None
    held = {entry.path: entry.oid for entry in clone.repository.tree(ref.oid)}
    return Note(ref.oid, before, {path: held.get(path) for path in before}, ref.message)


def seconds(at: str) -> int:
    """A moment as statements write it, in seconds since 1970 (UTC)."""
    return int(datetime.fromisoformat(at).timestamp())


def _obstacles(clone: Clone, files: Mapping[str, bytes | None], read: Mapping[str, str | None]) -> list[Violation]:
    """Files that cannot be written, or that are not any more what the command saw."""
    found = []
    for path in files:
        try:
            if current_id(clone, path) != read.get(path):
                found.append(codes.FILE_CHANGED.at(path, value=path))
        except Refused as refused:
            found += refused.reasons
    return found


def current_id(clone: Clone, path: str) -> str | None:
    """The id of what stands at a path; None where nothing does."""
    data = standing(clone, path)
    return None if data is None else clone.repository.hash_object(data)


def standing(clone: Clone, path: str) -> bytes | None:
    """What stands at a path that may be written to; `Refused` where it may not."""
    try:
        disk.require_place(clone.place("")[:-1], clone.place(path))
        return disk.content(clone.place(path))
    except disk.NoPlace:
        raise Refused([codes.FILE_PLACE.at(path, value=path)]) from None
