"""Which docctl this is: another one, or one that was edited, takes nothing over from what this one worked out."""

# No pathlib: it costs start-up, which every hook would pay.
# ruff: noqa: PTH100, PTH112, PTH116, PTH118, PTH120

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b

import docctl

_SIZE = 16


@cache
def engine() -> bytes:
    """A digest of the interpreter, of every source file of docctl by size and time, and of what is installed beside."""
    top = os.path.dirname(os.path.abspath(docctl.__file__))
    installed = [folder for folder in sys.path if folder.endswith("-packages") and os.path.isdir(folder)]
    known = [docctl.__version__, sys.version, *map(_stamp, installed)]
    return blake2b("\n".join([*known, *_files(top)]).encode("utf-8", "surrogateescape"), digest_size=_SIZE).digest()


def _files(top: str) -> list[str]:
    found = []
    for folder, _, names in os.walk(top):
        if not folder.endswith("__pycache__"):
            found += [_stamp(os.path.join(folder, name)) for name in names if name.endswith(".py")]
    return sorted(found)


def _stamp(path: str) -> str:
    status = os.stat(path)
    return f"{path} {status.st_size} {status.st_mtime_ns}"
