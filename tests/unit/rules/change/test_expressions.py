from __future__ import annotations

from typing import TYPE_CHECKING

from tests.changed_shop import context
from tests.changed_shop import said
from tests.changed_shop import slugs
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Mapping


def rule(text: str, message: str = "no") -> str:
    head = "id: R-200, slug: order.change, phase: change"
    return f'x-rules:\n  - {{{head}, {text}, message: {{en: "{message}", zh: 否}}}}\n'


def test_a_rule_compares_before_and_after_and_says_both() -> None:
    grows = rule('when: "!isNew", assert: "self.count >= old.count", at: /count', "{old.count} became {self.count}")
    before = [order(1, "count: 5\n")]
    assert said(context(before, [order(1, "count: 4\n")], grows)) == ["O-1 order.change /count: 5 became 4"]
    assert said(context(before, [order(1, "count: 6\n")], grows)) == []


def test_added_records_are_judged_without_anything_before() -> None:
    assert slugs(context([], [order(1)], rule('assert: "has(old.id) || !isNew"'))) == ["order.change"]
    assert slugs(context([], [order(1)], rule("assert: \"!has(old.id) && isNew && oldStage == ''\""))) == []


def test_unchanged_records_and_the_state_are_left_alone() -> None:
    never = rule('assert: "false"')
    same: Mapping[str, str] = order(1)
    found = context([same], [same, order(2)], never)
    assert [line.split()[0] for line in said(found)] == ["O-2"]
    assert [v.code for v in found.after.run()] == []


def test_computed_fields_are_those_of_their_own_state() -> None:
    total = rule('when: "!isNew", assert: "old.total == 3 && self.total == 5"')
    before, after = order(1, "lines: [{price: 3}]\n"), order(1, "lines: [{price: 3}, {price: 2}]\n")
    assert slugs(context([before], [after], total)) == []


def test_what_is_computed_of_other_records_is_that_of_its_own_state() -> None:
    after = """  followers: {x-computed: "referrers('order', 'after').map(o, o.id)", type: array}
"""
    grown = after + rule('when: "!isNew", assert: "size(old.followers) == 1 && size(self.followers) == 2"')
    followers = [order(2, "after: O-1\n"), order(3, "after: O-1\n"), order(4, "after: O-9\n")]
    found = context([order(1), *followers[:1]], [order(1, "name: x\n"), *followers[:2]], grown)
    assert slugs(found) == []
    assert found.change.removed == ()


def test_what_cannot_be_judged_is_said_and_what_reads_a_fault_is_skipped() -> None:
    total = rule('assert: "self.total > 0"')
    assert slugs(context([order(1, "name: x\n")], [order(1)], total)) == ["rule-failed"]
    referring = rule('assert: "ref(self.after).count > 0"')
    assert slugs(context([], [order(1, "after: O-9\n")], referring)) == []
    above = '  above: {x-computed: "ref(self.after).count", type: integer}\n' + rule('assert: "self.above > 0"')
    assert slugs(context([], [order(1, "after: O-9\n")], above)) == []


def test_both_stages_and_the_messages_are_at_hand() -> None:
    staged = rule("""assert: "stage == 'open' && oldStage == 'open' && messages == ['why']" """)
    before, after = [order(1)], [order(1, "name: x\n")]
    assert slugs(context(before, after, staged, ("why",))) == []
    assert slugs(context(before, after, staged)) == ["order.change"]


def test_since_keeps_a_rule_off_older_records() -> None:
    late = rule('since: 2026-03-01, assert: "false"')
    assert slugs(context([], [order(1, day="2026-02-28")], late)) == []
    assert slugs(context([], [order(1, day="2026-03-01")], late)) == ["order.change"]
