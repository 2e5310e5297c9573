"""Snapshot: the files of a commit, the index or the work tree as path -> bytes, read-only and in byte order."""

# No pathlib: names that are not UTF-8 need bytes, which it cannot hold.
# ruff: noqa: PTH115, PTH118

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Protocol

from docctl.git import Entry
from docctl.git import GitError
from docctl.git import Repository
from docctl.git.plumbing import EXECUTABLE
from docctl.git.plumbing import FILE
from docctl.git.plumbing import GITLINK
from docctl.git.plumbing import SYMLINK
from docctl.git.plumbing import object_id
from docctl.git.plumbing import path_bytes
from docctl.git.plumbing import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

# Where these are unknown (Windows), so are the files that they guard against.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class MissingPath(KeyError):  # noqa: N818 - read as a sentence: what is wrong with the path
    """A snapshot holds no file at a path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        """The path and what is wrong with it."""
        return f"{printable(self.path)}: {self.reason}"


class NotAFile(MissingPath):
    """A snapshot lists a path that has no bytes to read: a submodule, a pipe, a socket, a device."""


class UnmergedIndex(GitError):  # noqa: N818 - as above
    """The index holds several versions of a path, so it describes no state that could be committed."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(f"not merged yet: {', '.join(printable(path) for path in paths)}")
        self.paths = tuple(paths)


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


class Snapshot:
    """One state of the files below some prefixes, listed in byte order; nothing that it does writes."""

    def __init__(self, label: str, commit: str | None, entries: Iterable[Entry], source: Source) -> None:
        self.label = label
        self.commit = commit
        self._entries = {entry.path: entry for entry in entries}
        self._paths = tuple(self._entries)
        self._source = source

    @classmethod
    def of_commit(cls, repo: Repository, rev: str, prefixes: Sequence[str] = ()) -> Snapshot:
        """The files of a commit."""
        commit = repo.resolve(rev)
        return cls(commit, commit, repo.tree(commit, *prefixes), _Objects(repo))

    @classmethod
    def of_entries(cls, repo: Repository, commit: str, entries: Iterable[Entry]) -> Snapshot:
        """Some files of a commit, listed already."""
        return cls(commit, commit, sorted(entries, key=lambda entry: path_bytes(entry.path)), _Objects(repo))

    @classmethod
    def of_ancestor(
        cls, repo: Repository, commit: str, others: Sequence[str], state: Snapshot, prefixes: Sequence[str] = ()
    ) -> Snapshot:
        """The files of a commit, but those of another one wherever a state holds just these: they were taken over."""
        entries = {entry.path: entry for entry in repo.tree(commit, *prefixes)}
        for other in others:
            given = {entry.path: entry for entry in repo.tree(other, *prefixes)}
            for path in given.keys() | entries.keys():
                entry = given.get(path)
                if entry is None and path not in state:
                    del entries[path]
                elif entry is not None and state.holds(entry):
                    entries[path] = entry
        return cls(commit, commit, (entries[path] for path in sorted(entries, key=path_bytes)), _Objects(repo))

    @classmethod
    def of_index(cls, repo: Repository, prefixes: Sequence[str] = ()) -> Snapshot:
        """The files of the index: what the next commit would hold."""
        entries = repo.index(*prefixes)
        unmerged = dict.fromkeys(entry.path for entry in entries if entry.stage)
        if unmerged:
            raise UnmergedIndex(tuple(unmerged))
        return cls("index", repo.head(), entries, _Index(repo))

    @classmethod
    def of_worktree(cls, place: Repository | str | os.PathLike[str], prefixes: Sequence[str] = ()) -> Snapshot:
        """The files on disk that git does not ignore; a folder that is no repository's top is taken as it is."""
        if not isinstance(place, Repository):
            root = os.fspath(place)
            if not os.path.lexists(os.path.join(root, ".git")):
                return cls("work tree", None, _listing(root, prefixes), _Disk(os.fsencode(root)))
            place = Repository.open(root)
        return cls._of_checkout(place, prefixes)

    @classmethod
    def _of_checkout(cls, repo: Repository, prefixes: Sequence[str]) -> Snapshot:
        if repo.root is None:
            message = f"{printable(repo.git_dir)} has no work tree"
            raise GitError(message)
        ignored = frozenset(repo.ignored(*prefixes))
        entries = [entry for entry in _listing(repo.root, prefixes) if not _matches(entry, ignored)]
        return cls("work tree", repo.head(), entries, _Disk(os.fsencode(repo.root), repo, prefixes))

    @classmethod
    def of_files(cls, files: Mapping[str, bytes | str]) -> Snapshot:
        """Files given as they are, for tests and pure use."""
        contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        return cls(
            "files", None, (Entry(path, FILE, "") for path in sorted(contents, key=path_bytes)), _Memory(contents)
        )

    def with_files(self, files: Mapping[str, bytes | None]) -> Snapshot:
        """The same state with some files more, in the place of others, or gone (None): as it would be once written."""
        given = {path: data for path, data in files.items() if data is not None}
        entries = {path: entry for path, entry in self._entries.items() if path not in files}
        entries |= {path: Entry(path, FILE, "") for path in given}
        ordered = (entries[path] for path in sorted(entries, key=path_bytes))
        return Snapshot(self.label, self.commit, ordered, _Beside(self._source, given))

    def paths(self, prefix: str = "") -> tuple[str, ...]:
        """Every path that starts with the prefix, in byte order."""
        if self._is_text and (after := _after(prefix)):
            # Text is ordered as its bytes are, and ten times as fast to compare.
            first = bisect_left(self._paths, prefix)
            return self._paths[first : bisect_left(self._paths, after, lo=first)]
        wanted = path_bytes(prefix)
        first = bisect_left(self._paths, wanted, key=path_bytes)
        last = bisect_right(self._paths, wanted, lo=first, key=lambda path: path_bytes(path)[: len(wanted)])
        return self._paths[first:last]

    @cached_property
    def _is_text(self) -> bool:
        """Whether every name is UTF-8."""
        try:
            "".join(self._paths).encode()
        except UnicodeEncodeError:
            return False
        return True

    def mode(self, path: str) -> str:
        """What stands at the path, as git writes it: 100644, 100755, 120000, 160000, 010000 (a pipe) and so on."""
        return self._source.mode(self._entry(path))

    def oid(self, path: str) -> str:
        """The git id of the content: equal ids, equal bytes."""
        return self._source.oid(self._entry(path))

    def oids(self, paths: Sequence[str]) -> dict[str, str]:
        """The git ids of many contents by path, at a fraction of what it costs to ask for each."""
        return dict(zip(paths, self._source.oids(map(self._entry, paths)), strict=True))

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def __len__(self) -> int:
        return len(self._paths)

    def holds(self, entry: Entry) -> bool:
        """Whether the path of an entry has its very content here."""
        return entry.path in self and _is_file(self._entry(entry.path)) and self.oid(entry.path) == entry.oid

    def read(self, path: str) -> bytes:
        """The content of one file, or the target of a symbolic link, which is never followed."""
        return next(self._source.read((self._file(path),)))

    def read_all(self, paths: Sequence[str]) -> dict[str, bytes]:
        """The contents of many files, by one git process at most."""
        entries = [self._file(path) for path in paths]
        return dict(zip(paths, self._source.read(entries), strict=True))

    def _entry(self, path: str) -> Entry:
        try:
            return self._entries[path]
        except KeyError:
            raise MissingPath(path, f"not in {self.label}") from None

    def _file(self, path: str) -> Entry:
        entry = self._entry(path)
        _refuse_special(entry)
        return entry


