from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.lifecycle.model import Lifecycle
from docctl.lifecycle.steps import way
from docctl.lifecycle.steps import written
from docctl.reader import read

if TYPE_CHECKING:
    from docctl.lifecycle.model import Transition

TEXT = b"""\
initial: a
kind: field
states:
  a: {}
  b: {requires: [one, {fields: [two, three]}]}
  c: {dated_by: day}
  d: {final: true}
transitions:
  - {name: ab, from: [a], to: b, signs: by}
  - {name: bc, from: [b], to: c}
  - {name: ac, from: [a], to: c}
  - {name: cb, from: [c], to: b}
  - {name: cd, from: [c], to: d}
"""


def lifecycle() -> Lifecycle:
    document, _ = read("a.yaml", TEXT)
    assert document is not None
    return Lifecycle("a", document)


def names(start: str, goal: str, *barred: str) -> list[str] | None:
    asked: list[str] = []

    def admits(step: Transition) -> bool:
        asked.append(step.name)
        return step.name not in barred

    found = way(lifecycle(), start, goal, admits)
    assert len(asked) == len(set(asked)), "each step is asked once"
    return None if found is None else [step.name for step in found]


def test_the_shortest_way_that_is_admitted() -> None:
    assert names("a", "d") == ["ac", "cd"]
    assert names("a", "d", "ac") == ["ab", "bc", "cd"]
    assert names("a", "d", "ac", "bc") is None
    assert names("d", "a") is None
    assert names("a", "a") == []


def test_steps_write_sign_offs_and_what_the_states_entered_need() -> None:
    given = lifecycle()
    both = way(given, "a", "c", lambda step: step.name != "ac")
    assert both is not None
    assert written(given, both) == {"by", "one", "two", "three", "day"}
    assert written(given, ()) == frozenset()


def test_a_record_is_open_in_its_first_state_unless_that_is_its_last() -> None:
    given = lifecycle()
    assert [given.is_open(state) for state in ("a", "b", "d")] == [True, False, False]
    assert given.is_final("d")
    given.states["a"]["final"] = True
    assert not given.is_open("a")
