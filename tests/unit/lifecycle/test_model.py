from __future__ import annotations

from typing import Any

import pytest

from docctl.lifecycle.model import Lifecycle
from docctl.reader import read

TEXT = """kind: field
initial: a
states:
  a: {title: A, x-zh: 甲}
  b: {title: B, x-zh: 乙, requires: [x, {fields: [y], when: "true", x-sources: [R-001]}], x-sources: [R-002]}
  c: {title: C, x-zh: 丙}
  d: {title: D, x-zh: 丁, requires: [z], final: true}
transitions:
  - {name: start, from: [a], to: b}
  - {name: left, from: [b], to: c}
  - {name: right, from: [b], to: d}
  - {name: end, from: [c], to: d}
"""


def lifecycle(text: str = TEXT) -> Lifecycle:
    document, problems = read("schemas/lifecycles/l.yaml", text.encode())
    assert document is not None
    assert not problems
    return Lifecycle("l", document)


def problems(text: str) -> list[str]:
    return [f"{v.position.line}: {v.message.en}" for v in lifecycle(text).problems()]


def test_a_state_passes_what_every_way_to_it_passes() -> None:
    found = lifecycle()
    assert {s: found.passed(s) for s in found.states} == {
        "a": ("a",),
        "b": ("a", "b"),
        "c": ("a", "b", "c"),
        "d": ("a", "b", "d"),
    }


def test_requirements_are_those_of_every_state_passed() -> None:
    found: list[Any] = list(lifecycle().requirements("d"))
    assert [(r.state, r.fields, r.when, r.sources) for r in found] == [
        ("b", ("x",), None, ("R-002",)),
        ("b", ("y",), "true", ("R-001",)),
        ("d", ("z",), None, ()),
    ]


def test_a_loop_passes_nothing_twice() -> None:
    found = lifecycle(TEXT + "  - {name: back, from: [c], to: b}\n")
    assert found.passed("d") == ("a", "b", "d")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("initial: a", "initial: q"), "q: is no state"),
        (("from: [c], to: d", "from: [q], to: d"), "q: is no state"),
        (("from: [c], to: d", "from: [c], to: q"), "q: is no state"),
        (("from: [b], to: c", "from: [b], to: d"), "c: cannot be reached"),
        (("{name: end, from: [c], to: d}", "{name: end, from: [c], to: c}"), "c: has no way out and is not final"),
        (("from: [c], to: d", "from: [c], to: d, distinct_from: [{transition: q}]"), "q: is no transition"),
    ],
)
def test_what_leads_nowhere_is_reported_at_its_place(change: tuple[str, str], expected: str) -> None:
    assert any(expected in problem for problem in problems(TEXT.replace(*change)))
    assert all(passed for passed in (lifecycle(TEXT.replace(*change)).passed(s) for s in "abcd"))


def test_a_sound_lifecycle_has_no_problems() -> None:
    assert problems(TEXT) == []


def test_names_and_titles_fall_back_on_each_other() -> None:
    found = lifecycle(TEXT + "derived: [{state: late, title: Late, x-zh: 逾期, when: 'true'}]\n")
    step = found.transition("start")
    assert step is not None
    assert (step.title.en, step.meaning.zh, step.sources) == ("start", "start", ())
    assert found.transition("nothing") is None
    assert (found.title("a").zh, found.title("late").en, found.title("unknown").zh) == ("甲", "Late", "unknown")
    assert not found.is_signed
    assert found.needed == ()


def test_what_a_state_freezes_stays_frozen_after_it() -> None:
    text = TEXT.replace("x-zh: 乙,", "x-zh: 乙, frozen: [x],")
    text = text.replace("x-zh: 丁,", "x-zh: 丁, frozen: {fields: [y, z], unless: 'true'},")
    found = lifecycle(text)
    first = (("x",), None, ("states", "b", "frozen"))
    assert found.frozen("a") == found.frozen("nowhere") == ()
    assert found.frozen("b") == found.frozen("c") == (first,)
    assert found.frozen("d") == (first, (("y", "z"), "true", ("states", "d", "frozen")))


def names(found: Lifecycle, old: str, new: str) -> list[list[str]]:
    return [[step.name for step in path] for path in found.paths(old, new)]


def test_paths_are_all_ways_that_enter_no_state_twice() -> None:
    found = lifecycle(TEXT + "  - {name: back, from: [c], to: b}\n  - {name: again, from: [b], to: b}\n")
    assert names(found, "a", "d") == [["start", "right"], ["start", "left", "end"]]
    assert names(found, "c", "d") == [["end"], ["back", "right"]]
    assert names(found, "d", "a") == []
    assert names(found, "b", "b") == [[]]
    assert names(found, "a", "nowhere") == []


def test_steps_write_sign_offs_and_what_the_states_entered_need() -> None:
    text = TEXT.replace("from: [a], to: b", "from: [a], to: b, signs: by").replace(
        "x-zh: 丙", "x-zh: 丙, dated_by: day"
    )
    found = lifecycle(text)
    assert found.written(found.transitions[:2]) == {"by", "x", "y", "day"}
    assert found.written(()) == frozenset()


def test_a_record_is_open_in_its_first_state_unless_that_is_its_last() -> None:
    found = lifecycle()
    assert [found.is_open(state) for state in "abd"] == [True, False, False]
    found.states["a"]["final"] = True
    assert not found.is_open("a")


def test_a_record_is_open_in_a_state_of_upkeep() -> None:
    found = lifecycle()
    found.states["b"]["maintained"] = True
    assert [found.is_open(state) for state in "abd"] == [True, True, False]


def test_what_a_file_says_of_beginning_and_end() -> None:
    found = lifecycle()
    assert [state for state in found.states if found.is_final(state)] == ["d"]
    assert not found.is_final("nowhere")
    assert not found.creates_anywhere
    assert not lifecycle(TEXT + "create: initial\n").creates_anywhere
    assert lifecycle(TEXT + "create: any\n").creates_anywhere


def test_a_lifecycle_and_its_steps_have_titles_roles_and_ends() -> None:
    text = TEXT.replace("from: [a], to: b", "from: [a], to: b, signed_by: [{role: head}, {role: clerk}]")
    found = lifecycle("title: Note\nx-zh: 便条\n" + text)
    assert (found.own_title.en, found.own_title.zh, lifecycle().own_title.zh) == ("Note", "便条", "l")
    first = found.transitions[0]
    assert (first.origins, first.target, first.roles) == (("a",), "b", ("head", "clerk"))
