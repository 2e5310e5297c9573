"""A cache file: a small SQLite database behind a checksum of the whole, replaced as a whole and never changed in place.

What is damaged, cut off, half written or of another version fails the checksum and counts as absent. Nobody waits for a
lock, because there is none: of two writers the later one wins, and both wrote the truth.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

_CHECKSUM_SIZE = 4
# Some builds of Python leave it out; they read the log anew each time.
SERIALIZES = hasattr(sqlite3.Connection, "deserialize")


def load(place: Path, magic: bytes) -> sqlite3.Connection | None:
    """The database of a cache file in memory; None where the file is not whole or not of this kind."""
    if not SERIALIZES:
        return None
    try:
        data = place.read_bytes()
    except OSError:
        return None
    start = len(magic) + _CHECKSUM_SIZE
    body = memoryview(data)[start:]
    if not data.startswith(magic) or data[len(magic) : start] != _checksum(body):
        return None
    connection = sqlite3.connect(":memory:")
    connection.deserialize(body)
    return connection


def save(place: Path, magic: bytes, connection: sqlite3.Connection) -> None:
    """Replace a cache file by a database; where that cannot be done, the next run works without."""
    if not SERIALIZES:
        return
    body = connection.serialize()
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}.")
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - a handle, which only `open` takes
                file.writelines((magic, _checksum(body), body))
            Path(draft).replace(place)
        except OSError:
            Path(draft).unlink()


def _checksum(body: bytes | memoryview) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM_SIZE)
