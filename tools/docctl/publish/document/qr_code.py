"""A QR code as one SVG path, black on white with its quiet zone whatever the colours of the page."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

# How much of it may be damaged (15 %), and the white that a reader needs around it.
_ERROR = "m"
_QUIET = 4


def qr_code(text: str, title: str) -> Markup:
    """The drawing of a code; its title tells those who cannot see it where it leads."""
    size, path = _drawn(text)
    return Markup(
        '<svg class="dc-qr" viewBox="0 0 {0} {0}" role="img" shape-rendering="crispEdges"><title>{1}</title>'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path stroke="#000" d="{2}"/></svg>'
    ).format(size, title, path)


@cache
def _drawn(text: str) -> tuple[int, str]:
    """The width with the quiet zone, and the dark runs; every language of a site shows the same code."""
    rows = segno.make(text, error=_ERROR, micro=False).matrix
    return len(rows) + 2 * _QUIET, "".join(_row(index + _QUIET, row) for index, row in enumerate(rows))


def _row(y: int, modules: Sequence[int]) -> str:
    """The dark runs of a row, each begun where the last one ended."""
    return "".join(_runs(y, modules))


def _runs(y: int, modules: Sequence[int]) -> Iterator[str]:
    at, drawn = _QUIET, 0
    for dark, run in groupby(modules):
        width = len(list(run))
        if dark:
            yield (f"m{at - drawn} 0" if drawn else f"M{at} {y}.5") + f"h{width}"
            drawn = at + width
        at += width
