"""Bytes of single files, by what the file is for: attachments, pages, everything that may lie beside records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.guard.attachments import attachment_problems
from docctl.library.load import APPROVALS
from docctl.library.load import ROOT
from docctl.library.load import Shapes
from docctl.library.load import is_record_path
from docctl.library.load import read_record
from docctl.reader import codes
from docctl.reader.text import character_problems
from docctl.rules.personal_numbers import check_personal_numbers
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.guard.limits import Limits
    from docctl.schema import Schemas
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

# The records of an approval folder, its statements and their signatures: judged where they are read.
_SIGNED = (".yaml", ".md", ".json", ".sig")
_SITE_TEXTS = (".md", ".html", ".css", ".js", ".yaml", ".svg")
_CHUNK = 200


def content_problems(
    snapshot: Snapshot,
    paths: Iterable[str],
    limits: Limits,
    *,
    schemas: Schemas | None = None,
    reserved: Collection[str] = (),
) -> Iterator[Violation]:
    """What is wrong in the bytes of some files; records are read only where `schemas` are given."""
    shapes = None if schemas is None else Shapes(schemas)
    wanted = [path for path in paths if shapes is not None or not is_record_path(path)]
    for first in range(0, len(wanted), _CHUNK):
        for path, data in snapshot.read_all(wanted[first : first + _CHUNK]).items():
            if shapes is not None and is_record_path(path):
                yield from _record_problems(path, data, shapes, reserved)
            else:
                yield from file_problems(path, data, limits)


def file_problems(path: str, data: bytes, limits: Limits) -> Iterator[Violation]:
    """What is wrong in the bytes of a file that is no record."""
    if is_attachment(path):
        yield from attachment_problems(path, data, limits)
    elif len(data) > limits.file_bytes:
        yield codes.FILE_TOO_LARGE.at(path, size=len(data), limit=limits.file_bytes)
    elif path.startswith("site/") and path.endswith(_SITE_TEXTS):
        yield from _text_problems(path, data)


def is_attachment(path: str) -> bool:
    """Whether a file lies beside a record, or as evidence or rendition beside statements."""
    if path.startswith(APPROVALS):
        return not path.endswith(_SIGNED)
    return path.startswith(ROOT) and ".files/" in path


def _record_problems(path: str, data: bytes, shapes: Shapes, reserved: Collection[str]) -> Iterator[Violation]:
    found: list[Violation] = []
    record = read_record(path, data, shapes, found)
    yield from found
    if record is not None:
        yield from check_personal_numbers(record, reserved)


def _text_problems(path: str, data: bytes) -> Iterator[Violation]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        yield codes.TEXT_ENCODING.at(path, Position(line, 1), offset=error.start)
        return
    yield from character_problems(path, text)
