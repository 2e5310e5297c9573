"""What a rule reports, and the codes the engine itself can report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from docctl.person_numbers import mask

SHOWN_LENGTH = 80
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\uffa0\U000e0000-\U0010ffff]"
)


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
        """The sentence in Chinese for `zh`, else in English."""
        return self.zh if language == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The sentence with its `{names}` replaced by shown values."""
        shown_en = {name: show(value, "en") for name, value in values.items()}
        shown_zh = {name: show(value, "zh") for name, value in values.items()}
        return Text(self.en.format_map(shown_en), self.zh.format_map(shown_zh))


NO_TEXT = Text("", "")


def show(value: object, language: str = "en") -> str:
    """A value as a message may repeat it: one line, no control or bidi marks or numbers of persons, 80 characters."""
    text = value.get(language) if isinstance(value, Text) else _written(value)
    text = mask(printable(text))
    return text if len(text) <= SHOWN_LENGTH or isinstance(value, Text) else text[: SHOWN_LENGTH - 1] + "…"


def printable(text: str) -> str:
    """A text without what moves the cursor or turns the writing round: the name of a file may hold it."""
    return _UNSAFE.sub("\ufffd", text)


def shown_path(path: str) -> str:
    """The name of a file as a report may repeat it, whole."""
    return mask(printable(path))


def _written(value: object) -> str:
    """A value as a file writes it: Python's `True` is no word of a record."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class Violation:
    """One breach of one rule, with the place and the values that make it one."""

    code: str
    slug: str
    message: Text
    hint: Text = NO_TEXT
    path: str = ""
    position: Position = Position()
    pointer: str = ""
    record: str = ""
    severity: Severity = Severity.ERROR
    sources: tuple[str, ...] = ()
    # The commit that brought it, where each commit of a change is judged.
    commit: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """Reports are sorted by path, place, code and text, so that equal trees give equal bytes."""
        return (self.path, *self.position, self.code, self.pointer, self.message.en)


@dataclass(frozen=True)
class Code:
    """Something the engine itself can refuse: a stable code with its sentence and what to do."""

    code: str
    slug: str
    message: Text
    hint: Text
    severity: Severity = Severity.ERROR

    def at(
        self,
        path: str,
        position: Position = Position(),
        *,
        pointer: str = "",
        record: str = "",
        sources: tuple[str, ...] = (),
        severity: Severity | None = None,
        **values: object,
    ) -> Violation:
        """A violation of this code at a place; `values` fill the sentence and the hint."""
        code = next((source for source in sources if source.startswith("R-")), self.code)
        return Violation(
            code,
            self.slug,
            self.message.fill(**values),
            self.hint.fill(**values),
            path,
            position,
            pointer,
            record,
            severity or self.severity,
            sources,
        )


def code(name: str, message: tuple[str, str], hint: tuple[str, str], severity: Severity = Severity.ERROR) -> Code:
    """A code of the engine; its slug is its name in dotted lower case."""
    return Code(name, "engine." + name.lower().replace("_", "-"), Text(*message), Text(*hint), severity)


class Stop(Exception):  # noqa: N818 - it ends the work on one file, it is not a fault of the program
    """Carries the one violation after which a file cannot be read any further."""

    def __init__(self, violation: Violation) -> None:
        """Keep the violation."""
        super().__init__(violation.message.en)
        self.violation = violation
