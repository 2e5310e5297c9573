"""Bytes of a file -> plain data with places, or violations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.reader import markdown_text
from docctl.reader import yaml_text
from docctl.reader.bounds import USUAL
from docctl.reader.text import character_problems
from docctl.reader.text import decoded
from docctl.reader.text import form_problems
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from docctl.reader.bounds import Bounds
    from docctl.reader.markdown_text import Heading
    from docctl.violation import Position
    from docctl.violation import Violation

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

    def path_at(self, place: Position) -> PathInFile:
        """The value that begins last before a place; the empty path for the body of Markdown."""
        if self.body is not None:
            parts = markdown_text.split(self.source, self.source.decode(), self.path)
            if place.line >= parts.body_line:
                return ()
        before = [(value, path) for path, (_, value) in self._places.items() if path and value <= place]
        return max(before, key=lambda found: (found[0], len(found[1])), default=(place, ()))[1]


def stem_of(path: str) -> str:
    """The name of a file without its ending: the id of the record that it holds."""
    return path.rpartition("/")[2].rpartition(".")[0]


def read(path: str, source: bytes, bounds: Bounds = USUAL) -> tuple[Document | None, list[Violation]]:
    """A YAML or Markdown file by its ending, with what is wrong in it; no document where it cannot be read."""
    found: list[Violation] = []
    try:
        text = decoded(path, source, bounds.record_bytes)
        found += character_problems(path, text)
        document, problems = _document(path, source, text, bounds)
        return document, [*found, *form_problems(path, source, text), *problems]
    except Stop as stop:
        # A line end or character of the wrong kind is often why the rest cannot be read.
        return None, found or [stop.violation]


def _document(path: str, source: bytes, text: str, bounds: Bounds) -> tuple[Document, Iterable[Violation]]:
    if not path.endswith(".md"):
        return Document(path, source, yaml_text.read_yaml(source, path, bounds=bounds)), ()
    parts = markdown_text.split(source, text, path)
    data = yaml_text.read_yaml(parts.front, path, first_line=2, bounds=bounds)
    document = Document(path, source, data, parts.body, markdown_text.headings(parts))
    return document, markdown_text.problems(parts, path)
