from __future__ import annotations

import pytest

from docctl.violation import Severity
from tests import company
from tests.company import Company
from tests.shop import COMMON
from tests.shop import LIFECYCLE
from tests.shop import book
from tests.shop import opened
from tests.shop import order
from tests.shop import violations

RULE = """x-rules:
  - {id: R-100, slug: order.big, when: "has(self.count)", assert: "self.count >= 10", at: /count,
     message: {en: "count {self.count} is low", zh: 数量}}
"""
READS = """x-rules:
  - {id: R-101, slug: order.after, when: "has(self.after)", assert: "ref(self.after).count > 3",
     message: {en: "too early", zh: 太早}}
"""


def test_a_rule_says_where_and_what_with_the_values() -> None:
    assert violations([order(1, "count: 5\n"), order(2, "count: 10\n"), order(3)], RULE) == [
        "O-1 R-100 /count: count 5 is low"
    ]


def test_a_faulty_record_gets_no_rules_and_every_other_is_judged_in_full() -> None:
    found = violations([order(1, "count: 5\nunknown: 1\n"), order(2, "count: 6\n")], RULE)
    assert [line.split()[:2] for line in found] == [["O-1", "FIELD_UNKNOWN"], ["O-2", "R-100"]]


@pytest.mark.parametrize("broken", ["count: many\n", "count: [\n"])
def test_references_to_a_faulty_record_resolve_and_rules_that_read_it_are_skipped(broken: str) -> None:
    found = violations(
        [order(1, broken), order(2, "after: O-1\n"), order(3, "count: 2\n"), order(4, "after: O-3\n")], READS
    )
    assert [line.split()[:2] for line in found if line.startswith("O-")][-1] == ["O-4", "R-101"]
    assert not any(line.startswith("O-2") for line in found)


def test_a_rule_that_reads_a_missing_record_is_skipped_for_that_is_reported_already() -> None:
    found = violations([order(1, "after: O-9\n")], READS)
    assert [line.split()[:3] for line in found] == [["O-1", "R-050", "/after:"]]


def test_a_computed_field_that_fails_leaves_only_the_rules_that_read_it_without_verdict() -> None:
    rules = RULE + (
        '  - {id: R-102, slug: order.total, assert: "self.total >= 0", message: {en: a, zh: b}}\n'
        '  - {id: R-103, slug: order.name, assert: "has(self.name)", message: {en: unnamed, zh: b}}\n'
    )
    found = violations([order(1, "count: 5\n")], rules)
    assert sorted(line.split()[1] for line in found) == ["R-100", "R-102", "R-103"]
    assert "could not be judged" in next(line for line in found if "R-102" in line)


def test_a_computed_field_about_a_faulty_record_skips_the_rules_that_read_it() -> None:
    type_with = """  above: {x-computed: "ref(self.after).count", type: integer}
x-rules:
  - {id: R-104, slug: order.above, assert: "self.above > 3", message: {en: low, zh: 低}}
  - {id: R-103, slug: order.name, assert: "has(self.name)", message: {en: unnamed, zh: b}}
"""
    found = violations([order(1, "count: many\n"), order(2, "after: O-1\n")], type_with)
    assert [line.split()[1] for line in found if line.startswith("O-2")] == ["R-103"]


def test_since_keeps_a_rule_off_older_records() -> None:
    rules = RULE.replace("slug: order.big,", "slug: order.big, since: 2026-03-01,")
    early, late = order(1, "count: 5\n", "2026-02-28"), order(2, "count: 5\n", "2026-03-01")
    assert [line.split()[0] for line in violations([early, late], rules)] == ["O-2"]


def test_parameters_hold_on_the_day_of_the_record() -> None:
    rules = """x-rules:
  - {id: R-105, slug: order.floor, assert: "self.count >= cfg.floor", message: {en: "below {cfg.floor}", zh: 低}}
"""
    records = [order(1, "count: 15\n", "2026-06-30"), order(2, "count: 15\n", "2026-07-01")]
    assert violations(records, rules) == ["O-2 R-105 : below 20"]


def test_only_named_records_are_reported() -> None:
    made, _ = book(RULE)
    check, _ = opened(made, order(1, "count: 1\nname: x\n"), order(2, "count: 1\nname: X\n"), order(3, "count: 1\n"))
    assert {v.record for v in check.run(frozenset({"O-2"}))} == {"O-2"}
    assert {v.code for v in check.run(frozenset({"O-2"}))} == {"R-100", "NOT_UNIQUE"}


