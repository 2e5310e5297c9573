"""The ways through a lifecycle: which steps lead from one state to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from docctl.lifecycle.model import Lifecycle
    from docctl.lifecycle.model import Transition

Way = tuple["Transition", ...]


def way(lifecycle: Lifecycle, start: str, goal: str, admits: Callable[[Transition], bool]) -> Way | None:
    """The shortest way from one state to another over steps that are admitted, each asked once; None without one."""
    ways: dict[str, Way] = {start: ()}
    pending = [start]
    while pending and goal not in ways:
        state = pending.pop(0)
        for transition in lifecycle.transitions:
            target = transition.raw["to"]
            if state in transition.raw["from"] and target not in ways and admits(transition):
                ways[target] = (*ways[state], transition)
                pending.append(target)
    return ways.get(goal)


def written(lifecycle: Lifecycle, steps: Way) -> frozenset[str]:
    """The fields that some steps fill in: sign-offs, and what the states entered need or are dated by."""
    names = {transition.raw["signs"] for transition in steps if "signs" in transition.raw}
    for state in {transition.raw["to"] for transition in steps}:
        names.update(name for requirement in lifecycle.own_requirements(state) for name in requirement.fields)
        names.update({lifecycle.states[state]["dated_by"]} if "dated_by" in lifecycle.states[state] else ())
    return frozenset(names)
