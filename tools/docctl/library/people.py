"""Who held which role in which department on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.library.record import Record

END = "9999-12-31"


def _open(windows: Iterable[Mapping[str, Any]], day: str) -> Iterable[Mapping[str, Any]]:
    return (window for window in windows if window["from"] <= day <= window.get("until", END))


def held_role(person: Record, role: str, day: str, department: str = "") -> bool:
    """Whether a person held a role on a day; a role without a department holds in all of them."""
    for window in _open(person.data.get("roles", ()), day):
        if window["role"] == role and window.get("department", department) == department:
            return True
        if window["role"] == role and not department:
            return True
    return False


def department_of(person: Record, day: str) -> str:
    """The department a person belonged to on a day; empty where none."""
    return next((str(window["department"]) for window in _open(person.data.get("departments", ()), day)), "")


def keys_on(person: Record, day: str) -> list[Mapping[str, Any]]:
    """The signing keys whose time a day lies in: a retired one until that day; one that leaked says so itself."""
    windows = _open(person.data.get("keys", ()), day)
    return [w for w in windows if day <= w.get("retired_on", END)]
