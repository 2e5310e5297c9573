"""The fixed texts of the pages, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.publish import codes
from docctl.publish.site import TEMPLATES
from docctl.reader import read
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.reader import Document
    from docctl.violation import Violation

FOLDER = "words/"


class Words:
    """Texts by key; asking for one that is not there stops the build."""

    def __init__(self, texts: Mapping[str, Any], language: str) -> None:
        """Keep the texts of one language."""
        self.texts, self.language = texts, language

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, its `{names}` filled."""
        text = self.texts.get(key, {}).get(self.language)
        if text is None:
            raise Stop(codes.SITE_STRING.at(TEMPLATES + FOLDER, value=key, language=self.language))
        return str(text).format_map(values) if values else str(text)

    def get(self, key: str, default: str) -> str:
        """The text of a key, or another where the files give none: for keys made of values."""
        return self(key) if key in self.texts else default


def read_words(templates: Mapping[str, str], languages: Sequence[str]) -> dict[str, Any]:
    """The texts of all files under words/; raises `Stop` where one cannot be read or a text lacks a language."""
    texts: dict[str, Any] = {}
    for name, source in templates.items():
        if name.startswith(FOLDER):
            document, problems = read(TEMPLATES + name, source.encode())
            problems += missing(document, languages) if document is not None else ()
            if document is None or problems:
                raise Stop(problems[0])
            texts |= document.data
    return texts


def missing(document: Document, languages: Sequence[str]) -> Iterator[Violation]:
    """Each text that is not given in every language."""
    for key, given in document.data.items():
        for language in languages:
            if not isinstance(given, dict) or not isinstance(given.get(language), str):
                yield codes.SITE_STRING.at(document.path, document.position((key,)), value=key, language=language)
