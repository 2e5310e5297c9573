"""The diagram of a lifecycle as one SVG: no script, no font and no address from elsewhere; same file, same bytes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from typing import Any

from docctl.lifecycle import layout
from docctl.lifecycle.diagram import sentences
from docctl.lifecycle.diagram import steps
from docctl.lifecycle.layout import BOX_LEFT
from docctl.lifecycle.layout import BOX_RIGHT
from docctl.lifecycle.layout import BOX_WIDTH
from docctl.lifecycle.layout import LABEL_LEFT
from docctl.lifecycle.layout import LINE
from docctl.lifecycle.layout import TITLE_LINE
from docctl.lifecycle.layout import TOP
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.lifecycle.layout import Box
    from docctl.lifecycle.layout import Down
    from docctl.lifecycle.layout import Lane
    from docctl.lifecycle.layout import Layout
    from docctl.lifecycle.model import Lifecycle

_FONTS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_ROW = 46
_CENTRE = BOX_LEFT + BOX_WIDTH / 2
_BY_DATE = Text("By the day, not stored:", "由日期得出，不存储：")


def svg(lifecycle: Lifecycle, roles: Mapping[str, Mapping[str, Any]], language: str) -> str:
    """The drawing: states from top to bottom, final ones with a double line, those of a day dashed."""
    states = [(state, lifecycle.title(state).get(language)) for state in lifecycle.states]
    made = layout.lay_out(states, steps(lifecycle, roles), language)
    derived = [lifecycle.title(entry["state"]).get(language) for entry in lifecycle.derived]
    below = list(_of_a_day(derived, made.height + 34, language)) if derived else []
    height = made.height + 14 + (34 + _ROW * ((len(derived) + 1) // 2) if derived else 0)
    parts = [
        *_head(lifecycle, roles, language, made.width, height),
        *_start(made.boxes),
        *(line for box in made.boxes for line in _box(box, double=lifecycle.is_final(box.state))),
        *_downs(made),
        *(line for lane in made.lanes for line in _lane(lane)),
        *below,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _head(
    lifecycle: Lifecycle, roles: Mapping[str, Mapping[str, Any]], language: str, width: float, height: float
) -> Iterator[str]:
    title = lifecycle.own_title.get(language)
    told = " ".join(sentence.get(language) + "." * (language == "en") for sentence in sentences(lifecycle, roles))
    name = f"lifecycle-{lifecycle.name}"
    size = f"{_n(width)} {_n(height)}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{language}"'
        f' aria-labelledby="{name}-title {name}-desc" width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {size}"'
        f' fill="none" stroke="currentColor" font-family="{_FONTS}">'
    )
    yield f'<title id="{name}-title">{escape(title)}</title>'
    yield f'<desc id="{name}-desc">{escape(told)}</desc>'


def _start(boxes: Sequence[Box]) -> Iterator[str]:
    """The dot from which the first state is entered."""
    if boxes:
        yield f'<circle cx="{_n(_CENTRE)}" cy="9" r="5" fill="currentColor" stroke="none"/>'
        yield from _arrow_down(14, TOP)


def _box(box: Box, *, double: bool = False, dashed: bool = False, left: float = BOX_LEFT) -> Iterator[str]:
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    yield _rect(left, box.top, BOX_WIDTH, box.height, 6, f' stroke-width="1.4"{dash}')
    if double:
        yield _rect(left + 3, box.top + 3, BOX_WIDTH - 6, box.height - 6, 4, ' stroke-width=".8"')
    y = box.top + (box.height - len(box.lines) * TITLE_LINE) / 2 + LINE
    for index, line in enumerate(box.lines):
        middle = left + BOX_WIDTH / 2
        yield _text(middle, y + index * TITLE_LINE, line, ' font-size="13" font-weight="600" text-anchor="middle"')


def _downs(made: Layout) -> Iterator[str]:
    """Arrows to the state right below; steps between the same two states share one."""
    drawn: dict[float, float] = {}
    for down in made.downs:
        if down.top not in drawn:
            yield from _arrow_down(down.top, down.bottom)
        y = drawn.get(down.top, down.top + 4)
        yield from _label(_CENTRE + 10, y + LINE - 2, down)
        drawn[down.top] = y + (len(down.name) + len(down.who)) * LINE


def _lane(lane: Lane) -> Iterator[str]:
    first, last = lane.span
    path = [f"M{_n(BOX_RIGHT)} {_n(y)}H{_n(lane.x)}" for y in lane.leaves]
    path += [f"M{_n(lane.x)} {_n(first)}V{_n(last)}", f"M{_n(lane.x)} {_n(lane.arrives)}H{_n(BOX_RIGHT + 6)}"]
    yield f'<path d="{"".join(path)}" opacity=".75"/>'
    for y in lane.leaves if len(lane.leaves) > 1 else ():
        yield f'<circle cx="{_n(lane.x)}" cy="{_n(y)}" r="2" fill="currentColor" stroke="none"/>'
    head = f"M{_n(BOX_RIGHT + 1)} {_n(lane.arrives)}l7 -4v8z"
    yield f'<path d="{head}" fill="currentColor" stroke="none"/>'
    lines = len(lane.name) + len(lane.who)
    yield from _label(LABEL_LEFT, lane.arrives - 4 - (lines - 1) * LINE, lane)


def _label(x: float, y: float, step: Lane | Down) -> Iterator[str]:
    for index, line in enumerate(step.name):
        yield _text(x, y + index * LINE, line, ' font-size="11" font-weight="600"')
    for index, line in enumerate(step.who, len(step.name)):
        yield _text(x, y + index * LINE, line, ' font-size="11" opacity=".75"')


def _of_a_day(titles: Sequence[str], top: float, language: str) -> Iterator[str]:
    """The states that follow from the day, two in a row."""
    yield _text(BOX_LEFT, top - 10, _BY_DATE.get(language), ' font-size="11" opacity=".75"')
    for index, title in enumerate(titles):
        lines = layout.wrap(title, BOX_WIDTH - 14, 12)[:2]
        box = layout.Box("", lines, top + _ROW * (index // 2), _ROW - 8)
        yield from _box(box, dashed=True, left=BOX_LEFT + (index % 2) * (BOX_WIDTH + 12))


def _arrow_down(top: float, bottom: float) -> Iterator[str]:
    yield f'<path d="M{_n(_CENTRE)} {_n(top)}V{_n(bottom - 7)}"/>'
    yield f'<path d="M{_n(_CENTRE)} {_n(bottom - 1)}l-4 -7h8z" fill="currentColor" stroke="none"/>'


def _rect(x: float, y: float, width: float, height: float, radius: float, more: str) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}"{more}/>'


def _text(x: float, y: float, text: str, more: str) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" fill="currentColor" stroke="none"{more}>{escape(text)}</text>'


def _n(value: float) -> str:
    """A number as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")
