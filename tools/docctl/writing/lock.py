"""One command at a time writes to a clone; who waits is told for whom."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from contextlib import suppress
from typing import TYPE_CHECKING

from docctl.writing.clone import Writer

if sys.platform == "win32":  # pragma: no cover - the lock is mandatory there, so it lies behind what others may read
    import msvcrt

    def _grab(handle: int) -> None:
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _grab(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from docctl.writing.clone import Clone

PATIENCE = 10.0  # seconds
_PAUSE = 0.05
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Busy(Exception):  # noqa: N818 - read as a sentence
    """Another command went on writing for longer than one is willing to wait; none where it is not known which."""

    def __init__(self, holder: Writer | None) -> None:
        super().__init__("another command is writing")
        self.holder = holder


@contextmanager
def locked(
    clone: Clone, writer: Writer, waiting: Callable[[Writer | None], None], patience: float = PATIENCE
) -> Iterator[None]:
    """Be the one that writes. The system ends the lock with the process, so a killed one blocks nobody."""
    os.makedirs(clone.folder, exist_ok=True)
    handle = os.open(_file(clone), _FLAGS, 0o644)
    try:
        _wait(handle, waiting, patience)
        os.ftruncate(handle, 0)
        os.write(handle, writer.to_json().encode())
        try:
            yield
        finally:
            # Not of use any more, whether or not the disk takes it.
            with suppress(OSError):
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def was_interrupted(clone: Clone) -> bool:
    """Whether a command that wrote here may have ended early: a look at one file, for commands that only read."""
    try:
        if not os.stat(_file(clone)).st_size:
            return False
        handle = os.open(_file(clone), os.O_RDONLY)
    except OSError:
        return False
    try:
        return _is_free(handle)
    finally:
        os.close(handle)


def _file(clone: Clone) -> str:
    return os.path.join(clone.folder, "lock")


def _wait(handle: int, waiting: Callable[[Writer | None], None], patience: float) -> None:
    """Until the lock is ours; a word to the user after the first vain try, and `Busy` in the end."""
    end = time.monotonic() + patience
    told = False
    while not _is_free(handle):
        holder = _holder(handle)
        if time.monotonic() > end:
            raise Busy(holder)
        if not told:
            waiting(holder)
            told = True
        time.sleep(_PAUSE)


def _is_free(handle: int) -> bool:
    """Take the lock if nobody has it; closing the file gives it back."""
    try:
        _grab(handle)
    except OSError:
        return False
    return True


def _holder(handle: int) -> Writer | None:
    os.lseek(handle, 0, os.SEEK_SET)
    return Writer.read(os.read(handle, 4096).decode("utf-8", "replace"))
