"""Changing one value of a file and nothing else: every other byte stays, but for the line that asked for the value."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli.skeleton import filled_in
from docctl.cli.skeleton import scalar
from docctl.cli.skeleton import written
from docctl.reader import read
from docctl.schema.record_type import value_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.reader import Document
    from docctl.reader import PathInFile

# A value on its own line ends where a comment or the line does; one among others at the mark that parts them.
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_ALONE = re.compile(rf"(?:{_QUOTED}|[^\s#].*?)(?=\s+#|\s*$)")
_AMONG = re.compile(rf"{_QUOTED}|[^\s,#\[\]{{}}]+")
_COMMENT = re.compile(r"(?:^|\s)#")
_FRONT_END = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)


def replaced(document: Document, name: str, value: object) -> Document | None:
    """A file with another plain value of a field; none where it is not written so that it can be changed in place."""
    return replaced_at(document, (name,), value) if name in document.data else None


def replaced_at(document: Document, place: PathInFile, value: object) -> Document | None:
    """A file with another plain value at a place within its fields; none where it cannot be changed there."""
    line, column = document.position(place)
    lines = document.source.decode().split("\n")
    text = lines[line - 1]
    alone = re.match(rf" *(- +)*{re.escape(str(place[-1]))}:", text)
    found = (_ALONE if alone else _AMONG).match(text, column - 1)
    if found is None:
        return None
    lines[line - 1] = text[: found.start()] + scalar(value) + text[found.end() :]
    wanted = copy.deepcopy(document.data)
    _put(wanted, place, value)
    return _read_again(document, "\n".join(lines).encode(), wanted)


def with_value(document: Document, name: str, value: object) -> Document | None:
    """A file whose field has a value of any kind, or is gone (None), in as few lines as will do."""
    if name not in document.data:
        return _appended(document, name, "".join(f"{line}\n" for line in written(name, value)), value)
    if value is None:
        return _without(document, name)
    edited = _with_leaves(document, name, value)
    if edited is not None and isinstance(value, list):
        edited = _with_more(edited, name, value)
    if edited is not None and edited.data[name] == value:
        return edited
    return _rewritten(document, name, value)


def _with_leaves(document: Document, name: str, value: object) -> Document | None:
    """A file in which the plain values that a field has already are those of another value of it."""
    edited: Document | None = document
    for place, leaf in _differing(document.data[name], value, (name,)):
        edited = replaced_at(edited, place, leaf) if edited is not None and place else None
    return edited


def _with_more(document: Document, name: str, entries: list[Any]) -> Document | None:
    """A file in whose list entries have further values, and further entries follow."""
    edited: Document | None = document
    for index, entry in enumerate(entries):
        if edited is None or not isinstance(entry, dict):
            return None
        held = edited.data[name]
        more = entry if index >= len(held) else {k: v for k, v in entry.items() if k not in held[index]}
        if any(isinstance(inner, dict) for inner in more.values()):
            return None
        if index >= len(held):
            edited = appended(edited, name, more)
        elif more:
            edited = set_in_entry(edited, name, index, more)
    return edited


def _differing(old: Any, new: Any, at: PathInFile) -> Iterator[tuple[PathInFile, object]]:
    """The plain values that are other ones in a value of the same build, or more; else a place without a name."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() <= new.keys():
        for key, value in old.items():
            yield from _differing(value, new[key], (*at, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) <= len(new):
        for index, value in enumerate(old):
            yield from _differing(value, new[index], (*at, index))
    elif isinstance(old, (dict, list)) or isinstance(new, (dict, list)):
        yield (), new
    elif old != new:
        yield at, new


def _rewritten(document: Document, name: str, value: object) -> Document | None:
    """A file in which the lines of one field are written anew; none where a comment among them would be lost."""
    lines = document.source.decode().split("\n")
    first, last = _block(document, name, lines)
    if any(_COMMENT.search(line) for line in lines[first:last]):
        return None
    end = _line_end(lines)
    lines[first:last] = [line + end for line in written(name, value)]
    return _read_again(document, "\n".join(lines).encode(), {**document.data, name: value})


def _without(document: Document, name: str) -> Document | None:
    """A file without one of its fields; none where a comment among its lines would be lost."""
    lines = document.source.decode().split("\n")
    first, last = _block(document, name, lines)
    if any(_COMMENT.search(line) for line in lines[first:last]):
        return None
    del lines[first:last]
    return _read_again(document, "\n".join(lines).encode(), {k: v for k, v in document.data.items() if k != name})


def _block(document: Document, name: str, lines: list[str]) -> tuple[int, int]:
    """The lines of a field: from that of its name to the last one that is indented below it."""
    first = document.position((name,), of_key=True).line - 1
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or lines[last].startswith((" ", "- "))):
        last += 1
    while not lines[last - 1].strip():
        last -= 1
    return first, last


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
    filled = filled_in(before.decode(), name, block.decode())
    source = before + glue + block if filled is None else filled.encode()
    return _read_again(document, source + after, {**document.data, name: value})


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
    end = _line_end(lines)
    inner = [f"{marks[bool(index)]}{key}: {scalar(value)}{end}" for index, (key, value) in enumerate(group.items())]
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
    inner = [f"{' ' * (column - 1)}{key}: {scalar(value)}{_line_end(lines)}" for key, value in group.items()]
    text = "\n".join([*lines[:first], *inner, *lines[first:]])
    entries = [entry | dict(group) if at == index else one for at, one in enumerate(document.data[name])]
    return _read_again(document, text.encode(), {**document.data, name: entries})


def renamed(document: Document, places: Sequence[PathInFile], old: str, new: str) -> bytes | None:
    """The bytes of a file whose values at some places begin with a new name instead of the old; none if one cannot."""
    lines = document.source.decode().split("\n")
    # From the end, so that the places before stay where they are.
    for line, column in sorted((document.position(place) for place in places), reverse=True):
        text = lines[line - 1]
        start = column - 1 + (text[column - 1 : column] in {"'", '"'})
        if not text.startswith(old, start):
            return None
        lines[line - 1] = text[:start] + new + text[start + len(old) :]
    source = "\n".join(lines).encode()
    wanted = copy.deepcopy(document.data)
    for place in places:
        _put(wanted, place, new + str(value_at(wanted, place)).removeprefix(old))
    return source if _read_again(document, source, wanted) is not None else None


def _put(data: Any, place: PathInFile, value: object) -> None:
    for step in place[:-1]:
        data = data[step]
    data[place[-1]] = value


def _line_end(lines: list[str]) -> str:
    """What stands before the line ends of a file: a file of Windows keeps its own."""
    return "\r" if lines[0].endswith("\r") else ""


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
