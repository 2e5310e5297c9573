"""When the commits of a history reached its main line, the line of first parents that ends at the tip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence


def main_line(parents: Mapping[str, Sequence[str]], tip: str) -> list[str]:
    """The commits among the known ones from which each is the first parent of the next, oldest first."""
    line = []
    step: str | None = tip
    while step is not None and step in parents:
        line.append(step)
        step = next(iter(parents[step]), None)
    return line[::-1]


def landings(parents: Mapping[str, Sequence[str]], line: Sequence[str], first: int = 0) -> dict[str, int]:
    """The place on the main line, counted from `first`, at which each commit became part of it."""
    landed = {commit: place for place, commit in enumerate(line, first)}
    for place, merge in enumerate(line, first):
        pending = list(parents[merge][1:])
        while pending:
            commit = pending.pop()
            if commit in parents and commit not in landed:
                landed[commit] = place
                pending += parents[commit]
    return landed
