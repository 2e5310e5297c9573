"""What people did honestly in several changes is honest in one, however a history is squashed."""

from __future__ import annotations

import json
from copy import deepcopy
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING
from typing import Any

import yaml
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from docctl.rules.change import ChangeContext
from docctl.rules.change import judge
from docctl.rules.change import values
from tests.changed_shop import ENVELOPE
from tests.shop import book
from tests.shop import opened

if TYPE_CHECKING:
    from docctl.rules.engine import Check
    from docctl.rules.engine import Rulebook

LENGTH = 9
CONDITION = ["has(self.count)"]
Data = dict[str, Any]
STATES = ("a", "b", "c", "d", "e")
FIELDS: dict[str, list[Any]] = {
    "name": ["n", "m", "o"],
    "count": [1, 2, 3],
    "due_on": ["2026-03-01", "2026-04-01", "2026-05-01"],
    "lines": [[{"price": 1}], [{"price": 2}], [{"price": 2}, {"price": 3}]],
}
UNLESS = "self.?corrections.orValue([]).exists(c, c.field == 'name')"


def lifecycle_of(chance: Random) -> Data:
    """Any sound lifecycle of up to five states; what its steps ask stays true once it is."""
    states = STATES[: chance.randint(2, len(STATES))]
    steps = [(chance.choice(states[:i]), states[i]) for i in range(1, len(states))]
    steps += [(chance.choice(states), chance.choice(states)) for _ in range(chance.randint(0, 4))]
    transitions = [
        {"name": "step_" + "abcdefghi"[i], "from": [start], "to": end, "requires": chance.choice([[], CONDITION])}
        for i, (start, end) in enumerate(steps)
    ]
    left = {start for start, end in steps if start != end}
    given = {state: state_of(chance) | ({} if state in left else {"final": True}) for state in states}
    create = chance.choice(["initial", "any"])
    return {"kind": "field", "initial": "a", "create": create, "states": given, "transitions": transitions}


def state_of(chance: Random) -> Data:
    """What a state requires, freezes and is dated by."""
    fields = some(chance)
    return {
        "title": "State",
        "x-zh": "状态",
        "requires": some(chance),
        "frozen": {"fields": fields, "unless": UNLESS} if chance.random() < 0.3 else fields,
        **({"dated_by": "due_on"} if chance.random() < 0.3 else {}),
    }


def some(chance: Random) -> list[str]:
    return sorted(chance.sample(list(FIELDS), chance.choice([0, 0, 1, 1, 2])))


def proposal(chance: Random, lifecycle: Data, data: Data, entered: set[str]) -> Data:
    """What somebody may try next: fill in, change with a correction or without, take a step to a new state."""
    targets = sorted({t["to"] for t in lifecycle["transitions"] if data["status"] in t["from"]} - entered)
    after = deepcopy(data)
    if targets and chance.random() < 0.5:
        after["status"] = chance.choice(targets)
        for field in lifecycle["states"][after["status"]]["requires"]:
            after.setdefault(field, FIELDS[field][0])
    for field in chance.sample(list(FIELDS), chance.choice([0, 1, 1, 2])):
        new = chance.choice(FIELDS[field])
        if chance.random() < 0.6 and after.get(field, new) != new:
            entry = {"field": field, "old": values.written(after[field]), "new": values.written(new)}
            after.setdefault("corrections", []).append(entry)
        after[field] = new
    return after


def history_of(chance: Random, rules: Rulebook, lifecycle: Data) -> list[Data | None]:
    """A record from nothing on, each change of which is honest."""
    first = {"id": "O-1", "type": "order", "created_on": "2026-02-01", "status": "a"}
    if lifecycle["create"] == "any":
        first["status"] = chance.choice(list(lifecycle["states"]))
    history: list[Data | None] = [None]
    entered = {first["status"]}
    for _ in range(20):
        last = history[-1]
        after = first if last is None else proposal(chance, lifecycle, last, entered)
        if len(history) < LENGTH and after != last and not refused(rules, last, after):
            history.append(after)
            entered.add(after["status"])
    return history


def library(rules: Rulebook, data: Data | None) -> Check:
    files = {} if data is None else {"records/order/O-1.yaml": yaml.safe_dump(data, allow_unicode=True)}
    found, problems = opened(rules, files)
    assert problems == []
    return found


def refused(rules: Rulebook, before: Data | None, after: Data | None) -> list[str]:
    context = ChangeContext(library(rules, before), library(rules, after))
    return [f"{violation.slug} {violation.pointer}: {violation.message.en}" for violation in judge(context)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_a_squash_of_honest_changes_that_enter_no_state_twice_is_honest(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- histories, no secrets; drawn one by one they would all be short
    lifecycle = lifecycle_of(chance)
    rules, problems = book(common=ENVELOPE, lifecycles__order=f"{json.dumps(lifecycle)}\n")
    assert problems == []
    for _ in range(3):
        history = history_of(chance, rules, lifecycle)
        for before, after in combinations(history, 2):
            assert refused(rules, before, after) == [], json.dumps([lifecycle, history])
