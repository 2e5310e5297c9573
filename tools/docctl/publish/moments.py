"""Moments as people read them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def local(moment: str, timezone: str) -> str:
    """A moment to the minute in a time zone; what is no moment stays as it is."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if found.tzinfo is None:
        return moment
    return found.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d %H:%M")
