"""Searching texts in linear time, and the clause numbers of a body."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import re2

_CLAUSE = re.compile(r"^(?:#{1,6}[ \t]+|(?=[0-9]+(?:\.[0-9]+)+[ \t]))([0-9]+(?:\.[0-9]+)*)[ \t.、]", re.MULTILINE)
_CITED = re.compile(r"(?:见|按|依据|执行|参照|第)[ ]*([0-9]+(?:\.[0-9]+)+)(?![0-9]*[%年月日])")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise ValueError(f"pattern {pattern!r}: {error}") from None


def find_all(text: str, pattern: str) -> list[str]:
    """Every match of an RE2 pattern: its first group, or the whole match where it has none."""
    found = _compiled(pattern).findall(text)
    return [match[0] if isinstance(match, tuple) else match for match in found]


def distinct(values: list[Any]) -> list[Any]:
    """The values in their order, each once."""
    return list(dict.fromkeys(values))


@lru_cache(maxsize=8)  # several rules ask about the body of one document; nobody changes the answer
def clauses(body: str) -> dict[str, list[str]]:
    """Clause numbers of a body: `numbers`, those `cited`, `duplicates`, and the first one after each `gap`."""
    numbers = _CLAUSE.findall(body)
    seen: set[str] = set()
    duplicates, gaps = [], []
    for number in numbers:
        if number in seen:
            duplicates.append(number)
        elif not _follows(number, seen):
            gaps.append(number)
        seen.add(number)
    return {"numbers": numbers, "cited": distinct(_CITED.findall(body)), "duplicates": duplicates, "gaps": gaps}


def _follows(number: str, seen: set[str]) -> bool:
    parent, _, last = number.rpartition(".")
    if int(last) <= 1:
        return not parent or parent in seen
    return f"{parent}.{int(last) - 1}" in seen if parent else str(int(last) - 1) in seen
