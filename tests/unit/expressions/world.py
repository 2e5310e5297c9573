"""A small library in which expressions are compiled and evaluated."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.expressions.checked import Compiler
from docctl.expressions.environment import Scope
from docctl.library import load_library
from docctl.library.host import LibraryHost
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from docctl.violation import Stop

if TYPE_CHECKING:
    from docctl.expressions.checked import Checked
    from docctl.violation import Violation

ROOT = Path(__file__).resolve().parents[3]
RECORD = "id: {id}\ntype: {type}\nschema_version: 1\n"
FILES = {
    "schemas/common.yaml": """\
properties:
  id: {type: string}
  type: {type: string}
  schema_version: {type: integer}
required: [id]
x-signoffs: {}
""",
    "schemas/parameters.yaml": (ROOT / "schemas" / "parameters.yaml").read_text(encoding="utf-8"),
    "schemas/roles.yaml": "roles: {approver: {title: Approver, x-zh: 批准人}}\ndepartments: {}",
    "schemas/types/customer.yaml": """\
x-type: customer
title: Customer
x-zh: 客户
x-id: {pattern: "^CUS-[0-9]{4}$"}
properties:
  name: {type: string, title: Name, x-zh: 名称}
  tier: {type: string}
  limit: {type: number}
  price: {type: number, x-scale: 2}
  count: {type: integer}
  bank: {type: object, title: Bank, x-zh: 银行, properties: {account: {type: string}}}
  lines:
    type: array
    items:
      type: object
      title: Line
      properties: {price: {type: integer}, to: {type: string, x-ref: [customer]}}
  tags: {type: array, items: {type: string}}
  parent: {type: string, x-ref: [customer], title: Parent}
  owner: {type: string, x-ref: [customer, person]}
  opened_at: {type: string, format: date-time}
  label: {x-computed: "self.name + '!'"}
  above: {x-computed: "ref(self.parent).name"}
""",
    "schemas/types/certificate.yaml": """\
x-type: certificate
title: Certificate
x-zh: 证照
x-id: {pattern: "^CERT-[0-9]{4}$"}
properties:
  holder: {type: string, x-ref: [customer]}
  kind: {type: string}
  number: {type: string}
  issued_on: {type: string, format: date}
""",
    "schemas/types/person.yaml": """\
x-type: person
title: Person
x-zh: 人员
x-id: {pattern: "^P-[0-9]{3}$"}
properties:
  name: {type: string}
  roles:
    type: array
    items: {type: object, properties: {role: {type: string}, department: {type: string}, from: {type: string}}}
  departments: {type: array, items: {type: object, properties: {department: {type: string}, from: {type: string}}}}
""",
    "records/customer/CUS-0001.yaml": RECORD.format(id="CUS-0001", type="customer")
    + """\
name: Example
limit: 12
price: 95
count: 3
lines: [{price: 2}, {price: 5, to: CUS-0002}]
tags: [a, b]
parent: CUS-0002
opened_at: 2026-01-01T08:00:00+08:00
""",
    "records/customer/CUS-0002.yaml": RECORD.format(id="CUS-0002", type="customer") + "name: Second\ntier: A\n",
    "records/customer/CUS-0003.yaml": RECORD.format(id="CUS-0003", type="customer") + "nmae: wrong\n",
    "records/certificate/CERT-0001.yaml": RECORD.format(id="CERT-0001", type="certificate")
    + "holder: CUS-0001\nkind: 营业执照\nnumber: N-1\nissued_on: 2026-01-01\n",
    "records/person/P-001.yaml": RECORD.format(id="P-001", type="person")
    + "name: One\nroles: [{role: approver, department: MGT, from: 2026-01-01}]\n"
    "departments: [{department: MGT, from: 2026-01-01}]\n",
}


class World:
    """The library with a compiler for it."""

    def __init__(self) -> None:
        snapshot = Snapshot.of_files({path: text.rstrip("\n") + "\n" for path, text in FILES.items()})
        self.schemas, problems = load_schemas(snapshot)
        assert problems == [], problems[0].message.en
        self.library, faults = load_library(snapshot, self.schemas)
        assert [fault.record for fault in faults] == ["CUS-0003"]
        self.host = LibraryHost()
        self.compiler = Compiler(self.host.environment, self.schemas)
        self.document = self.library.records["CUS-0001"].document

    def compile(self, text: str, subject: str | None = "customer", **extra: Any) -> Checked:
        return self.compiler.compile(text, subject, self.document, ("name",), extra)

    def evaluate(self, text: str, **more: Any) -> Any:
        """The value of an expression on CUS-0001, with further variables."""
        checked = self.compile(text, **dict.fromkeys(more))
        computed = {
            (slug, name): self.compiler.compile(source, slug, self.document, ())
            for slug, kept in self.schemas.types.items()
            for name, source in kept.computed.items()
        }
        self.host.open(self.library, self.compiler, computed)
        self.host.current = self.library.records["CUS-0001"]
        variables = self.host.variables(self.host.current, checked)
        return checked.evaluate(Scope(self.host.environment, {**variables, **more}))

    def refusal(self, text: str, subject: str | None = "customer", **extra: Any) -> Violation:
        with pytest.raises(Stop) as stop:
            self.compile(text, subject, **extra)
        return stop.value.violation


@cache
def world() -> World:
    return World()