def test_the_order_of_files_changes_nothing() -> None:
    records = [order(n, f"count: {n}\nname: n{n % 3}\nafter: O-{n + 1}\n") for n in range(1, 8)]
    made, _ = book(RULE + READS.removeprefix("x-rules:\n"))
    results = []
    for arranged in (records, records[::-1], records[3:] + records[:3]):
        check, _ = opened(made, *arranged)
        results.append(sorted(check.run(), key=lambda violation: violation.order))
    assert results[0] == results[1] == results[2]
    assert len(results[0]) > 5


def test_two_libraries_of_one_rulebook_do_not_mix() -> None:
    made, _ = book(READS)
    first, _ = opened(made, order(1, "count: 1\n"), order(2, "after: O-1\n"))
    second, _ = opened(made, order(1, "count: 9\n"), order(2, "after: O-1\n"))
    expected = [["R-101"], [], ["R-101"], []]
    assert [[v.code for v in check.run()] for check in (first, second, first, second)] == expected
    mixed = zip(first.run(), [*second.run(), None], strict=False)
    assert [one.code for one, _ in mixed] == ["R-101"]


def test_a_host_refuses_a_library_of_other_schemas_and_one_that_was_never_opened() -> None:
    made, _ = book()
    other, _ = book(READS)
    check, _ = opened(made)
    foreign, _ = opened(other)
    with pytest.raises(ValueError, match="one set of schemas"):
        made.open(foreign.library)
    with pytest.raises(ValueError, match="never opened"):
        check.host.turn_to(foreign.library)


def test_a_rule_that_does_not_compile_is_a_problem_of_the_schemas() -> None:
    made, problems = book(RULE.replace("self.count >= 10", "self.coumt >= 10"))
    assert [v.code for v in problems] == ["RULE_FIELD"]
    assert made.rules["order"] == []


def test_rules_of_an_approved_document_are_warnings_until_its_next_revision() -> None:
    signed = Company()
    rule = '      en: "number {number} follows none'
    assert rule.encode() in signed.files["schemas/types/controlled-document.yaml"]
    signed.edit("schemas/parameters.yaml", "'^[A-Z]{2,4}-(QM|QP|WI|WP)-[A-Z]{2}[0-9]{3}$'", "'^NEVER-[0-9]{3}$'")
    draft = [v for v in signed.check.run(frozenset({company.DOCUMENT})) if v.code == "R-003"]
    assert [v.severity for v in draft] == [Severity.ERROR]
    signed.issue()
    approved = [v for v in signed.check.run(frozenset({company.DOCUMENT})) if v.code == "R-003"]
    assert [v.severity for v in approved] == [Severity.WARNING]


def test_a_rule_of_a_profile_that_is_not_used_is_not_compiled() -> None:
    made, problems = book(RULE.replace("slug: order.big,", "slug: order.big, x-profile: [group],"))
    assert problems == []
    assert made.rules["order"] == []


def test_a_common_rule_that_is_wrong_for_every_type_is_reported_once() -> None:
    wrong = 'x-rules:\n  - {id: R-110, slug: all.wrong, assert: "1 +", message: {en: a, zh: b}}\n'
    _, problems = book(common=COMMON + wrong)
    assert [v.code for v in problems] == ["RULE_SYNTAX"]


def test_statements_of_other_documents_are_left_out() -> None:
    signed = Company()
    signed.issue()
    signed.files[signed.folder() + "notes.txt"] = b"x"
    check = signed.check
    assert [v.slug for v in check.run(frozenset({"P-001"}))] == []
    assert [v.slug for v in check.run(frozenset({company.DOCUMENT})) if v.code == "STATEMENT_FILE"] != []


def test_a_rule_whose_when_does_not_hold_is_spared_a_computed_field_that_fails() -> None:
    rules = """x-rules:
  - {id: R-102, slug: order.total, when: "has(self.lines)", assert: "self.total > 0", message: {en: a, zh: b}}
"""
    assert violations([order(1), order(2, "lines: [{price: 0}]\n")], rules) == ["O-2 R-102 : a"]


def test_a_state_follows_from_the_day_where_the_lifecycle_derives_one() -> None:
    derived = (
        LIFECYCLE
        + """\
derived:
  - {state: late, title: Late, x-zh: 逾期, when: "state == 'open' && self.due_on < today"}
  - {state: soon, title: Soon, x-zh: 临期, when: "has(self.due_on) && addDays(today, cfg.floor) > self.due_on"}
"""
    )
    made, problems = book(lifecycles__order=derived)
    assert problems == []
    check, _ = opened(made, order(1, "due_on: 2026-07-10\n"), order(2), order(3, "due_on: 2026-07-10\nx: 1\n"))
    records = check.library.records
    days = ("2026-06-30", "2026-07-01", "2026-07-11")
    assert [check.derived_state(records["O-1"], day) for day in days] == ["", "soon", "late"]
    assert [check.derived_state(records[name], "2026-07-11") for name in ("O-2", "O-3", "P-1")] == ["", "", ""]
