from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.due import compile_dues
from docctl.due import due_items
from tests.company import DOCUMENT
from tests.company import Company
from tests.company import checked
from tests.company import repository
from tests.shop import book
from tests.shop import opened
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.due import DueItem
    from docctl.rules.engine import Check
    from docctl.violation import Violation

DUE = """x-due:
  - {id: R-200, slug: order.due, when: "state == 'open' && has(self.due_on)", due: "self.due_on", warn: "cfg.warn",
     owner: "self.?area.orValue('')", done: "self.?count.orValue(0) > 9",
     message: {en: "{id} is due on {due}", zh: "{id} {due}"}}
"""


def items(check: Check, day: str) -> list[DueItem]:
    problems: list[Violation] = []
    rules = compile_dues(check.book.schemas, check.book.compiler, problems)
    assert problems == []
    return due_items(rules, check.library, check.host, check.approvals, day)


def found(day: str, *records: Mapping[str, str], rules: str = DUE) -> list[tuple[str, str, str]]:
    check, _ = opened(book(rules)[0], *records)
    return [(item.record, item.due, item.state) for item in items(check, day)]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-03-02", "ok"), ("2026-03-03", "due"), ("2026-03-10", "due"), ("2026-03-11", "overdue")],
)
def test_a_duty_is_announced_within_its_warning_time_and_overdue_the_day_after(day: str, state: str) -> None:
    assert found(day, order(1, "due_on: 2026-03-10\n")) == [("O-1", "2026-03-10", state)]


def test_what_is_done_voided_faulty_or_in_another_state_is_not_due() -> None:
    late = "due_on: 2026-03-10\n"
    records = [
        order(1, late + "count: 10\n"),
        order(2, late + "voided: {reason: typo}\n"),
        order(3, late + "unknown: 1\n"),
        order(4, late, status="closed"),
        order(5),
    ]
    assert found("2026-03-11", *records) == []


def test_the_most_urgent_duty_comes_first() -> None:
    records = [order(n, f"due_on: 2026-03-{day}\n") for n, day in ((1, 20), (2, 10), (3, 10))]
    assert [name for name, _, _ in found("2026-03-01", *records)] == ["O-2", "O-3", "O-1"]


@pytest.mark.parametrize(
    ("text", "owner", "department"),
    [
        ("area: QA\n", "QA", "QA"),
        ("area: P-1\n", "P-1", "QA"),
        ("area: nobody\nowner_department: RD\n", "nobody", "RD"),
        ("owner_department: RD\n", "", "RD"),
    ],
)
def test_an_owner_belongs_to_a_department(text: str, owner: str, department: str) -> None:
    check, _ = opened(book(DUE)[0], order(1, "due_on: 2026-03-10\n" + text))
    (item,) = items(check, "2026-03-11")
    assert (item.owner, item.department, item.message.en) == (owner, department, "O-1 is due on 2026-03-10")


def test_each_let_and_done_at() -> None:
    rules = """x-due:
  - {id: R-201, slug: order.lines, each: "self.lines", let: {p: "item.price"}, when: "p > 5", due: "addDays(today, p)",
     done_at: "self.?name.orValue('')", message: {en: "{item.price}", zh: 价}}
"""
    lines = "lines: [{price: 5}, {price: 6}, {price: 7}]\n"
    assert found("2026-03-01", order(1, lines), rules=rules) == [
        ("O-1", "2026-03-07", "ok"),
        ("O-1", "2026-03-08", "ok"),
    ]
    assert found("2026-03-01", order(1, lines + "name: done\n"), rules=rules) == []


def test_a_duty_that_cannot_be_worked_out_is_due_today_and_says_why() -> None:
    rules = DUE.replace(" && has(self.due_on)", "")
    check, _ = opened(book(rules)[0], order(1))
    (item,) = items(check, "2026-03-11")
    assert (item.due, item.state) == ("2026-03-11", "due")
    assert "order.due could not be judged: field due_on is absent" in item.message.en


def test_a_duty_about_a_faulty_record_has_no_verdict() -> None:
    rules = DUE.replace('due: "self.due_on"', 'due: "ref(self.after).due_on"').replace(
        "has(self.due_on)", "has(self.after)"
    )
    assert found("2026-03-11", order(1, "after: O-2\n"), order(2, "unknown: 1\n"), rules=rules) == []


def test_parameters_are_those_of_the_day_that_is_asked_about() -> None:
    rules = DUE.replace("cfg.warn", "cfg.floor")
    assert found("2026-06-30", order(1, "due_on: 2026-07-15\n"), rules=rules)[0][2] == "ok"
    assert found("2026-07-01", order(1, "due_on: 2026-07-15\n"), rules=rules)[0][2] == "due"


def test_what_does_not_compile_is_a_problem_of_the_schemas() -> None:
    made, _ = book(DUE.replace('self.due_on"', 'self.due_no"').replace("{due}", "{dew}"))
    problems: list[Violation] = []
    assert compile_dues(made.schemas, made.compiler, problems) == []
    assert [v.code for v in problems] == ["RULE_FIELD"]
    made, _ = book(DUE.replace("{due}", "{dew}"))
    problems = []
    compile_dues(made.schemas, made.compiler, problems)
    assert {v.code for v in problems} == {"RULE_MESSAGE"}
    made, _ = book(DUE.replace("{due}", "{self.due_no}"))
    problems = []
    compile_dues(made.schemas, made.compiler, problems)
    assert {v.code for v in problems} == {"RULE_FIELD"}


def test_a_document_has_the_duties_of_its_revision_in_force_whatever_became_of_its_draft() -> None:
    company = Company()
    company.issue()
    (expected,) = [i for i in items(company.check, "2026-12-01") if i.record == DOCUMENT]
    assert (expected.due, expected.state) == ("2027-03-01", "ok")
    company.files[company.path] = b"---\nid: [\n---\n"
    assert [i for i in items(company.check, "2026-12-01") if i.record == DOCUMENT] == [expected]
    del company.files[company.path]
    assert [i for i in items(company.check, "2026-12-01") if i.record == DOCUMENT] == [expected]
    assert [i for i in items(company.check, "2026-02-28") if i.record == DOCUMENT] == []


def test_the_example_company_has_its_duties() -> None:
    check, _ = checked(repository("records/", "schemas/"))
    states = {item.state for item in items(check, "2026-11-22")}
    assert states <= {"ok", "due", "overdue"}
    assert [i.due for i in items(check, "2026-11-22")] == sorted(i.due for i in items(check, "2026-11-22"))
