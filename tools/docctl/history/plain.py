"""The text of a Markdown body as its readers see it: without the marks that only say how it looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*(?::?-+:?)?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
# Emphasis has an end within reach: a line of nothing but marks must not take for ever.
_MARK = re.compile(r"(?<!\\)(\*\*|__|`)(?=\S)(.{1,300}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_text(body: str) -> str:
    """The lines of a body without heading, emphasis, code and link marks; fenced code stays as it is."""
    return "".join(f"{text}\n" for text, _ in plain_lines(body))


def plain_lines(body: str) -> Iterator[tuple[str, bool]]:
    """The same line by line, each with whether it is a heading."""
    fence = ""
    for line in body.strip("\n").split("\n"):
        mark = FENCE.match(line)
        if fence or mark:
            closes = fence and line.strip().startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else fence or (mark[1] if mark else "")
            yield line, False
        elif not _RULE.fullmatch(line.strip()):
            yield _prose(line), bool(_HEADING.match(line))


def _prose(line: str) -> str:
    heading = _HEADING.match(line)
    text = line[heading.end() :].rstrip().rstrip("#").rstrip() if heading else line.rstrip()
    for pattern, kept in ((_LINK, r"\1"), (_MARK, r"\2"), (_ESCAPE, r"\1")):
        text = pattern.sub(kept, text)
    return text