class _Objects:
    """Content from the object store."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        return self._repo.read_blobs(entry.oid for entry in entries)

    def mode(self, entry: Entry) -> str:
        return entry.mode

    def oid(self, entry: Entry) -> str:
        return entry.oid

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        return [entry.oid for entry in entries]


class _Index(_Objects):
    """Content from the disk where it hashes to what is staged, which is four times faster than the object store.

    The hash decides, not git's stat data: those trust assumed entries and know nothing of line end conversion.
    """

    def __init__(self, repo: Repository) -> None:
        super().__init__(repo)
        self._root = None if repo.root is None else os.fsencode(repo.root)

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        found = [self._staged_on_disk(entry) for entry in entries]
        stored = self._repo.read_blobs(entry.oid for entry, data in zip(entries, found, strict=True) if data is None)
        return (next(stored) if data is None else data for data in found)

    def _staged_on_disk(self, entry: Entry) -> bytes | None:
        if self._root is None:
            return None
        try:
            # What stands there was never listed: a pipe or a device must not even be opened.
            kind = os.lstat(_place(self._root, entry.path)).st_mode
            data = _read(self._root, entry) if stat.S_ISREG(kind) or stat.S_ISLNK(kind) else None
        except OSError:
            return None
        return data if data is not None and self._repo.hash_object(data) == entry.oid else None


class _Disk:
    """Content from the disk; modes and ids from the index where git finds the file unchanged."""

    def __init__(self, root: bytes, repo: Repository | None = None, prefixes: Sequence[str] = ()) -> None:
        self._root = root
        self._repo = repo
        self._prefixes = prefixes
        self._oids: dict[str, str] = {}

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        return (self._content(entry) for entry in entries)

    def mode(self, entry: Entry) -> str:
        if entry.mode != FILE:
            return entry.mode
        if entry.path in self._unchanged:
            return self._tracked[entry.path].mode
        if self._repo is not None and not self._trusts_modes:
            tracked = self._tracked.get(entry.path)
            return tracked.mode if tracked else FILE
        try:
            return EXECUTABLE if os.lstat(_place(self._root, entry.path)).st_mode & stat.S_IXUSR else FILE
        except (FileNotFoundError, NotADirectoryError):
            raise MissingPath(entry.path, "gone from the work tree") from None

    def oid(self, entry: Entry) -> str:
        _refuse_special(entry)
        if entry.path not in self._oids:
            if entry.path in self._unchanged:
                return self._tracked[entry.path].oid
            self._content(entry)
        return self._oids[entry.path]

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        unchanged, tracked = self._unchanged - self._oids.keys(), self._tracked
        return [tracked[entry.path].oid if entry.path in unchanged else self.oid(entry) for entry in entries]

    def _content(self, entry: Entry) -> bytes:
        try:
            data = _read(self._root, entry)
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


class _Memory:
    """Content given by the caller."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        return (self._contents[entry.path] for entry in entries)

    def mode(self, entry: Entry) -> str:
        return entry.mode

    def oid(self, entry: Entry) -> str:
        return object_id("blob", self._contents[entry.path])

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        return [self.oid(entry) for entry in entries]


