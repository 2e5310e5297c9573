"""Where the parts of a lifecycle's drawing stand: one state below the other, steps that skip states in lanes beside.

One column is what a phone can show. A step to the state right below is an arrow down; every other step leaves its
states to the right, runs in a lane of its own and comes back to the state it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.lifecycle.diagram import Step

BOX_LEFT, BOX_WIDTH = 10, 124
BOX_RIGHT = BOX_LEFT + BOX_WIDTH
LABEL_LEFT, LABEL_WIDTH = BOX_RIGHT + 12, 136
LANES_LEFT, LANE_WIDTH = LABEL_LEFT + LABEL_WIDTH + 6, 12
TOP, LINE, TITLE_LINE = 34, 14, 17
_PADDING, _GAP, _STUB = 9, 18, 13
_TITLE_SIZE, _LABEL_SIZE = 13, 11
# No line begins with these.
_CLOSING = "，。、；：）)」》,.;:!？！"
_FIRST_WIDE = 0x2E80
_NARROW = 0.56


def wrap(text: str, width: float, size: float) -> list[str]:
    """A text in lines of at most a width; Chinese breaks anywhere, other words at spaces."""
    lines = [""]
    for unit in _units(text):
        grown = lines[-1] + unit
        if lines[-1] and _width(grown.rstrip(), size) > width:
            lines.append(unit.lstrip())
        else:
            lines[-1] = grown
    return [line.rstrip() for line in lines]


def _units(text: str) -> list[str]:
    """What stays together: a word with its space, or a Chinese character with the mark that closes it."""
    units: list[str] = []
    for character in text:
        wide = ord(character) >= _FIRST_WIDE
        starts = not units or units[-1].endswith(" ") or wide or ord(units[-1][-1]) >= _FIRST_WIDE
        if starts and not (units and character in _CLOSING):
            units.append(character)
        else:
            units[-1] += character
    return units


def _width(text: str, size: float) -> float:
    return sum(size if ord(character) >= _FIRST_WIDE else size * _NARROW for character in text)


@dataclass
class Box:
    """A state with its place; ports are where steps leave and arrive on its right."""

    state: str
    lines: list[str]
    top: float = 0
    height: float = 0


@dataclass
class Down:
    """A step to the state right below."""

    step: Step
    name: list[str]
    who: list[str]
    top: float = 0
    bottom: float = 0


@dataclass
class Lane:
    """A step that runs beside the states."""

    step: Step
    origins: tuple[str, ...]
    name: list[str]
    who: list[str]
    leaves: list[float] = field(default_factory=list)
    arrives: float = 0
    x: float = 0

    @property
    def span(self) -> tuple[float, float]:
        """The highest and the lowest point of the lane."""
        ends = [*self.leaves, self.arrives]
        return min(ends), max(ends)


@dataclass
class Layout:
    """The whole drawing."""

    boxes: list[Box]
    downs: list[Down]
    lanes: list[Lane]
    width: float = 0
    height: float = 0


def lay_out(states: Sequence[tuple[str, str]], given: Sequence[Step], language: str) -> Layout:
    """The drawing of states, each with its title, and the steps between them."""
    boxes = [Box(state, wrap(title, BOX_WIDTH - 14, _TITLE_SIZE)) for state, title in states]
    above = {box.state: boxes[index - 1].state for index, box in enumerate(boxes) if index}
    made = Layout(boxes, [], [])
    for step in given:
        _add(made, step, above.get(step.target), language)
    bottom: float = TOP
    for box in boxes:
        bottom = _place(made, box, bottom)
    _choose_lanes(made.lanes)
    made.height = bottom
    made.width = max([LANES_LEFT, *(lane.x + LANE_WIDTH for lane in made.lanes)])
    return made


def _add(made: Layout, step: Step, above: str | None, language: str) -> None:
    name, who = step.title.get(language), step.signers.get(language)
    beside = tuple(origin for origin in step.origins if origin != above)
    if above in step.origins:
        width = LANES_LEFT - BOX_LEFT - BOX_WIDTH / 2 - 16
        made.downs.append(Down(step, wrap(name, width, _LABEL_SIZE), wrap(who, width, _LABEL_SIZE) if who else []))
    if beside:
        shown = wrap(who, LABEL_WIDTH, _LABEL_SIZE) if who and above not in step.origins else []
        made.lanes.append(Lane(step, beside, wrap(name, LABEL_WIDTH, _LABEL_SIZE), shown))


def _place(made: Layout, box: Box, top: float) -> float:
    """Set a box below what is above it, with a port for each step on its right; the lower end of the box."""
    downs = [down for down in made.downs if down.step.target == box.state]
    lines = sum(len(down.name) + len(down.who) for down in downs)
    box.top = top + lines * LINE + (_GAP if top > TOP else 0)
    for down in downs:
        down.top, down.bottom = top, box.top
    end = _set_ports(made.lanes, box.state, box.top + 4)
    box.height = max(len(box.lines) * TITLE_LINE + 2 * _PADDING, end + _PADDING - box.top)
    return box.top + box.height


def _set_ports(lanes: Sequence[Lane], state: str, y: float) -> float:
    """Give each lane that touches a state its own height there; the lowest of them."""
    for lane in lanes:
        if lane.step.target == state:
            y += (len(lane.name) + len(lane.who)) * LINE + 4
            lane.arrives = y
        if state in lane.origins:
            y += _STUB
            lane.leaves.append(y)
    return y


def _choose_lanes(lanes: Sequence[Lane]) -> None:
    """Short steps run near the states, and two share a lane where they do not meet."""
    taken: list[list[tuple[float, float]]] = []
    for lane in sorted(lanes, key=lambda lane: lane.span[1] - lane.span[0]):
        first, last = lane.span
        free = (i for i, spans in enumerate(taken) if all(last + 6 < low or high + 6 < first for low, high in spans))
        index = next(free, len(taken))
        if index == len(taken):
            taken.append([])
        taken[index].append((first, last))
        lane.x = LANES_LEFT + index * LANE_WIDTH
