from __future__ import annotations

import pytest

from tests.shop import LIFECYCLE
from tests.shop import order
from tests.shop import violations

CONFIRMED = "area: QA\ncount: 1\nconfirmed_by: {person: P-1, role: head, date: 2026-02-01}\n"


def said(text: str, status: str = "confirmed", lifecycle: str = LIFECYCLE) -> list[str]:
    return violations([order(1, text, status=status)], lifecycles__order=lifecycle)


def test_a_state_needs_its_fields_and_those_of_every_state_before_it() -> None:
    assert said(CONFIRMED) == []
    (missing,) = said("count: 1\n")
    assert missing.startswith("O-1 R-060 /confirmed_by: ")
    assert "state Confirmed needs it" in missing
    assert [line.split()[2] for line in said("count: 2\n", "closed")] == ["/confirmed_by:", "/due_on:"]
    assert said("", "open") == []


def test_a_requirement_holds_only_when_its_condition_does() -> None:
    checked = CONFIRMED + "checked_by: [{person: P-2, role: clerk, date: 2026-02-02}]\n"
    assert said(checked, "checked") == []
    assert len(said(checked.replace("count: 1", "count: 2"), "checked")) == 1


def test_an_unknown_state_is_left_to_the_shape() -> None:
    assert [line.split()[1] for line in said(CONFIRMED, "nowhere")] == ["RECORD_INVALID"]


@pytest.mark.parametrize(
    ("change", "fires"),
    [
        (("role: head", "role: clerk"), True),
        (("date: 2026-02-01", "date: 2025-12-31"), True),
        (("area: QA", "area: RD"), True),
        (("area: QA\n", ""), True),
        (("P-1, role: head", "P-2, role: head"), True),
        (("P-1, role: head", "P-9, role: head"), False),
    ],
)
def test_a_sign_off_needs_a_role_held_on_its_day(change: tuple[str, str], *, fires: bool) -> None:
    found = said(CONFIRMED.replace(*change))
    assert any(line.startswith(("O-1 R-061", "O-1 SIGNOFF_ROLE")) for line in found) == fires
    assert len(found) == 1  # an unknown person is an unresolved reference and nothing else


def test_the_roles_that_may_sign_are_named() -> None:
    (found,) = said(CONFIRMED.replace("role: head", "role: clerk").replace("count: 1", "count: 6"))
    assert "Confirm needs Head of QA or Director, held on that day" in found


def test_a_sign_off_without_allowed_roles_is_refused_and_one_without_roles_at_all_is_free() -> None:
    nobody = LIFECYCLE.replace("department: \"self.?area.orValue('')\",", 'when: "false",')
    assert "needs —" in said(CONFIRMED, lifecycle=nobody)[0]
    free = LIFECYCLE.replace("    signed_by: [{role: clerk}]\n", "")
    checked = CONFIRMED + "checked_by: [{person: P-2, role: anything, date: 2026-02-02}]\n"
    assert said(checked, "checked", free) == []


def test_two_steps_are_signed_by_two_persons_and_a_list_by_different_ones() -> None:
    both = CONFIRMED + "checked_by: [{person: P-1, role: clerk, date: 2026-02-02}]\n"
    found = said(both, "checked")
    assert any("R-062 /checked_by/0/person: P-1 signed both Confirm and check" in line for line in found)
    twice = "{person: P-2, role: clerk, date: 2026-02-02}"
    found = said(CONFIRMED + f"checked_by: [{twice}, {twice}]\n", "checked")
    assert [line.split()[1:3] for line in found] == [
        ["SIGNOFF_DISTINCT", "/checked_by/0/person:"],
        ["SIGNOFF_DISTINCT", "/checked_by/1/person:"],
    ]


def test_a_condition_that_fails_is_reported_and_the_rest_is_judged() -> None:
    found = said(CONFIRMED.replace("count: 1\n", ""), "checked")
    assert all("rule order could not be judged: field count is absent" in line for line in found)
    assert len(found) == 2  # the requirement of due_on, and who may confirm


def test_a_condition_about_a_faulty_record_has_no_verdict() -> None:
    about = LIFECYCLE.replace('"self.count > 1"', '"ref(self.after).count > 1"')
    found = violations(
        [order(1, CONFIRMED + "after: O-2\n", status="checked"), order(2, "x: 1\n")], lifecycles__order=about
    )
    assert [line.split()[0] for line in found] == ["O-2"]
