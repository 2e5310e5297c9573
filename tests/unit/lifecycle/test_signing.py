from __future__ import annotations

from docctl.lifecycle.signing import distinct
from docctl.lifecycle.signing import signers
from tests.shop import LIFECYCLE
from tests.shop import book


def test_those_may_sign_whose_condition_holds_within_their_department() -> None:
    made, _ = book()
    bound = made.lifecycles["order"]
    confirm = bound.lifecycle.transition("confirm")
    assert confirm is not None
    everybody = signers(bound, confirm, lambda _condition: "QA")
    assert [(s.role, s.department, s.sources) for s in everybody] == [("head", "QA", ("R-061",)), ("director", "", ())]
    assert signers(bound, confirm, lambda _condition: "") == []


def test_other_signers_are_named_where_their_condition_holds() -> None:
    made, _ = book()
    bound = made.lifecycles["order"]
    check = bound.lifecycle.transition("check")
    assert check is not None
    found = list(distinct(bound, check, lambda _condition: True))
    assert [(d.transition, d.sources) for d in found] == [("confirm", ("R-062",)), ("check", ())]
    sometimes = LIFECYCLE.replace("{transition: check}", "{transition: check, when: self.count > 1}")
    bound = book(lifecycles__order=sometimes)[0].lifecycles["order"]
    assert [d.transition for d in distinct(bound, check, lambda _condition: False)] == ["confirm"]
