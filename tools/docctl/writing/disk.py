"""One file of the work tree: what stands there, and something else in its place for good."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = b".docctl-"
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = getattr(os, "O_DIRECTORY", None)  # Windows cannot open a folder, and need not: it keeps its names itself


class NoPlace(Exception):  # noqa: N818 - read as a sentence
    """Something that is neither a folder nor a file stands where one must be."""


def content(place: bytes) -> bytes | None:
    """The bytes of a file, or the target of a link; none where nothing stands there."""
    try:
        mode = os.lstat(place).st_mode
        if stat.S_ISLNK(mode):
            return os.readlink(place)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(mode):
        raise NoPlace
    with open(os.open(place, _READ), "rb") as stream:
        return stream.read()


def require_place(root: bytes, place: bytes) -> None:
    """Refuse a file below a link or a file: a folder of a hostile tree may lead out of it."""
    inner = place[len(root) + 1 :].split(b"/")
    if any(part in {b"", b".", b".."} or part.lower() == b".git" for part in inner):
        raise NoPlace
    for depth in range(1, len(inner)):
        with suppress(FileNotFoundError):
            if not stat.S_ISDIR(os.lstat(b"/".join([root, *inner[:depth]])).st_mode):
                raise NoPlace


def put(place: bytes, data: bytes) -> None:
    """Let a file have this content, also after a power cut; whoever looks sees the old or the new, whole."""
    folder = os.path.dirname(place)
    _make_folder(folder)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=PREFIX)
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync(folder)


def remove(place: bytes) -> None:
    """Let a file be gone, and the folders that it leaves empty."""
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(place)
        _sync(os.path.dirname(place))
    with suppress(OSError):
        os.rmdir(os.path.dirname(place))


def leftovers(root: bytes, *folders: bytes) -> Iterator[bytes]:
    """The temporary files of commands that were ended while they wrote."""
    for top in folders:
        for folder, _, names in os.walk(os.path.join(root, top)):
            yield from (os.path.join(folder, name) for name in names if _is_temporary(name))


def _is_temporary(name: bytes) -> bool:
    return name.startswith(PREFIX) and len(name) == len(PREFIX) + 8


def _make_folder(folder: bytes) -> None:
    if not os.path.isdir(folder):
        parent = os.path.dirname(folder)
        _make_folder(parent)
        with suppress(FileExistsError):
            os.mkdir(folder)
        _sync(parent)


def _sync(folder: bytes) -> None:
    """Let the names in a folder outlast a power cut."""
    if _FOLDER is None:
        return
    handle = os.open(folder, os.O_RDONLY | _FOLDER)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
