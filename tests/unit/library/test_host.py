from __future__ import annotations

import pytest

from docctl.expressions.environment import SkipRule
from docctl.library.host import LibraryHost
from tests.shop import book
from tests.shop import opened
from tests.shop import order
from tests.shop import violations


def rule(expression: str) -> str:
    """A rule about the first record."""
    text = expression.replace('"', '\\"')
    head = "x-rules:\n  - {id: R-100, slug: order.rule, when: \"id == 'O-1'\", "
    return f'{head}assert: "{text}", message: {{en: said, zh: 说}}}}\n'


def holds(expression: str, *records: dict[str, str]) -> bool:
    """Whether an expression about the first record holds; every other way it could end fails the test."""
    found = violations(records, rule(expression))
    assert found in ([], ["O-1 R-100 : said"])
    return not found


FIRST = order(1, "name: a\ncount: 3\nlines: [{price: 5}, {price: 6}]\n")
OTHERS = [
    order(2, "after: O-1\ncount: 4\ndue_on: 2026-03-01\n"),
    order(3, "after: O-1\ncount: 9\ndue_on: 2026-02-01\n"),
    order(4, "count: 1\nlines: [{price: 1}]\n"),
]


@pytest.mark.parametrize(
    "expression",
    [
        "referrers('order', 'after').map(o, o.count) == [4, 9]",
        "find('order', 'count', '3').size() == 0",
        "count('order', 'after', id) == 2",
        "latest('order', 'after', id, 'due_on').id == 'O-2'",
        "!has(latest('order', 'after', 'O-9', 'due_on').id)",
        "sumOf('order', 'after', id, 'count') == 13",
        "ref('O-4').total == 1",
        "self.total == 11",
        "role('P-1', 'head', '2026-02-01') && role('P-1', 'head', '2026-02-01', 'QA')",
        "!role('P-1', 'head', '2025-02-01')",
        "departmentOf('P-1', '2026-02-01') == 'QA'",
        "knownRole('head') && !knownRole('king')",
        "revisions(id).size() == 0",
        "workdays('2026-02-02', '2026-02-06') == 5",
        "dateOf('2026-02-01T16:00:00Z') == '2026-02-02'",
        "headings.size() == 0 && body == '' && files.size() == 0",
    ],
)
def test_functions_answer_from_the_library(expression: str) -> None:
    assert holds(expression, FIRST, *OTHERS)


@pytest.mark.parametrize(
    "expression",
    [
        "latest('order', 'after', id, 'due_on').id == 'never'",
        "sumOf('order', 'after', id, 'count') == -1",
        "referrers('order', 'after').size() == -1",
        "role('P-9', 'head', '2026-02-01')",
        "departmentOf('P-9', '2026-02-01') == 'never'",
    ],
)
def test_what_reads_a_faulty_or_missing_record_has_no_verdict(expression: str) -> None:
    found = violations([FIRST, order(2, "after: O-1\ndue_on: 2026-03-01\ncount: 4\nunknown: x\n")], rule(expression))
    assert [line.split()[1] for line in found] == ["FIELD_UNKNOWN"]


def test_a_host_without_library_compiles_and_answers_nothing() -> None:
    host = LibraryHost()
    with pytest.raises(ValueError, match="no library is open"):
        _ = host.library


def test_rows_hold_what_some_expression_reads_and_are_made_once() -> None:
    made, _ = book(
        'x-rules:\n  - {id: R-100, slug: order.rule, assert: "ref(self.after).count > 1", message: {en: a, zh: b}}\n'
    )
    check, _ = opened(made, FIRST)
    row = check.host.ref("O-1")
    assert row == {"id": "O-1", "count": 3}
    assert check.host.ref("O-1") is row
    with pytest.raises(SkipRule):
        check.host.ref("O-9")


def test_variables_are_trimmed_to_what_expressions_read() -> None:
    made, _ = book(
        'x-rules:\n  - {id: R-100, slug: order.rule, assert: "self.count >= cfg.floor", message: {en: a, zh: b}}\n'
    )
    check, _ = opened(made, FIRST)
    record = check.library.records["O-1"]
    expressions = made.rules["order"][0].expressions
    assert check.host.variables(record, *expressions) == {
        "id": "O-1",
        "self": {"id": "O-1", "count": 3},
        "cfg": {"floor": 10},
    }
