from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.registers.build import compile_registers
from tests.company import DOCUMENT
from tests.company import ROOT
from tests.company import Company
from tests.company import checked
from tests.company import repository
from tests.shop import book
from tests.shop import opened
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Callable

    from docctl.registers.table import Table
    from docctl.rules.engine import Check
    from docctl.violation import Violation

REGISTER = """\
id: G-99
title: Orders
x-zh: 订单表
x-help: {en: All orders., zh: 全部订单。}
rows: {type: order, view: working, where: "state != 'closed'"}
columns:
  - {key: number, title: Number, x-zh: 编号, value: "id", kind: ref}
  - {key: count, title: Count, x-zh: 数量, value: "self.count", kind: int}
  - {key: floor, title: Floor, x-zh: 底价, value: "cfg.floor"}
sort: [-count]
aggregate:
  - {key: orders, op: count, title: Orders, x-zh: 条数}
  - {key: total, op: sum, of: count}
"""
EACH = """\
id: G-98
title: Lines
x-zh: 明细
rows: {type: order, view: working, each: self.lines}
columns:
  - {key: number, title: Number, x-zh: 编号, value: id}
  - {key: price, title: Price, x-zh: 单价, value: item.price}
"""
LET = """\
id: G-96
title: Halves
x-zh: 半数
rows:
  type: order
  view: working
  let: {half: self.count / 3, more: half + cfg.floor}
  where: "!has(self.count) || half > 1"
columns:
  - {key: number, title: Number, x-zh: 编号, value: id}
  - {key: half, title: Half, x-zh: 半数, value: half}
  - {key: more, title: More, x-zh: 更多, value: more}
"""


def table(check: Check, name: str, day: str) -> Table:
    problems: list[Violation] = []
    registers = compile_registers(check.book.schemas, check.book.compiler, problems)
    assert problems == []
    return registers[name].table(check.host, check.approvals, day)


def rows(text: str, day: str = "2026-02-01") -> tuple[tuple[Any, ...], ...]:
    records = [
        order(1, "count: 3\nlines: [{price: 5}, {price: 7}]\n"),
        order(2, "count: 9\n"),
        order(3),
        order(4, "count: 5\n", status="closed"),
        order(5, "count: 5\nunknown: 1\n"),
        order(6, "count: 5\nvoided: {reason: typo}\n"),
    ]
    name = text.partition("\n")[0].removeprefix("id: ")
    check, _ = opened(book(**{f"registers__{name}": text})[0], *records)
    return table(check, name, day).rows


def test_rows_are_sorted_and_what_cannot_be_worked_out_is_empty() -> None:
    assert rows(REGISTER) == (("O-3", "", 10), ("O-2", 9, 10), ("O-1", 3, 10))
    assert rows(REGISTER, "2026-07-01")[0] == ("O-3", "", 20)


def test_each_gives_a_row_for_every_item() -> None:
    assert rows(EACH) == (("O-1", 5), ("O-1", 7))


def test_a_value_is_named_once_and_what_uses_one_that_cannot_be_worked_out_is_empty() -> None:
    assert rows(LET) == (("O-2", 3, 13), ("O-3", "", ""))
    assert rows(LET.replace("!has(self.count) || ", "")) == (("O-2", 3, 13),)


def test_totals_leave_out_what_is_empty() -> None:
    check, _ = opened(book(**{"registers__G-99": REGISTER})[0], order(1, "count: 3\n"), order(2))
    found = table(check, "G-99", "2026-02-01")
    assert [(title.en, value) for title, value in found.summary] == [("Orders", 2), ("total", 3)]
    assert (found.title.zh, found.help.en, found.as_of) == ("订单表", "All orders.", "2026-02-01")
    assert [(c.key, c.kind) for c in found.columns] == [("number", "ref"), ("count", "int"), ("floor", "text")]


def test_a_column_knows_the_field_that_it_repeats_or_the_words_that_it_lists() -> None:
    labelled = """value: "self.count > 3 ? '多' : '少'", x-labels: {多: many, 少: few}}"""
    text = REGISTER.replace('value: "cfg.floor"}', labelled)
    check, _ = opened(book(**{"registers__G-99": text})[0], order(1, "count: 3\n"))
    number, count, floor = table(check, "G-99", "2026-02-01").columns
    assert number.schema == {}
    assert count.schema["type"] == "integer"
    assert floor.schema == {"enum": ["多", "少"], "x-labels": {"多": "many", "少": "few"}}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (REGISTER.replace("self.count", "self.coumt"), "RULE_FIELD", 8),
        (LET.replace("half: self.count / 3", "half: self.coumt"), "RULE_FIELD", 7),
        (LET.replace("half: self.count / 3", "half: more"), "RULE_SYNTAX", 7),
    ],
)
def test_what_does_not_compile_is_a_problem_of_the_schemas(text: str, code: str, line: int) -> None:
    name = text.partition("\n")[0].removeprefix("id: ")
    made, _ = book(**{f"registers__{name}": text})
    problems: list[Violation] = []
    assert compile_registers(made.schemas, made.compiler, problems) == {}
    assert [(v.code, v.position.line) for v in problems] == [(code, line)]


def test_a_document_is_listed_from_its_effective_date_on() -> None:
    company = Company()
    company.issue()
    company.write("A/1", "2026-09-01")
    check = company.check
    assert table(check, "G-01", "2026-02-28").rows == ()
    assert [row[:4] for row in table(check, "G-01", "2026-03-01").rows] == [
        (DOCUMENT, "Test procedure", "A/0", "2026-03-01")
    ]


@pytest.mark.parametrize("day", ["2026-06-30", "2026-11-22"])
@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "schemas/registers").glob("*.yaml")))
def test_registers_of_the_example_company(name: str, day: str, golden: Callable[[str, str | bytes], None]) -> None:
    check, _ = checked(repository("records/", "schemas/"))
    found = table(check, name, day)
    lines = [[column.key for column in found.columns], *found.rows]
    golden(f"registers/{name}-{day}.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def test_the_state_of_a_document_is_that_of_the_day() -> None:
    company = Company()
    text = """\
id: G-97
title: Documents
x-zh: 文件
rows: {type: controlled-document, view: working}
columns: [{key: state, title: State, x-zh: 状态, value: state, kind: status}]
"""
    company.files["schemas/registers/G-97.yaml"] = text.encode()
    assert table(company.check, "G-97", "2026-02-28").rows == (("draft",),)
    company.issue()
    assert table(company.check, "G-97", "2026-02-28").rows == (("pending",),)
    assert table(company.check, "G-97", "2026-03-01").rows == (("effective",),)
