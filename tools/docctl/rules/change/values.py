"""Two values of a record compared: which filled places differ, and how a correction writes a value."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.reader import PathInFile

ABSENT = "-"
BODY = "body"
_MISSING = object()


class Difference(NamedTuple):
    """A place that was filled and holds something else now, both as a correction writes them."""

    at: PathInFile
    old: str
    new: str


def differences(old: Any, new: Any, at: PathInFile = ()) -> Iterator[Difference]:
    """The filled places of a value that hold something else in another; what was added to it is no difference."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in old.items():
            yield from differences(value, new.get(name, _MISSING), (*at, name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) <= len(new):
        for index, value in enumerate(old):
            yield from differences(value, new[index], (*at, index))
    elif not equal(old, new):
        yield Difference(at, written(old), written(new))


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same: 1 is 1.0, but not true."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def written(value: Any) -> str:
    """A value as a correction states it: text as it is, lists and groups as JSON, nothing as a dash."""
    if value is _MISSING:
        return ABSENT
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def is_filled(old: str, new: str) -> bool:
    """Whether a value, as corrections state it, is another one or became it by filling in and adding alone."""
    if old in {new, ABSENT}:
        return True
    try:
        return not any(differences(json.loads(old), json.loads(new)))
    except (ValueError, RecursionError):  # text, or nested beyond reason
        return False


def place_of(field: str) -> PathInFile:
    """The place that a correction names: `contacts/0/phone`, with or without a slash before it."""
    return tuple(int(step) if step.isdigit() else step for step in field.strip("/").split("/"))


def written_at(record: Record, at: PathInFile) -> str:
    """What a record holds at a place, as a correction states it; of the body its SHA-256."""
    value: Any = contents(record)
    for step in at:
        if isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            value = value.get(step, _MISSING) if isinstance(value, dict) else _MISSING
    return written(value)


def contents(record: Record) -> dict[str, Any]:
    """The fields of a record, and its body where it has one."""
    body = record.document.body
    return record.data if body is None else {**record.data, BODY: hashlib.sha256(body.encode()).hexdigest()}
