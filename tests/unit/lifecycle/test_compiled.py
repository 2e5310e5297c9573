from __future__ import annotations

import pytest

from tests.shop import LIFECYCLE
from tests.shop import book


def said(old: str, new: str) -> list[str]:
    assert old in LIFECYCLE
    _, problems = book(lifecycles__order=LIFECYCLE.replace(old, new))
    assert all(v.path == "schemas/lifecycles/order.yaml" and v.position.line for v in problems)
    return [f"{v.code} {v.message.en}" for v in problems]


def test_a_sound_lifecycle_is_bound_to_its_type() -> None:
    made, problems = book()
    assert problems == []
    bound = made.lifecycles["order"]
    assert bound.condition(("states", "checked", "requires", 0, "when")) is not None
    assert bound.condition(("states", "checked")) is None
    assert set(made.lifecycles) == {"order"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("fields: [due_on]", "fields: [due_no]", "due_no: is no field of order"),
        ("x-zh: 打开}", "x-zh: 打开, frozen: [nmae]}", "nmae: is no field of order"),
        ("x-zh: 打开}", "x-zh: 打开, frozen: {fields: [nmae]}}", "nmae: is no field of order"),
        ("x-zh: 打开}", "x-zh: 打开, dated_by: nmae}", "nmae: is no field of order"),
        ("signs: checked_by", "signs: checkd_by", "checkd_by: is no field of order"),
        ("signs: checked_by", "signs: name", "name: holds no person, role and date"),
        ("role: clerk", "role: clark", "clark: is no role of schemas/roles.yaml"),
        ('when: "self.count > 1"', 'when: "self.coumt > 1"', "RULE_FIELD"),
        ('when: "self.count > 5"', 'when: "self.count >"', "RULE_SYNTAX"),
        ("x-zh: 打开}", "x-zh: 打开, frozen: {fields: [name], unless: self.coumt > 1}}", "RULE_FIELD"),
        ("to: closed}", "to: closed, requires: [self.coumt > 1]}", "RULE_FIELD"),
        (
            "to: closed}",
            "to: closed, requires: [{assert: self.coumt > 1, message: {en: a, zh: b}}]}",
            "RULE_FIELD",
        ),
        (
            "to: closed}",
            "to: closed, requires: [{assert: self.count > 1, message: {en: 'of {self.coumt}', zh: b}}]}",
            "RULE_FIELD",
        ),
        (
            "to: closed}",
            "to: closed, requires: [{assert: self.count > 1, message: {en: 'of {count}', zh: b}}]}",
            "RULE_MESSAGE",
        ),
        ("transition: check}", "transition: check, when: self.coumt > 1}", "RULE_FIELD"),
        (
            "to: closed}\n",
            "to: closed}\nderived: [{state: late, title: L, x-zh: 迟, when: self.coumt > 1}]\n",
            "RULE_FIELD",
        ),
    ],
)
def test_what_no_record_could_ever_meet_is_a_problem_of_the_schemas(old: str, new: str, expected: str) -> None:
    (found,) = said(old, new)
    assert expected in found
