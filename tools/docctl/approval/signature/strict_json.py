"""JSON from strangers: one object, no field twice, nothing that other readers read differently."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_DEPTH = 32
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPE = b"\\u"
_BRACKET = re.compile(rb"[\[{\]}]")


class NotStrict(ValueError):  # noqa: N818 - named for what it is
    """Bytes that are not one JSON object in the strict form."""


class RepeatedField(NotStrict):
    """An object that names a field twice."""


def read_object(data: bytes) -> dict[str, Any]:
    """The object that some bytes hold; raises `NotStrict` for anything else."""
    _check_depth(data)
    try:
        given = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_constant)
        if _ESCAPE in data:
            json.dumps(given, ensure_ascii=False).encode("utf-8")  # half a surrogate pair is no text
    except NotStrict:
        raise
    except ValueError as error:
        raise NotStrict(str(error)) from None
    if not isinstance(given, dict):
        raise NotStrict("not an object")
    return given


def _check_depth(data: bytes) -> None:
    """Python reads as deep as its stack allows; what counts must not depend on who calls."""
    if data.count(b"{") + data.count(b"[") <= MAX_DEPTH:
        return
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise NotStrict(f"deeper than {MAX_DEPTH}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) != len(pairs):
        raise RepeatedField("a field is given twice")
    return built


def _constant(name: str) -> None:
    raise NotStrict(f"{name} is no JSON")
