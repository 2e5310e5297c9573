"""The limits of a repository, of one push, and of the time that judging it may take."""

from __future__ import annotations

from dataclasses import dataclass

from docctl.reader.bounds import Bounds


@dataclass(frozen=True)
class Limits(Bounds):
    """The bounds of a text and of everything else: sizes in bytes, names in characters, time in seconds."""

    file_bytes: int = 1_048_576
    attachment_bytes: int = 20_971_520
    files: int = 5_000
    seconds: int = 60
    name_length: int = 100
    path_length: int = 180
    path_depth: int = 16
