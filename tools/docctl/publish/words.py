"""The fixed texts of the pages, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.publish import codes
from docctl.reader import read
from docctl.violation import Position
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.reader import Document
    from docctl.violation import Violation

PATH = "site/templates/strings.yaml"


class Words:
    """Texts by key; asking for one that is not there stops the build."""

    def __init__(self, document: Document, language: str) -> None:
        """Keep the texts of one language."""
        self.document, self.language = document, language

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, its `{names}` filled."""
        text = self.document.data.get(key, {}).get(self.language)
        if text is None:
            raise Stop(codes.SITE_STRING.at(PATH, Position(1, 1), value=key, language=self.language))
        return str(text).format_map(values) if values else str(text)

    def get(self, key: str, default: str) -> str:
        """The text of a key, or another where the file gives none: for keys made of values."""
        return self(key) if key in self.document.data else default


def read_words(source: str, languages: Sequence[str]) -> Document:
    """The file of texts; raises `Stop` where it cannot be read or a text lacks a language."""
    document, problems = read(PATH, source.encode())
    problems += missing(document, languages) if document is not None else ()
    if document is None or problems:
        raise Stop(problems[0])
    return document


def missing(document: Document, languages: Sequence[str]) -> Iterator[Violation]:
    """Each text that is not given in every language."""
    for key, given in document.data.items():
        for language in languages:
            if not isinstance(given, dict) or not isinstance(given.get(language), str):
                yield codes.SITE_STRING.at(PATH, document.position((key,)), value=key, language=language)
