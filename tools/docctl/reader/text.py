"""Bytes of a file -> its text, and what in a text does not look like what it is."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from docctl.reader import codes
from docctl.violation import Position
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.violation import Violation

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# In the order in which a character is looked up; each is the inside of a character class.
_CLASSES = {
    codes.TEXT_CR: "\r",
    codes.TEXT_BIDI: "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    codes.TEXT_INVISIBLE: (
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164"
        "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U000e0100-\U000e01ef"
    ),
    codes.TEXT_PRIVATE_USE: "\ue000-\uf8ff\U000e0000-\U000e00ff\U000e01f0-\U0010ffff",
    codes.TEXT_CONTROL: "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff",
}
_WRONG = re.compile(f"[{''.join(_CLASSES.values())}]")
_BY_CLASS = [(code, re.compile(f"[{inside}]").match) for code, inside in _CLASSES.items()]
# Characters in which nothing can be wrong, alone or side by side: almost every text holds no other.
_USUAL = re.compile(
    "[\t\n\x20-\x7e\xa0-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2460-\u25ff\u3000-\u3029\u3030-\u303d"
    "\u4e00-\u9fff\uff01-\uff5e]*"
).fullmatch


def decoded(path: str, source: bytes, limit: int) -> str:
    """The text of a file; raises `Stop` where it is too large, empty, binary or not plain UTF-8."""
    if len(source) > limit:
        raise Stop(codes.FILE_TOO_LARGE.at(path, size=len(source), limit=limit))
    if source.startswith(_MARKS):
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


def character_problems(path: str, text: str) -> list[Violation]:
    """The first place of each kind of character that deceives the eye, or is read as something else."""
    return [] if _USUAL(text) else list(_characters(path, text))


def form_problems(path: str, source: bytes, text: str) -> Iterator[Violation]:
    """Where a readable text is not in the canonical form."""
    if not source.endswith(b"\n"):
        yield codes.TEXT_NO_FINAL_NEWLINE.at(path, _place(text, len(text)))
    if not _USUAL(text):
        yield from _decomposed(path, text)


def _characters(path: str, text: str) -> Iterator[Violation]:
    first: dict[str, int] = {}
    for match in _WRONG.finditer(text):
        first.setdefault(match[0], match.start())
    for code, is_of in _BY_CLASS:
        found = next((character for character in first if is_of(character)), None)
        if found is not None:
            yield code.at(path, _place(text, first[found]), value=f"U+{ord(found):04X}")


def _decomposed(path: str, text: str) -> Iterator[Violation]:
    if unicodedata.is_normalized("NFC", text):
        return
    composed = unicodedata.normalize("NFC", text)
    pairs = enumerate(zip(text, composed, strict=False))
    # A text that only lost its end differs nowhere before.
    yield codes.TEXT_NOT_NFC.at(path, _place(text, next((at for at, (a, b) in pairs if a != b), len(composed))))


def _place(text: str, at: int) -> Position:
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
