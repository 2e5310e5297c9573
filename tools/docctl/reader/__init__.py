"""Bytes of a file -> plain data with places, or violations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.reader import codes
from docctl.reader import markdown_text
from docctl.reader import yaml_text
from docctl.violation import Position
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.reader.markdown_text import Heading
    from docctl.violation import Violation

MAX_RECORD_BYTES = 262_144
PathInFile = tuple["str | int", ...]


@dataclass(frozen=True)
class Document:
    """One file as read: its fields, and for Markdown its body and headings."""

    path: str
    source: bytes
    data: dict[str, Any]
    body: str | None = None
    headings: tuple[Heading, ...] = ()

    @cached_property
    def _places(self) -> dict[PathInFile, tuple[Position, Position]]:
        if self.body is None:
            return yaml_text.positions(self.source)
        parts = markdown_text.split(self.source, self.source.decode(), self.path)
        return yaml_text.positions(parts.front, first_line=2)

    def holding(self, data: dict[str, Any]) -> Document:
        """The same file as if it held other fields."""
        return Document(self.path, self.source, data, self.body, self.headings)

    def position(self, path: Sequence[str | int], *, of_key: bool = False) -> Position:
        """Where the value at `path` stands, or its nearest parent that does."""
        steps = tuple(path)
        while steps and steps not in self._places:
            steps, of_key = steps[:-1], False
        return self._places[steps][0 if of_key else 1]


def read(path: str, source: bytes, *, limit: int = MAX_RECORD_BYTES) -> tuple[Document | None, list[Violation]]:
    """A YAML or Markdown file by its ending, with what is wrong in it; no document where it cannot be read."""
    try:
        text = _text(path, source, limit)
        if path.endswith(".md"):
            return _read_markdown(path, source, text)
        return Document(path, source, yaml_text.read_yaml(source, path)), []
    except Stop as stop:
        return None, [stop.violation]


def _read_markdown(path: str, source: bytes, text: str) -> tuple[Document, list[Violation]]:
    parts = markdown_text.split(source, text, path)
    data = yaml_text.read_yaml(parts.front, path, first_line=2)
    problems = list(markdown_text.raw_html(parts, path))
    return Document(path, source, data, parts.body, markdown_text.headings(parts)), problems


def _text(path: str, source: bytes, limit: int) -> str:
    if len(source) > limit:
        raise Stop(codes.FILE_TOO_LARGE.at(path, size=len(source), limit=limit))
    if source.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Stop(codes.TEXT_BOM.at(path, Position(1, 1)))
    if not source.strip():
        raise Stop(codes.YAML_EMPTY.at(path, Position(1, 1)))
    if b"\0" in source:
        raise Stop(codes.TEXT_NUL.at(path, Position(source[: source.index(b"\0")].count(b"\n") + 1, 1)))
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise Stop(codes.TEXT_ENCODING.at(path, Position(line, 1), offset=error.start)) from None
