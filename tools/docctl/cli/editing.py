"""Changing one value of a file and nothing else: every other byte, comments and order included, stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docctl.cli.skeleton import scalar
from docctl.reader import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.reader import Document

# A value on its own line ends where a comment or the line does; one among others at the mark that parts them.
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_ALONE = re.compile(rf"(?:{_QUOTED}|[^\s#].*?)(?=\s+#|\s*$)")
_AMONG = re.compile(rf"{_QUOTED}|[^\s,#\[\]{{}}]+")
_FRONT_END = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)


def replaced(document: Document, name: str, value: object) -> Document | None:
    """A file with another plain value of a field; none where it is not written so that it can be changed in place."""
    line, column = document.position((name,))
    lines = document.source.decode().split("\n")
    text = lines[line - 1]
    found = (_ALONE if text.startswith(f"{name}:") else _AMONG).match(text, column - 1)
    if found is None or name not in document.data:
        return None
    lines[line - 1] = text[: found.start()] + scalar(value) + text[found.end() :]
    return _read_again(document, "\n".join(lines).encode(), {**document.data, name: value})


def added(document: Document, name: str, value: object) -> Document | None:
    """A file with another field as its last, of a plain value; none where it fits nowhere."""
    return _appended(document, name, f"{name}: {scalar(value)}\n", value)


def added_group(document: Document, name: str, group: Mapping[str, object], *, listed: bool) -> Document | None:
    """A file with a group of plain values, or a list of one, as its last field; none where it fits nowhere."""
    marks = ("  - ", "    ") if listed else ("  ", "  ")
    inner = [f"{marks[bool(index)]}{key}: {scalar(value)}\n" for index, (key, value) in enumerate(group.items())]
    values = dict(group)
    return _appended(document, name, "".join([f"{name}:\n", *inner]), [values] if listed else values)


def _appended(document: Document, name: str, lines: str, value: object) -> Document | None:
    end = b"\r\n" if b"\r\n" in document.source else b"\n"
    place = _end_of_fields(document)
    before, after = document.source[:place], document.source[place:]
    glue = b"" if before.endswith(b"\n") else end
    block = lines.encode().replace(b"\n", end)
    return _read_again(document, before + glue + block + after, {**document.data, name: value})


def appended(document: Document, name: str, group: Mapping[str, object]) -> Document | None:
    """A file with one more group of plain values at the end of a list; none where the list is not in block style."""
    listed = document.data.get(name)
    if not listed:
        return added_group(document, name, group, listed=True) if name not in document.data else None
    lines = document.source.decode().split("\n")
    first, column = document.position((name, 0))
    dash = lines[first - 1][: column - 1]
    if not re.fullmatch(r" *- +", dash):
        return None
    marks = (dash, " " * len(dash))
    inner = [f"{marks[bool(index)]}{key}: {scalar(value)}" for index, (key, value) in enumerate(group.items())]
    place = _end_of_block(lines, first)
    text = "\n".join([*lines[:place], *inner, *lines[place:]])
    return _read_again(document, text.encode(), {**document.data, name: [*listed, dict(group)]})


def set_in_entry(document: Document, name: str, index: int, group: Mapping[str, object]) -> Document | None:
    """A file with further plain values in one entry of a list; none where it is not in block style."""
    entry = dict(document.data[name][index])
    if entry.keys() & group.keys():
        return None
    lines = document.source.decode().split("\n")
    first, column = document.position((name, index))
    if not re.fullmatch(r" *- +", lines[first - 1][: column - 1]):
        return None
    inner = [f"{' ' * (column - 1)}{key}: {scalar(value)}" for key, value in group.items()]
    text = "\n".join([*lines[:first], *inner, *lines[first:]])
    entries = [entry | dict(group) if at == index else one for at, one in enumerate(document.data[name])]
    return _read_again(document, text.encode(), {**document.data, name: entries})


def _end_of_block(lines: list[str], first: int) -> int:
    """The line before which a block that holds a line ends."""
    for at in range(first, len(lines)):
        if lines[at] and not lines[at].startswith((" ", "#")):
            return at
    return len(lines) - (not lines[-1])


def _end_of_fields(document: Document) -> int:
    """Where the fields end: at the line that closes the front matter, or at the end of the file."""
    if document.body is None:
        return len(document.source)
    return [match.start() for match in _FRONT_END.finditer(document.source)][1]


def _read_again(before: Document, source: bytes, wanted: Mapping[str, object]) -> Document | None:
    """What was written, read back: it holds the change, every other value as before, and no new fault."""
    document, problems = read(before.path, source)
    if document is None or document.data != wanted or document.body != before.body:
        return None
    known = {problem.code for problem in read(before.path, before.source)[1]}  # line ends of Windows, say
    return document if all(problem.code in known for problem in problems) else None
