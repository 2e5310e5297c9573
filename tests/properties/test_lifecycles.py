"""Every lifecycle of this repository leads somewhere, and whoever walks it may always go on or is at an end."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.lifecycle.model import Lifecycle
from docctl.reader import Document
from docctl.reader import read
from tests import example_library
from tests.company import ROOT

FILES = sorted(path.stem for path in (ROOT / "schemas" / "lifecycles").glob("*.yaml"))


@cache
def lifecycle(name: str) -> Lifecycle:
    document, problems = read(f"{name}.yaml", (ROOT / "schemas" / "lifecycles" / f"{name}.yaml").read_bytes())
    assert document is not None
    assert not problems
    return Lifecycle(name, document)


@pytest.mark.parametrize("name", FILES)
def test_every_state_is_reached_and_every_state_that_is_not_final_has_an_exit(name: str) -> None:
    found = lifecycle(name)
    assert list(found.problems()) == []
    reached = {found.initial}
    for _ in found.states:
        reached |= {t.target for t in found.transitions if reached.intersection(t.origins)}
    assert reached == set(found.states)
    left = {state for t in found.transitions for state in t.origins if t.target != state}
    assert {state for state in found.states if found.is_final(state)} == set(found.states) - left


@pytest.mark.parametrize("name", FILES)
def test_everything_people_see_has_a_name_in_both_languages(name: str) -> None:
    found = lifecycle(name)
    named: list[dict[str, Any]] = [found.document.data, *found.states.values(), *found.derived]
    named += [step.raw for step in found.transitions]
    assert [entry for entry in named if not (entry.get("title") and entry.get("x-zh"))] == []


@pytest.mark.parametrize("name", FILES)
def test_every_lifecycle_governs_a_type_whose_fields_it_names(name: str) -> None:
    book = example_library.book()
    bound = [one for one in book.rules.lifecycles.values() if one.lifecycle.name == name]
    assert bound
    for one in bound:
        frozen = {entry for state in one.lifecycle.states for entry in one.lifecycle.frozen(state)}
        assert {field for entry in frozen for field in entry.fields} <= one.type.properties.keys()
        assert [entry for entry in frozen if entry.unless and not one.condition((*entry.at, "unless"))] == []


@given(st.sampled_from(FILES), st.data())
def test_a_walk_passes_every_state_that_all_ways_pass(name: str, data: st.DataObject) -> None:
    found = lifecycle(name)
    state, walked = found.initial, [found.initial]
    for _ in range(data.draw(st.integers(0, 12))):
        steps = [t for t in found.transitions if state in t.origins]
        if not steps:
            assert found.is_final(state)
            break
        state = data.draw(st.sampled_from(steps)).target
        walked.append(state)
    assert set(found.passed(state)) <= set(walked)
    assert found.passed(state)[0] == found.initial or state == found.initial


STATES = ("a", "b", "c", "d", "e", "f")


@st.composite
def lifecycles(draw: st.DrawFn) -> Lifecycle:
    """Any lifecycle of up to six states, its dead ends and unreachable states included."""
    states = STATES[: draw(st.integers(1, len(STATES)))]
    origins = st.lists(st.sampled_from(states), min_size=1, max_size=3, unique=True)
    steps = draw(st.lists(st.tuples(origins, st.sampled_from(states)), max_size=12))
    data = {
        "kind": "field",
        "initial": "a",
        "states": {state: {"title": state, "x-zh": state, "frozen": [f"field_{state}"]} for state in states},
        "transitions": [{"name": f"t{i}", "from": start, "to": end} for i, (start, end) in enumerate(steps)],
    }
    return Lifecycle("random", Document("random.yaml", b"", data))


@given(lifecycles(), st.data())
def test_every_path_is_a_legal_walk_that_enters_no_state_twice_and_none_is_missing(
    found: Lifecycle, data: st.DataObject
) -> None:
    old = data.draw(st.sampled_from(list(found.states)))
    new = data.draw(st.sampled_from(list(found.states)))
    paths = list(found.paths(old, new))
    assert len(paths) == len({tuple(step.name for step in path) for path in paths})
    assert [len(path) for path in paths] == sorted(len(path) for path in paths)
    for path in paths:
        entered = [old, *(step.target for step in path)]
        assert entered[-1] == new
        assert len(entered) == len(set(entered))
        assert all(start in step.origins for start, step in zip(entered, path, strict=False))
    assert bool(paths) == (new in _reachable(found, old))
    if old == found.initial:
        walked = [{old, *(step.target for step in path)} for path in paths]
        assert all(set(found.passed(new)) <= states for states in walked)


def _reachable(found: Lifecycle, old: str) -> set[str]:
    reached = {old}
    for _ in found.states:
        reached |= {t.target for t in found.transitions if reached.intersection(t.origins)}
    return reached


@given(lifecycles())
def test_what_is_frozen_stays_frozen_along_every_first_way(found: Lifecycle) -> None:
    for state in found.states:
        for path in found.paths(found.initial, state):
            entered = [found.initial, *(step.target for step in path)]
            assert {entry.at[1] for entry in found.frozen(state)} <= set(entered)
            assert all(start != end for start, end in pairwise(entered))
