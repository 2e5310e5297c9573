"""What a person's dated windows said about the days before one: the past that no later enrolment may change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from docctl.schema.formats import is_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

END = "9999-12-31"
# The dated lists of a person, and what one entry of each is about.
HELD = {"roles": ("role", "department"), "departments": ("department",), "keys": ("key",)}
LATER = ("until", "retired_on", "compromised_on")
Span = tuple[int, int]


def past(data: Mapping[str, Any], field: str, day: str) -> dict[tuple[str, ...], list[Span]]:
    """For each role, department or key, the spans of days before `day` on which it was held, as ordinals."""
    spans: dict[tuple[str, ...], list[Span]] = {}
    limit = date.fromisoformat(day).toordinal() - 1
    for window in data.get(field, ()):
        first, last = _span(window)
        if first <= min(last, limit):
            held = tuple(str(window.get(name, "")) for name in HELD[field])
            spans.setdefault(held, []).append((first, min(last, limit)))
    return {held: _merged(sorted(found)) for held, found in spans.items()}


def _span(window: Mapping[str, Any]) -> Span:
    last = min(window.get("until", END), window.get("retired_on", END))
    return date.fromisoformat(window["from"]).toordinal(), date.fromisoformat(last).toordinal()


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap as one."""
    held: list[Span] = []
    for first, last in spans:
        if held and first <= held[-1][1] + 1:
            held[-1] = (held[-1][0], max(held[-1][1], last))
        else:
            held.append((first, last))
    return held


def changed_past(before: Mapping[str, Any], after: Mapping[str, Any], day: str) -> Iterator[str]:
    """The lists whose past before a day differs."""
    for field in HELD:
        if past(before, field, day) != past(after, field, day):
            yield field


def is_sound(data: Mapping[str, Any]) -> bool:
    """Whether the dated lists of a person can be read, whatever else a schema asks of them today or tomorrow."""
    return isinstance(data.get("name"), str) and all(
        isinstance(windows := data.get(field, []), list) and all(_is_window(window, field) for window in windows)
        for field in HELD
    )


def _is_window(window: object, field: str) -> bool:
    if not isinstance(window, dict):
        return False
    texts = [window.get(HELD[field][0]), *(window[name] for name in HELD[field][1:] if name in window)]
    dates = [
        window.get("from"),
        *(window[name] for name in ("until", "retired_on", "compromised_on") if name in window),
    ]
    return all(isinstance(text, str) for text in texts) and all(isinstance(day, str) and is_date(day) for day in dates)
