"""A tiny set of schemas and records for tests of rules, lifecycles, due items and registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library import load_library
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.rules.engine import Check
    from docctl.violation import Violation

COMMON = """\
$defs:
  signoff:
    type: object
    required: [person, role, date]
    properties: {person: {type: string, x-ref: [person]}, role: {type: string}, date: {type: string, format: date}}
properties:
  id: {type: string}
  type: {type: string}
  created_on: {type: string, format: date}
  owner_department: {type: string}
  voided: {type: object, properties: {reason: {type: string}}}
required: [id, type]
x-signoffs: {}
"""
ORDER = """\
x-type: order
title: Order
x-zh: 订单
x-id: {pattern: "^O-[0-9]{1,5}$"}
x-lifecycle: order
properties:
  name:
    type: string
    title: Name
    x-zh: 名称
    x-unique: {within: [area], normalise: [nfkc, casefold, no-space]}
  area: {type: string}
  after: {type: string, x-ref: [order], title: After, x-zh: 前单, x-sources: [R-050]}
  parts: {type: array, items: {type: string, x-ref: [order, person]}}
  lines: {type: array, items: {type: object, properties: {price: {type: integer}}}}
  due_on: {type: string, format: date}
  count: {type: integer}
  files:
    type: array
    items: {type: object, required: [path, sha256], properties: {path: {type: string}, sha256: {type: string}}}
  confirmed_by: {$ref: "docctl:common#/$defs/signoff", title: Confirmed by, x-zh: 确认}
  checked_by: {type: array, items: {$ref: "docctl:common#/$defs/signoff"}}
  total: {x-computed: "sum(self.lines.map(l, l.price))", type: integer}
"""
PERSON = """\
x-type: person
title: Person
x-zh: 人员
x-id: {pattern: "^P-[0-9]$"}
properties:
  name: {type: string}
  roles:
    type: array
    items:
      type: object
      required: [role, from]
      properties:
        role: {type: string}
        from: {type: string, format: date}
        until: {type: string, format: date}
        department: {type: string}
  departments:
    type: array
    items: {type: object, properties: {department: {type: string}, from: {type: string, format: date}}}
"""
DEPARTMENT = """\
x-type: department
title: Department
x-zh: 部门
x-id: {pattern: "^[A-Z]+$"}
properties: {name: {type: string}}
"""
LIFECYCLE = """\
kind: field
initial: open
states:
  open: {title: Open, x-zh: 打开}
  confirmed: {title: Confirmed, x-zh: 已确认, requires: [{fields: [confirmed_by], x-sources: [R-060]}]}
  checked: {title: Checked, x-zh: 已检查, requires: [{fields: [due_on], when: "self.count > 1"}]}
  closed: {title: Closed, x-zh: 已关闭, final: true}
transitions:
  - name: confirm
    title: Confirm
    x-zh: 确认
    from: [open]
    to: confirmed
    signs: confirmed_by
    signed_by:
      - {role: head, department: "self.?area.orValue('')", x-sources: [R-061]}
      - {role: director, when: "self.count > 5"}
  - name: check
    from: [confirmed]
    to: checked
    signs: checked_by
    signed_by: [{role: clerk}]
    distinct_from: [{transition: confirm, x-sources: [R-062]}, {transition: check}]
  - {name: close, from: [checked], to: closed}
"""
SCHEMAS = {
    "schemas/common.yaml": COMMON,
    "schemas/types/order.yaml": ORDER,
    "schemas/types/person.yaml": PERSON,
    "schemas/types/department.yaml": DEPARTMENT,
    "schemas/lifecycles/order.yaml": LIFECYCLE,
    "schemas/roles.yaml": """\
roles:
  head: {title: Head, x-zh: 负责人}
  director: {title: Director, x-zh: 总监}
  clerk: {title: Clerk, x-zh: 文员}
departments: {}
""",
    "schemas/parameters.yaml": """\
floor: {value: [{from: 2026-01-01, value: 10}, {from: 2026-07-01, value: 20}], title: Floor, x-zh: 底价}
timezone: {value: Asia/Shanghai, title: Time zone, x-zh: 时区}
warn: {value: 7, title: Warn, x-zh: 提醒}
""",
}
PEOPLE = {
    "records/person/P-1.yaml": "id: P-1\ntype: person\nroles: [{role: head, from: 2026-01-01, department: QA}]\n"
    "departments: [{department: QA, from: 2026-01-01}]\n",
    "records/person/P-2.yaml": "id: P-2\ntype: person\nroles: [{role: clerk, from: 2026-01-01, until: 2026-06-30}]\n",
    "records/department/QA.yaml": "id: QA\ntype: department\n",
}


def order(number: int, text: str = "", day: str = "2026-02-01", status: str = "open") -> dict[str, str]:
    """One order file."""
    head = f"id: O-{number}\ntype: order\nstatus: {status}\ncreated_on: {day}\n"
    return {f"records/order/O-{number}.yaml": head + text}


def book(rules: str = "", **schemas: str) -> tuple[Rulebook, list[Violation]]:
    """The rules of the shop with further keywords on the type of orders, and what is wrong with them."""
    changed = {f"schemas/{name.replace('__', '/')}.yaml": text for name, text in schemas.items()}
    files = {**SCHEMAS, "schemas/types/order.yaml": ORDER + rules, **changed}
    loaded, problems = load_schemas(Snapshot.of_files({path: text.encode() for path, text in files.items()}))
    made = Rulebook(loaded)
    return made, [*problems, *made.problems]


def opened(made: Rulebook, *records: Mapping[str, str]) -> tuple[Check, list[Violation]]:
    """The rules over people and some records, and what is wrong with the place and shape of these."""
    files = {path: text.encode() for part in (PEOPLE, *records) for path, text in part.items()}
    library, problems = load_library(Snapshot.of_files(files), made.schemas)
    return made.open(library), problems


def violations(records: Iterable[Mapping[str, str]], rules: str = "", **schemas: str) -> list[str]:
    """What a check says of some records: record, code, place and sentence."""
    made, problems = book(rules, **schemas)
    assert not problems, [(v.path, v.position, v.message.en) for v in problems]
    check, faults = opened(made, *records)
    found = sorted([*faults, *check.run()], key=lambda violation: violation.order)
    return [f"{v.record} {v.code} {v.pointer}: {v.message.en}" for v in found]
