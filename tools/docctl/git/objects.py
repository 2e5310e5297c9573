"""Objects of git: their ids, and the contents of many by one process."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from threading import Thread
from typing import IO
from typing import TYPE_CHECKING

from docctl.git.process import GitError
from docctl.git.process import printable

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

_HEX = b"0123456789abcdef"
_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
OID_LENGTHS = {"sha1": 40, "sha256": 64}


def object_id(kind: str, data: bytes, object_format: str = "sha1") -> str:
    """The id that git gives to an object of this kind with this content."""
    return hash_of(object_format)(b"%s %d\0%s" % (kind.encode(), len(data), data), usedforsecurity=False).hexdigest()


def hash_of(object_format: str) -> Callable[..., hashlib._Hash]:
    """The hash function of an object format."""
    if object_format not in _HASHES:
        message = f"object format {printable(object_format)} is not supported, only {' and '.join(_HASHES)}"
        raise GitError(message)
    return _HASHES[object_format]


def read_batch(process: subprocess.Popen[bytes], wanted: list[str], kind: str = "blob") -> Iterator[bytes]:
    """The contents of objects in the order asked, from a running `git cat-file --batch`, which is ended with them."""
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None  # noqa: S101 - both are pipes, which the type of Popen does not say
    assert stdout is not None  # noqa: S101 - as above
    # Fed from a thread: with both pipes full, a single thread and git would wait for each other.
    feeder = Thread(target=_feed, args=(stdin, wanted), daemon=True)
    feeder.start()
    try:
        for oid in wanted:
            yield _next(stdout, oid, kind)
    finally:
        process.kill()
        feeder.join()
        stdout.close()
        process.wait()


def _feed(stdin: IO[bytes], oids: Iterable[str]) -> None:
    with suppress(BrokenPipeError), stdin:
        stdin.write("".join(f"{oid}\n" for oid in oids).encode())


def _next(stdout: IO[bytes], oid: str, kind: str) -> bytes:
    header = stdout.readline().split()
    if header[1:] == [b"missing"]:
        message = f"object {oid} is missing"
        raise GitError(message)
    data = stdout.read(int(header[2]) + 1) if len(header) == 3 else b""  # noqa: PLR2004 - id, kind, size
    if not data or len(data) <= int(header[2]):
        message = f"object {oid} cannot be read"
        raise GitError(message)
    if header[1] != kind.encode():
        message = f"object {oid} is a {header[1].decode()}, not a {'file' if kind == 'blob' else kind}"
        raise GitError(message)
    return data[:-1]
