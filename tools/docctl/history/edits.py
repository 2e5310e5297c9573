"""The shortest way from one sequence to another (Myers 1986), within a bound of work."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

T = TypeVar("T")
# The work grows with the square of it; what differs more is not worth comparing piece by piece.
MOST_EDITS = 1_000


class Edit(NamedTuple):
    """A run of equal items (`same`), or items that were replaced, either side perhaps empty."""

    same: bool
    old: slice
    new: slice


def edits(old: Sequence[T], new: Sequence[T]) -> list[Edit]:
    """Equal and replaced runs in turn; everything in the middle counts as replaced where too much differs."""
    start = _common(zip(old, new, strict=False))
    rest = min(len(old), len(new)) - start
    end = min(rest, _common(zip(reversed(old), reversed(new), strict=False)))
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    matches = [(0, 0, start)]
    matches += [(i + start, j + start, 1) for i, j in _matches(inner_old, inner_new)]
    matches.append((len(old) - end, len(new) - end, end))
    return list(_runs(matches))


def _common(pairs: Iterator[tuple[T, T]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _matches(old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int]]:
    """The places of equal items on the shortest way, in order; none where the way is too long."""
    trace = _search(old, new)
    found = []
    x, y = len(old), len(new)
    for distance in range(len(trace) - 1, -1, -1):
        reached, k = trace[distance], x - y
        down = k == -distance or (k != distance and reached.get(k - 1, -1) < reached.get(k + 1, -1))
        before = k + 1 if down else k - 1
        from_x = reached.get(before, 0)
        from_y = from_x - before
        while x > max(from_x, 0) and y > max(from_y, 0):
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = from_x, from_y
    return found[::-1]


def _search(old: Sequence[T], new: Sequence[T]) -> list[dict[int, int]]:
    """For each number of edits, how far every diagonal was reached before it; empty where there are too many edits."""
    reached: dict[int, int] = {1: 0}
    trace = []
    for distance in range(min(len(old) + len(new), MOST_EDITS) + 1):
        trace.append(dict(reached))
        for k in range(-distance, distance + 1, 2):
            down = k == -distance or (k != distance and reached.get(k - 1, -1) < reached.get(k + 1, -1))
            x = reached[k + 1] if down else reached[k - 1] + 1
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
            reached[k] = x
            if x >= len(old) and x - k >= len(new):
                return trace
    return []


def _runs(matches: list[tuple[int, int, int]]) -> Iterator[Edit]:
    """Matches joined to equal runs, and what lies between them."""
    i = j = 0
    begun: Edit | None = None
    for at_old, at_new, length in matches:
        if (at_old, at_new) != (i, j):
            if begun is not None:
                yield begun
                begun = None
            yield Edit(same=False, old=slice(i, at_old), new=slice(j, at_new))
        i, j = at_old + length, at_new + length
        if length:
            first = (at_old, at_new) if begun is None else (begun.old.start, begun.new.start)
            begun = Edit(same=True, old=slice(first[0], i), new=slice(first[1], j))
    if begun is not None:
        yield begun
