"""The files on disk: which there are, and what they hold; links are never followed, pipes and devices never opened."""

# No pathlib: names that are not UTF-8 need bytes, which it cannot hold.
# ruff: noqa: PTH115

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from docctl.git import Entry
from docctl.git.plumbing import FILE
from docctl.git.plumbing import GITLINK
from docctl.git.plumbing import SYMLINK
from docctl.git.plumbing import path_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

# Where these are unknown (Windows), so are the files that they guard against.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def place(root: bytes, path: str) -> bytes:
    """Where a file stands."""
    return root + b"/" + path_bytes(path)


def read(root: bytes, entry: Entry) -> bytes | None:
    """The bytes on disk of what was listed as a file or link; None when something else stands there by now."""
    at = place(root, entry.path)
    if entry.mode == SYMLINK:
        return os.readlink(at)
    handle = os.open(at, _OPEN_FLAGS)
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


def listing(root: str, prefixes: Sequence[str]) -> list[Entry]:
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
    with os.scandir(base + folder) as found:
        entries = list(found)
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
