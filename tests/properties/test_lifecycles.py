"""Every lifecycle of this repository leads somewhere, and whoever walks it may always go on or is at an end."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.lifecycle.model import Lifecycle
from docctl.reader import read
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
        reached |= {t.raw["to"] for t in found.transitions if reached.intersection(t.raw["from"])}
    assert reached == set(found.states)
    ends = {state for state, given_state in found.states.items() if given_state.get("final")}
    left = {state for t in found.transitions for state in t.raw["from"]}
    assert ends | left == set(found.states)


@given(st.sampled_from(FILES), st.data())
def test_a_walk_passes_every_state_that_all_ways_pass(name: str, data: st.DataObject) -> None:
    found = lifecycle(name)
    state, walked = found.initial, [found.initial]
    for _ in range(data.draw(st.integers(0, 12))):
        steps = [t for t in found.transitions if state in t.raw["from"]]
        if not steps:
            assert found.states[state].get("final")
            break
        state = data.draw(st.sampled_from(steps)).raw["to"]
        walked.append(state)
    assert set(found.passed(state)) <= set(walked)
    assert found.passed(state)[0] == found.initial or state == found.initial
