"""Where the content of a snapshot comes from: the object store, the index, the disk, or the caller."""

from __future__ import annotations

import os
import stat
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Protocol

from docctl.git.plumbing import EXECUTABLE
from docctl.git.plumbing import FILE
from docctl.git.plumbing import object_id
from docctl.snapshot import disk
from docctl.snapshot.errors import MissingPath
from docctl.snapshot.errors import NotAFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.git import Entry
    from docctl.git import Repository


class Source(Protocol):
    """Where a snapshot gets what its listing does not say."""

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """The content of each entry, in order."""

    def mode(self, entry: Entry) -> str:
        """The mode git gives, or would give, to the entry."""

    def oid(self, entry: Entry) -> str:
        """The id git gives, or would give, to the entry's content."""

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        """That of each entry, in order."""


class Objects:
    """Content from the object store."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """See `Source`."""
        return self._repo.read_blobs(entry.oid for entry in entries)

    def mode(self, entry: Entry) -> str:
        """See `Source`."""
        return entry.mode

    def oid(self, entry: Entry) -> str:
        """See `Source`."""
        return entry.oid

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        """See `Source`."""
        return [entry.oid for entry in entries]


class Index(Objects):
    """Content from the disk where it hashes to what is staged, which is four times faster than the object store.

    The hash decides, not git's stat data: those trust assumed entries and know nothing of line end conversion.
    """

    def __init__(self, repo: Repository) -> None:
        super().__init__(repo)
        self._root = None if repo.root is None else os.fsencode(repo.root)

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """See `Source`."""
        found = [self._staged_on_disk(entry) for entry in entries]
        stored = self._repo.read_blobs(entry.oid for entry, data in zip(entries, found, strict=True) if data is None)
        return (next(stored) if data is None else data for data in found)

    def _staged_on_disk(self, entry: Entry) -> bytes | None:
        if self._root is None:
            return None
        try:
            # What stands there was never listed: a pipe or a device must not even be opened.
            kind = os.lstat(disk.place(self._root, entry.path)).st_mode
            data = disk.read(self._root, entry) if stat.S_ISREG(kind) or stat.S_ISLNK(kind) else None
        except OSError:
            return None
        return data if data is not None and self._repo.hash_object(data) == entry.oid else None


class Disk:
    """Content from the disk; modes and ids from the index where git finds the file unchanged."""

    def __init__(self, root: bytes, repo: Repository | None = None, prefixes: Sequence[str] = ()) -> None:
        self._root = root
        self._repo = repo
        self._prefixes = prefixes
        self._oids: dict[str, str] = {}

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """See `Source`."""
        return (self._content(entry) for entry in entries)

    def mode(self, entry: Entry) -> str:
        """See `Source`."""
        if entry.mode != FILE:
            return entry.mode
        if entry.path in self._unchanged:
            return self._tracked[entry.path].mode
        if self._repo is not None and not self._trusts_modes:
            tracked = self._tracked.get(entry.path)
            return tracked.mode if tracked else FILE
        try:
            return EXECUTABLE if os.lstat(disk.place(self._root, entry.path)).st_mode & stat.S_IXUSR else FILE
        except (FileNotFoundError, NotADirectoryError):
            raise MissingPath(entry.path, "gone from the work tree") from None

    def oid(self, entry: Entry) -> str:
        """See `Source`."""
        refuse_special(entry)
        if entry.path not in self._oids:
            if entry.path in self._unchanged:
                return self._tracked[entry.path].oid
            self._content(entry)
        return self._oids[entry.path]

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        """See `Source`."""
        unchanged, tracked = self._unchanged - self._oids.keys(), self._tracked
        return [tracked[entry.path].oid if entry.path in unchanged else self.oid(entry) for entry in entries]

    def _content(self, entry: Entry) -> bytes:
        try:
            data = disk.read(self._root, entry)
        except (FileNotFoundError, NotADirectoryError):
            data = None
        if data is None:
            raise MissingPath(entry.path, "gone from the work tree")
        # A verdict is cached by this id, so it must be that of the bytes judged, whatever the index believes.
        self._oids[entry.path] = self._repo.hash_object(data) if self._repo else object_id("blob", data)
        return data

    @cached_property
    def _trusts_modes(self) -> bool:
        return self._repo is None or self._repo.trusts_modes()

    @cached_property
    def _tracked(self) -> dict[str, Entry]:
        entries = self._repo.index(*self._prefixes) if self._repo else []
        return {entry.path: entry for entry in entries if not entry.stage}

    @cached_property
    def _unchanged(self) -> frozenset[str]:
        if self._repo is None:
            return frozenset()
        trusted = frozenset(path for path, entry in self._tracked.items() if not entry.assumed)
        clean = trusted - self._repo.changed_in_worktree(*self._prefixes)
        return clean - self._repo.converted(*self._prefixes)


class Memory:
    """Content given by the caller."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """See `Source`."""
        return (self._contents[entry.path] for entry in entries)

    def mode(self, entry: Entry) -> str:
        """See `Source`."""
        return entry.mode

    def oid(self, entry: Entry) -> str:
        """See `Source`."""
        return object_id("blob", self._contents[entry.path])

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        """See `Source`."""
        return [self.oid(entry) for entry in entries]


class Beside:
    """Content given by the caller, and that of another source for every other path."""

    def __init__(self, source: Source, contents: Mapping[str, bytes]) -> None:
        self._source, self._given, self._contents = source, Memory(contents), contents

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """See `Source`."""
        others = self._source.read([entry for entry in entries if entry.path not in self._contents])
        return (self._contents[entry.path] if entry.path in self._contents else next(others) for entry in entries)

    def mode(self, entry: Entry) -> str:
        """See `Source`."""
        return self._of(entry).mode(entry)

    def oid(self, entry: Entry) -> str:
        """See `Source`."""
        return self._of(entry).oid(entry)

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        """See `Source`."""
        return [self.oid(entry) for entry in entries]

    def _of(self, entry: Entry) -> Source:
        return self._given if entry.path in self._contents else self._source


def is_file(entry: Entry) -> bool:
    """Whether there are bytes to read: of a file, or the target of a link."""
    return entry.mode.startswith(("10", "12"))


def refuse_special(entry: Entry) -> None:
    """Raise `NotAFile` for what has no bytes to read."""
    if not is_file(entry):
        raise NotAFile(entry.path, f"not a file (mode {entry.mode})")
