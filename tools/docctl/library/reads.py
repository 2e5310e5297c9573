"""What a judgement asked of a library: as long as all the answers are the same, so is the judgement."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

Value = TypeVar("Value")
Key = TypeVar("Key")
# Between the parts of a question, between questions, and after the last.
PART, NEXT, END = "\x1f", "\x1e", "\x1d"
MARKS = (NEXT, END)
RECORD, HELD, TYPE, FILES, SIGNED = "record", "held", "type", "files", "signed"


class Reads:
    """Notes the questions that are asked while a judgement is formed."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._listening: list[set[str]] = []

    def record(self, name: str) -> None:
        """Asked for the record with an id."""
        self._note(RECORD, name)

    def held(self, slug: str, path: str, value: object) -> None:
        """Asked which records of a type hold a value."""
        self._note(HELD, slug, path, str(value))

    def of_type(self, slug: str) -> None:
        """Asked for all records of a type."""
        self._note(TYPE, slug)

    def files(self, prefix: str) -> None:
        """Asked which files lie below a prefix, and for their bytes."""
        self._note(FILES, prefix)

    def signed(self, slug: str) -> None:
        """Asked for the statements about all records of a type."""
        self._note(SIGNED, slug)

    def _note(self, *parts: str) -> None:
        if self._listening:
            self._listening[-1].add(PART.join(parts))

    @contextmanager
    def listening(self) -> Iterator[set[str]]:
        """The questions that are asked from here on; whoever listened before hears of them too."""
        heard: set[str] = set()
        self._listening.append(heard)
        try:
            yield heard
        finally:
            self._listening.pop()
            if self._listening:
                self._listening[-1] |= heard

    def remembered(self, memory: dict[Key, tuple[Value, set[str]]], key: Key, make: Callable[[], Value]) -> Value:
        """A value that is worked out once; whoever gets it has asked all that it rests on."""
        if key not in memory:
            with self.listening() as heard:
                value = make()
            memory[key] = value, heard
        elif self._listening:
            self._listening[-1] |= memory[key][1]
        return memory[key][0]


def written(questions: set[str]) -> str:
    """Questions as text; empty where one of them cannot be written down."""
    if any(mark in question for question in questions for mark in MARKS):
        return ""
    return NEXT.join(sorted(questions))