class _Beside:
    """Content given by the caller, and that of another source for every other path."""

    def __init__(self, source: Source, contents: Mapping[str, bytes]) -> None:
        self._source, self._given, self._contents = source, _Memory(contents), contents

    def read(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        others = self._source.read([entry for entry in entries if entry.path not in self._contents])
        return (self._contents[entry.path] if entry.path in self._contents else next(others) for entry in entries)

    def mode(self, entry: Entry) -> str:
        return self._of(entry).mode(entry)

    def oid(self, entry: Entry) -> str:
        return self._of(entry).oid(entry)

    def oids(self, entries: Iterable[Entry]) -> list[str]:
        return [self.oid(entry) for entry in entries]

    def _of(self, entry: Entry) -> Source:
        return self._given if entry.path in self._contents else self._source


def _after(prefix: str) -> str:
    """The first text that is greater than all with an ASCII prefix; empty for any other."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1) if prefix and prefix.isascii() else ""


def _is_file(entry: Entry) -> bool:
    return entry.mode.startswith(("10", "12"))


def _refuse_special(entry: Entry) -> None:
    if not _is_file(entry):
        raise NotAFile(entry.path, f"not a file (mode {entry.mode})")


def _matches(entry: Entry, ignored: frozenset[str]) -> bool:
    return entry.path in ignored or (entry.mode == GITLINK and f"{entry.path}/" in ignored)


def _place(root: bytes, path: str) -> bytes:
    return root + b"/" + path_bytes(path)


def _read(root: bytes, entry: Entry) -> bytes | None:
    """The bytes on disk of what was listed as a file or link; None when something else stands there by now."""
    place = _place(root, entry.path)
    if entry.mode == SYMLINK:
        return os.readlink(place)
    handle = os.open(place, _OPEN_FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return None
        data = os.read(handle, status.st_size + 1)
        if len(data) == status.st_size:
            return data
        parts = [data]
        while parts[-1]:
            parts.append(os.read(handle, 1 << 20))
        return b"".join(parts)
    finally:
        os.close(handle)


def _listing(root: str, prefixes: Sequence[str]) -> list[Entry]:
    """What is on disk, in byte order; git's ignored names are still in it."""
    found: dict[bytes, str] = {}
    for prefix in prefixes or ("",):
        found.update(_below(os.fsencode(root) + b"/", path_bytes(prefix.rstrip("/"))))
    return [Entry(path.decode("utf-8", "surrogateescape"), found[path], "") for path in sorted(found)]


def _below(base: bytes, folder: bytes) -> Iterator[tuple[bytes, str]]:
    """The folder's files; the folder's own name when it is not a folder but a link or a file."""
    parts = folder.split(b"/") if folder else []
    for depth in range(1, len(parts) + 1):
        step = b"/".join(parts[:depth])
        try:
            mode = os.lstat(base + step).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return
        if not stat.S_ISDIR(mode):
            if step == folder:
                yield folder, _mode_of(mode)
            return
    pending = [folder]
    while pending:
        yield from _scan(base, pending.pop(), pending)


def _scan(base: bytes, folder: bytes, pending: list[bytes]) -> Iterator[tuple[bytes, str]]:
    with os.scandir(base + folder) as listing:
        entries = list(listing)
    if folder and any(entry.name == b".git" for entry in entries):
        yield folder, GITLINK
        return
    start = folder + b"/" if folder else b""
    for entry in entries:
        if entry.is_file(follow_symlinks=False):
            yield start + entry.name, FILE
        elif entry.is_dir(follow_symlinks=False):
            if entry.name != b".git":
                pending.append(start + entry.name)
        else:
            yield start + entry.name, _mode_of(entry.stat(follow_symlinks=False).st_mode)


def _mode_of(mode: int) -> str:
    return FILE if stat.S_ISREG(mode) else f"{stat.S_IFMT(mode):06o}"
