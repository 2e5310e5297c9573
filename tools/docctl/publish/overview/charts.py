"""Numbers as drawings: bars, shares of a whole, a line; inline SVG whose colours come from the style sheet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from typing import NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

WIDTH = 480
_BAR, _GAP, _LABEL, _NUMBER = 20, 10, 130, 40
_CENTRE, _OUTER, _INNER = 90, 80, 50
_LEGEND_X, _LEGEND_ROW = 210, 24
_LEFT, _RIGHT, _TOP, _BOTTOM, _HEIGHT = 44, 16, 16, 28, 200
_SERIES = 6
_TICKS = 5


class Part(NamedTuple):
    """A named number of a chart."""

    name: str
    size: float


def bars(name: str, title: str, summary: str, parts: Sequence[Part]) -> Markup:
    """Horizontal bars, each with its name before and its number behind it."""
    most = max((part.size for part in parts), default=0) or 1
    room = WIDTH - _LABEL - _NUMBER
    rows = []
    for index, part in enumerate(parts):
        y = index * (_BAR + _GAP)
        length = max(room * part.size / most, 1)
        rows.append(_text(_LABEL - 8, y + _BAR * 0.72, part.name, "end"))
        rows.append(
            Markup('<rect class="dc-series-1" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
                _LABEL, y, _n(length), _BAR
            )
        )
        rows.append(_text(_LABEL + length + 8, y + _BAR * 0.72, _n(part.size), "start", strong=True))
    return _drawing(name, title, summary, len(parts) * (_BAR + _GAP) - _GAP, rows)


def shares(name: str, title: str, summary: str, parts: Sequence[Part], total: str) -> Markup:
    """A ring cut into parts, its total in the middle, the names and numbers beside it."""
    whole = sum(part.size for part in parts) or 1
    rows, start = [], 0.0
    for index, part in enumerate(parts):
        end = start + part.size / whole
        css = f"dc-series-{index % _SERIES + 1}"
        rows.append(Markup('<path class="{}" d="{}"/>').format(css, _ring(start, end)))
        y = 30 + index * _LEGEND_ROW
        rows.append(
            Markup('<rect class="{}" x="{}" y="{}" width="12" height="12" rx="2"/>').format(css, _LEGEND_X, y - 11)
        )
        rows.append(_text(_LEGEND_X + 22, y, part.name, "start"))
        rows.append(_text(WIDTH - 20, y, _n(part.size), "end", strong=True))
        start = end
    rows.append(_text(_CENTRE, _CENTRE + 2, _n(sum(part.size for part in parts)), "middle", strong=True, size=26))
    rows.append(_text(_CENTRE, _CENTRE + 22, total, "middle"))
    return _drawing(name, title, summary, max(2 * _CENTRE, 40 + len(parts) * _LEGEND_ROW), rows)


def line(name: str, title: str, summary: str, parts: Sequence[Part]) -> Markup:
    """Numbers along a row of periods, with the scale on the left."""
    low, high = _scale([part.size for part in parts])
    width, height = WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    rows = []
    for tick in range(_TICKS):
        value = low + (high - low) * tick / (_TICKS - 1)
        y = _TOP + height * (1 - tick / (_TICKS - 1))
        rows.append(
            Markup('<line class="dc-scale" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
                _LEFT, _n(y), WIDTH - _RIGHT, _n(y)
            )
        )
        rows.append(_text(_LEFT - 8, y + 4, _n(value), "end"))
    step = width / max(len(parts) - 1, 1)
    points = [
        (_LEFT + index * step, _TOP + height * (1 - (part.size - low) / (high - low)))
        for index, part in enumerate(parts)
    ]
    drawn = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    rows.append(Markup('<polyline class="dc-line" points="{}"/>').format(drawn))
    for part, (x, y) in zip(parts, points, strict=True):
        rows.append(Markup('<circle class="dc-point" cx="{}" cy="{}" r="4"/>').format(_n(x), _n(y)))
        rows.append(_text(x, _HEIGHT - 8, part.name, "middle"))
    return _drawing(name, title, summary, _HEIGHT, rows)


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the scale: round numbers around all values, never the same."""
    low, high = min(values, default=0), max(values, default=0)
    step = 10 ** math.floor(math.log10(max(high - low, 1)))
    return math.floor(low / step) * step, (math.floor(high / step) + 1) * step


def _ring(start: float, end: float) -> str:
    """The outline of a part of the ring, between two shares of the whole; a whole ring is drawn in two halves."""
    if end - start >= 1:
        return _ring(start, start + 0.5) + " " + _ring(start + 0.5, start + 1 - 1e-9)
    (ax, ay), (bx, by) = _point(start, _OUTER), _point(end, _OUTER)
    (cx, cy), (dx, dy) = _point(end, _INNER), _point(start, _INNER)
    large = int(end - start > 0.5)  # noqa: PLR2004 - half of the ring
    return (
        f"M{_n(ax)} {_n(ay)}A{_OUTER} {_OUTER} 0 {large} 1 {_n(bx)} {_n(by)}"
        f"L{_n(cx)} {_n(cy)}A{_INNER} {_INNER} 0 {large} 0 {_n(dx)} {_n(dy)}Z"
    )


def _point(share: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * share - math.pi / 2
    return _CENTRE + radius * math.cos(angle), _CENTRE + radius * math.sin(angle)


def _text(x: float, y: float, text: str, anchor: str, *, strong: bool = False, size: int = 13) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}" font-size="{}">{}</text>').format(
        "dc-strong" if strong else "dc-plain", _n(x), _n(y), anchor, size, text
    )


def _drawing(name: str, title: str, summary: str, height: float, rows: Iterable[Markup]) -> Markup:
    head = Markup('<title id="{0}-title">{1}</title><desc id="{0}-desc">{2}</desc>').format(name, title, summary)
    return Markup(
        '<svg class="dc-chart" role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1} {2}"'
        ' width="{1}" height="{2}">{3}</svg>'
    ).format(name, WIDTH, _n(height), head + Markup("").join(rows))


def _n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
