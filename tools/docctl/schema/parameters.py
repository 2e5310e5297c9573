"""Company parameters: one value, or values each from a day on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping

BEGINNING = "0000-00-00"


class Parameters:
    """All `cfg` values; `at(day)` is the tree of those that hold on a day."""

    def __init__(self, declared: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep the declarations of parameters.yaml by their dotted names."""
        self.declared = dict(declared)
        self._trees: dict[str, dict[str, Any]] = {}

    @cached_property
    def _changes(self) -> list[str]:
        days = {step["from"] for entry in self.declared.values() if is_dated(entry["value"]) for step in entry["value"]}
        return sorted(days, reverse=True)

    def at(self, day: str) -> dict[str, Any]:
        """The tree of values that hold on an ISO day; one tree object per interval."""
        since = next((change for change in self._changes if change <= day), BEGINNING)
        if since not in self._trees:
            self._trees[since] = self._tree(since)
        return self._trees[since]

    def _tree(self, day: str) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for name, entry in self.declared.items():
            *parents, leaf = name.split(".")
            branch = tree
            for parent in parents:
                branch = branch.setdefault(parent, {})
            branch[leaf] = value_at(entry["value"], day)
        return tree


def is_dated(value: Any) -> bool:
    """Whether a parameter gives values from days on: `[{from, value}]`."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(v, dict) and set(v) == {"from", "value"} for v in value)
    )


def value_at(value: Any, day: str) -> Any:
    """The value that holds on a day; before the first one, the first."""
    if not is_dated(value):
        return value
    steps = sorted(value, key=lambda step: str(step["from"]))
    return next((step["value"] for step in reversed(steps) if step["from"] <= day), steps[0]["value"])
