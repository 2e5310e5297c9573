"""Front matter, body and headings of a Markdown record."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.reader import codes
from docctl.violation import Position
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.violation import Violation

_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)")
_TAG = re.compile(r"(?<!\\)(?:\\\\)*(<(?!(?:https?://|mailto:)[^\s<>]*>)(?:[A-Za-z/!?][^\s>]{0,40}))")
_TEMPLATE = re.compile(r"\{\{|\{%")
_INCLUDE = re.compile(r"(?m)^[ \t]*(-+8<-+|\{!)")
# The target of a link or picture, and that of a reference such as `[1]: https://…`; footnotes are none.
_TARGET = re.compile(r"(?m)(?:\]\(|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:)\s*(?:<(?P<angled>[^>]*)>|(?P<plain>[^\s<)]+))")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto"})
_DROPPED = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


@dataclass(frozen=True)
class Heading:
    """A heading of a Markdown body; `line` counts in the file."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Parts:
    """A Markdown file split in two; the body begins at `body_line` of the file."""

    front: bytes
    body: str
    body_line: int


def split(data: bytes, text: str, path: str) -> Parts:
    """Front matter and body of a Markdown file; raises `Stop` where there is no front matter."""
    if not data.startswith(b"---\n"):
        raise Stop(codes.FM_MISSING.at(path, Position(1, 1)))
    end = data.find(b"\n---\n", 3)
    if end < 0:
        raise Stop(codes.FM_UNTERMINATED.at(path, Position(1, 1)))
    front = data[4 : end + 1]
    body = text[text.index("\n---\n", 3) + 5 :]
    return Parts(front, body, front.count(b"\n") + 3)


def headings(parts: Parts) -> tuple[Heading, ...]:
    """The headings of a body in their order, fenced code left out."""
    found = ((_HEADING.match(text), line) for line, text in _prose_lines(parts))
    return tuple(Heading(len(match[1]), match[2], line) for match, line in found if match)


def problems(parts: Parts, path: str) -> Iterator[Violation]:
    """Everything in a body that a page must not hold, code left out."""
    if any(mark in parts.body for mark in ("<", "{{", "{%")):
        yield from _marks(parts, path)
    if "](" in parts.body or "]:" in parts.body:
        yield from _bad_urls(parts, path)
    for match in _INCLUDE.finditer(parts.body) if "8<" in parts.body or "{!" in parts.body else ():
        # Whoever takes files in does so before code is told from prose.
        line = parts.body_line + parts.body.count("\n", 0, match.start(1))
        column = match.start(1) - parts.body.rfind("\n", 0, match.start(1))
        yield codes.MD_INCLUDE.at(path, Position(line, column), value=match[1])


def _marks(parts: Parts, path: str) -> Iterator[Violation]:
    for line, text in _prose_lines(parts):
        prose = _without_code(text)
        for match in _TAG.finditer(prose):
            yield codes.MD_RAW_HTML.at(path, Position(line, match.start(1) + 1), value=match[1])
        for match in _TEMPLATE.finditer(prose):
            yield codes.MD_TEMPLATE.at(path, Position(line, match.start() + 1), value=match[0])


def _bad_urls(parts: Parts, path: str) -> Iterator[Violation]:
    """Each link with a scheme that is neither web nor mail; a target may stand on the line after its text."""
    lines = list(_prose_lines(parts))
    prose = "\n".join(_without_code(text) for _, text in lines)
    for match in _TARGET.finditer(prose):
        shown = match["angled"] or match["plain"] or ""
        scheme = _SCHEME.match(_as_read(shown))
        if scheme and scheme[1].lower() not in _SCHEMES:
            line = lines[prose.count("\n", 0, match.start())][0]
            column = match.start() - prose.rfind("\n", 0, match.start())
            yield codes.MD_BAD_URL.at(path, Position(line, column), value=shown)


def _as_read(target: str) -> str:
    """A target as a browser reads it: entities and escapes undone, blanks and control characters dropped."""
    return _DROPPED.sub("", html.unescape(target))


def _without_code(text: str) -> str:
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)


def _prose_lines(parts: Parts) -> Iterator[tuple[int, str]]:
    """The lines outside fenced code; a fence that nothing closes hides nothing, since not every reader honours it."""
    fence = ""
    fenced: list[tuple[int, str]] = []
    for line, text in enumerate(parts.body.split("\n"), parts.body_line):
        match = _FENCE.match(text)
        if fence:
            fenced.append((line, text))
            if match and match[1].startswith(fence) and not text.strip().strip(fence[0]):
                fence = ""
        elif match:
            fence, fenced = match[1], [(line, text)]
        else:
            yield line, text
    if fence:
        yield from fenced
