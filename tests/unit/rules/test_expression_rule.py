from __future__ import annotations

import pytest

from tests.shop import book
from tests.shop import opened
from tests.shop import order
from tests.shop import violations

LINES = "count: 3\nlines: [{price: 5}, {price: 15}, {price: 8}]\n"


def rule(text: str) -> str:
    return f"x-rules:\n  - {{id: R-100, slug: order.rule, {text}, message: {{en: said, zh: 说}}}}\n"


def places(text: str, record: str = LINES) -> list[str]:
    return [line.split()[2].rstrip(":") for line in violations([order(1, record)], rule(text))]


def test_each_judges_every_item_and_points_at_it() -> None:
    each = 'each: "self.lines", assert: "item.price >= 10", at: "/lines/{index}/price"'
    assert places(each) == ["/lines/0/price", "/lines/2/price"]


def test_when_is_asked_before_each_and_let_unless_it_reads_them() -> None:
    guarded = 'when: "has(self.lines)", each: "self.lines", let: {p: "item.price"}, assert: "p >= 10"'
    assert len(places(guarded)) == 2
    assert places(guarded, "count: 3\n") == []
    about_item = 'when: "item.price > 5", each: "self.lines", assert: "item.price >= 10", at: "/lines/{index}"'
    assert places(about_item) == ["/lines/2"]
    about_let = 'each: "self.lines", let: {p: "item.price", q: "p * 2"}, when: "q > 10", assert: "p >= 10"'
    assert len(places(about_let)) == 1
    about_index = 'each: "self.lines", when: "index > 0", assert: "item.price >= 10", at: "/lines/{index}"'
    assert places(about_index) == ["/lines/2"]


def test_later_names_of_let_use_earlier_ones() -> None:
    assert places('let: {a: "self.count", b: "a + 1"}, assert: "b == 4"') == []
    assert places('let: {a: "self.count", b: "a + 1"}, assert: "b == 5"') == [""]


def test_what_cannot_be_judged_is_a_violation_that_says_why() -> None:
    (found,) = violations([order(1)], rule('assert: "self.count > 1"'))
    assert found.startswith("O-1 R-100 : rule order.rule could not be judged: field count is absent")


def test_a_rule_over_its_budget_is_a_violation() -> None:
    wide = "lines: [" + ", ".join("{price: 1}" for _ in range(200)) + "]\n"
    (found,) = violations([order(1, wide)], rule('assert: "self.lines.all(a, self.lines.all(b, a.price == b.price))"'))
    assert "needs more than 10,000 steps" in found


def test_a_message_shows_fields_parameters_and_a_dash_for_what_is_absent() -> None:
    text = """x-rules:
  - {id: R-100, slug: order.rule, assert: "false", let: {twice: "self.count * 2"},
     message: {en: "{id} {self.count} {self.name} {twice} {cfg.floor} {stage}", zh: 说}, hint: {en: "do {id}", zh: 做}}
"""
    assert violations([order(1, "count: 3\n")], text) == ["O-1 R-100 : O-1 3 — 6 10 open"]
    made, _ = book(text)
    check, _ = opened(made, order(1, "count: 3\n"))
    assert [v.hint.en for v in check.run()] == ["do O-1"]


@pytest.mark.parametrize("placeholder", ["{self.coumt}", "{cfg.flor}", "{nothing}", "{self.count + 1}"])
def test_a_misspelt_placeholder_is_a_problem_of_the_schemas(placeholder: str) -> None:
    text = f'x-rules:\n  - {{id: R-100, slug: order.rule, assert: "false", message: {{en: "{placeholder}", zh: b}}}}\n'
    assert {v.code for v in book(text)[1]} & {"RULE_MESSAGE", "RULE_FIELD"}


def test_severity_and_sources_come_from_the_rule() -> None:
    text = rule('assert: "false", severity: warning, sources: [S001]')
    made, _ = book(text)
    check, _ = opened(made, order(1))
    (found,) = check.run()
    assert (found.severity.value, found.sources) == ("warning", ("R-100", "S001"))
    assert found.hint.en == "why: `docctl explain R-100`"
    compiled = made.rules["order"][0]
    assert (compiled.id, compiled.since, compiled.is_change) == ("R-100", "", False)
    assert compiled.applies_to(check.library.records["O-1"])


def test_a_change_rule_says_nothing_about_a_state() -> None:
    assert places('assert: "false", phase: change') == []
