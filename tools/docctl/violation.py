"""What a rule reports, and how severe it is."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How much a violation weighs: only an error refuses."""

    ERROR = "error"
    WARNING = "warning"


class Position(NamedTuple):
    """A place in a file; both numbers count from one, 0 means the whole file."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Text:
    """One sentence in both languages."""

    en: str
    zh: str

    def get(self, language: str) -> str:
        """The sentence in `zh`, else in English."""
        return self.zh if language == "zh" else self.en


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class Violation:
    """One breach of one rule, with the place and the values that make it one."""

    code: str
    slug: str
    message: Text
    path: str = ""
    position: Position = Position()
    pointer: str = ""
    record: str = ""
    severity: Severity = Severity.ERROR
    hint: Text = NO_TEXT
    sources: tuple[str, ...] = field(default=())

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """Reports are sorted by path, place, code and text, so that equal trees give equal bytes."""
        return (self.path, *self.position, self.code, self.pointer, self.message.en)
