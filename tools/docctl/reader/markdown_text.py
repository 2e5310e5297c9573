"""Front matter, body and headings of a Markdown record."""

from __future__ import annotations

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


def raw_html(parts: Parts, path: str) -> Iterator[Violation]:
    """Each place where a body holds raw HTML, code left out."""
    if "<" not in parts.body:
        return
    for line, text in _prose_lines(parts):
        prose = _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)
        for match in _TAG.finditer(prose):
            yield codes.MD_RAW_HTML.at(path, Position(line, match.start(1) + 1), value=match[1])


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
