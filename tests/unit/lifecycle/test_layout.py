from __future__ import annotations

from itertools import combinations
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.lifecycle.diagram import Step
from docctl.lifecycle.layout import BOX_RIGHT
from docctl.lifecycle.layout import LABEL_LEFT
from docctl.lifecycle.layout import LANES_LEFT
from docctl.lifecycle.layout import LINE
from docctl.lifecycle.layout import Layout
from docctl.lifecycle.layout import lay_out
from docctl.lifecycle.layout import wrap
from docctl.violation import Text


def step(origins: str, target: str, who: str = "") -> Step:
    return Step(tuple(origins), target, Text("step", "步骤"), Text(who, who))


def drawn(states: str, *given_steps: Step) -> Layout:
    return lay_out([(state, state.upper()) for state in states], given_steps, "en")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 100, ["short"]),
        ("Head of department", 60, ["Head of", "department"]),
        ("Incomprehensibilities", 20, ["Incomprehensibilities"]),
        ("部门负责人或总经理", 55, ["部门负责人", "或总经理"]),
        ("审核、批准、发放", 22, ["审", "核、", "批", "准、", "发放"]),
        ("由QA批准 A", 100, ["由QA批准 A"]),
        ("", 10, [""]),
    ],
)
def test_a_text_is_broken_where_its_language_allows(text: str, width: float, expected: list[str]) -> None:
    assert wrap(text, width, 11) == expected


def test_a_step_to_the_state_below_is_an_arrow_and_any_other_a_lane() -> None:
    made = drawn("abc", step("a", "b"), step("b", "c"), step("a", "c"), step("c", "a"), step("b", "b"))
    assert [(d.step.origins, d.step.target) for d in made.downs] == [(("a",), "b"), (("b",), "c")]
    assert [(lane.origins, lane.step.target) for lane in made.lanes] == [(("a",), "c"), (("c",), "a"), (("b",), "b")]


def test_a_step_from_the_state_above_and_others_is_both_and_names_its_signers_once() -> None:
    made = drawn("abc", step("ab", "c", "Head"))
    assert (made.downs[0].who, made.lanes[0].who) == (["Head"], [])
    assert made.lanes[0].origins == ("a",)


def test_short_lanes_run_inside_and_lanes_that_do_not_meet_share_one() -> None:
    made = drawn("abcdef", step("a", "c"), step("d", "f"), step("a", "f"))
    first, second, around = (lane.x for lane in made.lanes)
    assert first == second == LANES_LEFT
    assert around > first


def test_nothing_but_a_start_has_no_lanes() -> None:
    made = drawn("a")
    assert (made.downs, made.lanes, made.width) == ([], [], LANES_LEFT)
    assert drawn("").boxes == []


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    states = "abcdefgh"[: draw(st.integers(1, 8))]
    one = st.sampled_from(states)
    origins = st.lists(one, min_size=1, max_size=4, unique=True)
    who = st.sampled_from(["", "Head", "Head of the department or General manager"])
    made = draw(st.lists(st.builds(lambda o, t, w: step("".join(o), t, w), origins, one, who), max_size=12))
    return drawn(states, *made)


@given(layouts())
def test_nothing_is_drawn_over_anything_else(made: Layout) -> None:
    assert all(upper.top + upper.height < lower.top for upper, lower in pairwise(made.boxes))
    place = {box.state: box for box in made.boxes}
    for lane in made.lanes:
        ends = [*zip(lane.origins, sorted(lane.leaves), strict=False), (lane.step.target, lane.arrives)]
        assert BOX_RIGHT < LABEL_LEFT < lane.x < made.width
        assert lane.arrives - len([*lane.name, *lane.who]) * LINE >= place[lane.step.target].top
        assert all(0 < y < made.height for _, y in ends)
    ports = sorted(y for lane in made.lanes for y in [*lane.leaves, lane.arrives])
    assert len(ports) == len(set(ports))
    for one, other in combinations(made.lanes, 2):
        if one.x == other.x:
            assert one.span[1] < other.span[0] or other.span[1] < one.span[0]
