"""Revision notations: how `A/1` or 第一版第0次 is ordered, and its path segment; declared in doc.notations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

_CHINESE = {digit: value for value, digit in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True)
class Notation:
    """One way of writing revisions; `order` tells how each group counts: letters, number, chinese_number."""

    name: str
    pattern: re.Pattern[str]
    order: tuple[str, ...]
    slug: str
    later: re.Pattern[str]

    @classmethod
    def of(cls, declared: Mapping[str, str | Sequence[str]]) -> Notation:
        """A notation as a parameter declares it."""
        text = {key: str(value) for key, value in declared.items()}
        order = tuple(str(kind) for kind in declared["order"])
        return cls(text["name"], re.compile(text["pattern"]), order, text["slug"], re.compile(text["later"]))

    def counts(self, match: re.Match[str]) -> tuple[int, ...]:
        """The groups of a match as numbers that order revisions."""
        return tuple(_count(kind, text) for kind, text in zip(self.order, match.groups(), strict=True))


@dataclass(frozen=True)
class RevisionMark:
    """A revision string read: which notation, its order, its path segment."""

    notation: str
    order: tuple[int, ...]
    slug: str
    is_first: bool


class UnknownNotation(ValueError):  # noqa: N818 - named for what is unknown
    """A revision string that no declared notation matches."""


def read_revision(text: str, notations: Sequence[Notation]) -> RevisionMark:
    """A revision string in the first notation that matches it; raises `UnknownNotation`."""
    for notation in notations:
        match = notation.pattern.fullmatch(text)
        if match:
            order = notation.counts(match)
            shown = [
                str(n) if kind == "chinese_number" else g
                for n, g, kind in zip(order, match.groups(), notation.order, strict=True)
            ]
            slug = notation.slug
            for index, part in enumerate(shown, 1):
                slug = slug.replace(f"${index}", part)
            return RevisionMark(notation.name, order, slug, not notation.later.fullmatch(text))
    raise UnknownNotation(f"revision {text!r} follows none of the notations in doc.notations")


def sortable(mark: RevisionMark) -> str:
    """The order of a revision as text that sorts like it."""
    return ".".join(f"{number:06d}" for number in mark.order)


def _count(kind: str, text: str) -> int:
    if kind == "letters":
        value = 0
        for letter in text.upper():
            value = value * 26 + ord(letter) - ord("A") + 1
        return value
    return chinese_number(text) if kind == "chinese_number" else int(text)


def chinese_number(text: str) -> int:
    """A number from 1 to 99 written in Chinese or in digits."""
    if text.isascii():
        return int(text)
    tens, mark, ones = text.partition("十")
    if not mark:
        return _CHINESE[text]
    return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[ones] if ones else 0)
