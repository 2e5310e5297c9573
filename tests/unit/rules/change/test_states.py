from __future__ import annotations

from docctl.library import load_library
from docctl.rules.change import ChangeContext
from docctl.snapshot import Snapshot
from tests.changed_shop import ENVELOPE
from tests.changed_shop import context
from tests.changed_shop import said
from tests.changed_shop import slugs
from tests.shop import LIFECYCLE
from tests.shop import book
from tests.shop import opened
from tests.shop import order

SIGNED = "area: QA\ncount: 1\nconfirmed_by: {person: P-1, role: head, date: 2026-02-01}\n"
CONDITION = LIFECYCLE.replace(
    "{name: close, from: [checked], to: closed}",
    """{name: close, from: [checked], to: closed, requires: ["self.count == 1"]}
  - {name: drop, title: Drop, x-zh: 取消, from: [open, confirmed], to: closed, requires: [CONDITION]}""",
)


def with_condition(condition: str) -> str:
    return CONDITION.replace("CONDITION", condition)


def moved(old: str, new: str, text: str = SIGNED, lifecycle: str = LIFECYCLE, was: str | None = None) -> list[str]:
    before = [order(1, text if was is None else was, status=old)]
    return slugs(context(before, [order(1, text, status=new)], lifecycles__order=lifecycle))


def test_a_step_that_the_lifecycle_knows_is_legal() -> None:
    assert moved("open", "confirmed") == []
    assert moved("confirmed", "checked") == []


def test_a_squash_of_honest_steps_is_legal() -> None:
    assert moved("open", "checked") == []
    assert moved("open", "closed") == []


def test_there_is_no_way_back() -> None:
    (line,) = said(context([order(1, SIGNED, status="checked")], [order(1, SIGNED, status="confirmed")]))
    assert line == "O-1 status-path /status: no steps lead from Checked to Confirmed"
    assert moved("confirmed", "open") == ["status-path /status"]


def test_a_final_state_is_left_by_nobody_whatever_the_steps_say() -> None:
    reopening = LIFECYCLE + "  - {name: reopen, from: [closed], to: open}\n"
    assert moved("closed", "open", lifecycle=reopening) == ["status-final /status"]


def test_every_state_on_the_way_needs_its_fields() -> None:
    assert moved("open", "checked", "count: 1\n") == ["state-requires /confirmed_by"]
    assert moved("open", "closed", SIGNED.replace("count: 1", "count: 2")) == ["state-requires /due_on"]


def test_another_way_that_can_be_gone_is_enough() -> None:
    lifecycle = with_condition('"self.count < 3"')
    assert moved("open", "closed", "count: 1\n", lifecycle) == []
    assert moved("open", "closed", SIGNED.replace("count: 1", "count: 4\ndue_on: 2026-03-01"), lifecycle) == [
        "status-requires /status"
    ]


def test_a_condition_may_compare_with_what_was_before() -> None:
    lifecycle = with_condition('"!isNew && self.count == old.count"')
    assert moved("open", "closed", "count: 3\n", lifecycle) == []
    assert moved("open", "closed", "count: 3\n", lifecycle, was="count: 2\n") == ["status-requires /status"]


def test_a_condition_says_what_it_means() -> None:
    entry = (
        '{assert: "self.count < 1", message: {en: "{self.count} of {id} are too many", zh: 太多}, x-sources: [R-070]}'
    )
    before, after = [order(1, "count: 3\n")], [order(1, "count: 3\n", status="closed")]
    found = context(before, after, lifecycles__order=with_condition(entry))
    assert said(found) == ["O-1 status-requires /status: step Drop: 3 of O-1 are too many"]


def test_a_condition_that_cannot_be_judged_is_not_met() -> None:
    assert moved("open", "closed", "", with_condition('"self.count < 1"')) == ["status-requires /status"]
    lifecycle = with_condition('"ref(self.after).count > 1"')
    assert moved("open", "closed", "after: O-9\n", lifecycle) == ["status-requires /status"]


def begun(status: str, text: str, lifecycle: str = LIFECYCLE) -> list[str]:
    return slugs(context([], [order(1, text, status=status)], lifecycles__order=lifecycle))


def test_a_new_record_begins_in_its_first_state_or_went_on_from_it_in_the_same_change() -> None:
    assert begun("open", "") == []
    assert begun("checked", SIGNED) == []
    assert begun("checked", "count: 2\n") == [
        "state-requires /confirmed_by",
        "state-requires /due_on",
        "status-initial /status",
    ]
    assert begun("checked", "count: 2\n", LIFECYCLE + "create: any\n") == []


def test_a_new_record_meets_the_conditions_of_the_steps_it_went() -> None:
    assert begun("closed", "count: 3\n", with_condition('"isNew"')) == []
    assert begun("closed", "count: 3\n", with_condition('"!isNew"')) == [
        "status-initial /status",
        "status-requires /status",
    ]


def test_faulty_records_are_not_judged() -> None:
    assert slugs(context([order(1, "x: 1\n", status="checked")], [order(1)])) == []
    assert slugs(context([order(1, status="checked")], [order(1, "x: 1\n")])) == []


def test_types_without_states_are_free() -> None:
    person = "id: P-7\ntype: person\n"
    before, after = {"records/person/P-7.yaml": person}, {"records/person/P-7.yaml": person + "name: x\n"}
    assert slugs(context([before], [after])) == []


def test_what_a_library_begins_with_is_older_than_its_rules() -> None:
    made, _ = book(common=ENVELOPE)
    nothing, _ = load_library(Snapshot.of_files({}), made.schemas)
    founded = ChangeContext(made.open(nothing), opened(made, order(1, SIGNED, status="confirmed"))[0])
    assert slugs(founded) == []


def test_what_a_state_needs_is_asked_of_the_state_alone() -> None:
    asked = LIFECYCLE.replace('when: "self.count > 1"', 'when: "old.count > 1"')
    assert [problem.code for problem in book(lifecycles__order=asked)[1]] == ["RULE_VARIABLE"]
