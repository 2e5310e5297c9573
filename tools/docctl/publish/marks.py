"""Which stamps and marks of schemas/marks.yaml the page of a record carries, and which its numbered copies."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping


def carried(marks: Mapping[str, Any], slug: str, state: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The marks, by name, of a record of a type in a state."""
    for name, mark in marks.items():
        if any(_is_shown(place, slug, state) for place in mark.get("site", ())):
            yield name, mark


def stamps(marks: Mapping[str, Any], slug: str) -> list[str]:
    """The words of the stamps on a numbered copy of a document of a type."""
    return [str(mark["mark"]) for mark in marks.values() if slug in mark.get("copy", ())]


def rule_of(mark: Mapping[str, Any], slug: str, state: str) -> str:
    """The rule that a page without the mark breaks."""
    return next((str(p.get("rule", "")) for p in mark.get("site", ()) if _is_shown(p, slug, state)), "")


def _is_shown(place: Mapping[str, Any], slug: str, state: str) -> bool:
    return bool(place["type"] == slug and state in place.get("states", (state,)))
