"""What travels with the program: the example library, whose schemas and pages a company may build on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

INSTALLED = Path(__file__).with_name("packaged_library")
CHECKOUT = Path(__file__).parents[2]
SCHEMAS = "schemas/"


def place() -> Path:
    """Where the example library lies: inside the installed package, or at the top of a checkout."""
    return INSTALLED if INSTALLED.is_dir() else CHECKOUT


@cache
def packaged_files(prefix: str) -> Mapping[str, bytes]:
    """The files below a folder of the example library, or one file, by path."""
    top = place()
    start = top / prefix
    found = sorted(start.rglob("*")) if start.is_dir() else [start]
    named = ((path.relative_to(top).as_posix(), path) for path in found if path.is_file())
    return MappingProxyType({name: path.read_bytes() for name, path in named})


@cache
def packaged_digest() -> str:
    """What a policy pins: one digest over all packaged schemas, whatever version of the program carries them."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in packaged_files(SCHEMAS).items())
    return "sha256:" + hashlib.sha256("".join(lines).encode()).hexdigest()
