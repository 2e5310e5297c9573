"""Files that were read before: their fields as kept, their bytes only when somebody asks for them."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.reader import Document
from docctl.reader import markdown_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.reader.markdown_text import Heading

# So many files are fetched one by one; who asks for more is given all the others at once.
_SINGLY = 8


class Sources:
    """The bytes of files, fetched in as few goes as can be foreseen."""

    def __init__(self, read_all: Callable[[list[str]], dict[str, bytes]], paths: Iterable[str]) -> None:
        """Nothing is read yet."""
        self._read_all = read_all
        self._waiting = dict.fromkeys(paths)
        self._known: dict[str, bytes] = {}
        self._singly = 0

    def want(self, paths: Iterable[str]) -> None:
        """Fetch what is certain to be asked for."""
        wanted = [path for path in paths if path in self._waiting]
        if wanted:
            self._known |= self._read_all(wanted)
            for path in wanted:
                del self._waiting[path]

    def __getitem__(self, path: str) -> bytes:
        if path in self._waiting:
            self._singly += 1
            self.want([path] if self._singly <= _SINGLY else list(self._waiting))
        return self._known[path]


class StoredDocument(Document):
    """A file that was read before and found readable."""

    def __init__(self, path: str, fields: str, sources: Sources | Mapping[str, bytes]) -> None:
        """`fields` are its data as JSON."""
        self.__dict__.update(path=path, _fields=fields, _sources=sources)

    @cached_property
    def data(self) -> dict[str, Any]:
        """Its fields."""
        found: dict[str, Any] = json.loads(self.__dict__["_fields"])
        return found

    @cached_property
    def source(self) -> bytes:
        """Its bytes."""
        held: bytes = self.__dict__["_sources"][self.path]
        return held

    @cached_property
    def _parts(self) -> markdown_text.Parts | None:
        if not self.path.endswith(".md"):
            return None
        return markdown_text.split(self.source, self.source.decode(), self.path)

    @cached_property
    def body(self) -> str | None:
        """The text below its fields, for Markdown."""
        return None if self._parts is None else self._parts.body

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of that text."""
        return () if self._parts is None else markdown_text.headings(self._parts)
