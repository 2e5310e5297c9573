"""A small sound library, one hostile thing laid over it, and what every entry says of the two."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from docctl.git import Entry
from docctl.git.plumbing import FILE
from docctl.guard.limits import Limits
from docctl.guard.modes import mode_problems
from docctl.guard.tree import tree_problems
from docctl.library import load_library
from docctl.registers.build import compile_registers
from docctl.rules.engine import Rulebook
from docctl.rules.personal_numbers import reserved_numbers
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.shop import PEOPLE
from tests.shop import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.violation import Violation

ORDER = "id: O-1\ntype: order\nstatus: open\ncreated_on: 2026-02-01\n"
PAGE = "---\nid: W-1\ntype: page\n---\n\n# 标题\n"
PAGE_TYPE = """\
x-type: page
title: Page
x-zh: 页面
x-path: "{id}.md"
x-body: {}
x-id: {pattern: "^W-[0-9]$"}
properties:
  phone: {type: string, x-pii: true}
  serial: {type: string, x-number: true}
"""
REGISTER = """\
id: G-01
title: Orders
x-zh: 订单清单
rows: {type: order, view: working}
columns: [{key: id, title: Number, x-zh: 编号, value: self.id}]
"""
POLICY = """\
repository: 6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44
version: 1
company: {en: Shop, zh: 商店}
base_url: https://shop.example
threshold: 1
administrators: [{id: P-1, key: ssh-ed25519 AAAA}]
reserved_numbers: [138-0000-0001]
"""
GOOD = {
    path: text.encode()
    for path, text in {
        **SCHEMAS,
        **PEOPLE,
        "schemas/types/page.yaml": PAGE_TYPE,
        "schemas/registers/G-01.yaml": REGISTER,
        "schemas/policy.yaml": POLICY,
        "records/order/O-1.yaml": ORDER,
        "records/page/W-1.md": PAGE,
        "site/pages/index.md": "# 首页\n",
    }.items()
}


@dataclass(frozen=True)
class Input:
    """Something hostile: files laid over the library, their modes, and the code that each entry must give."""

    name: str
    code: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    modes: Mapping[str, str] = field(default_factory=dict)
    follow: tuple[str, ...] = ()  # what else is wrong because of it
    guide: str = ""  # the code that the security guide gave it, where ours has another name


def attached(name: str, data: bytes, record: str = ORDER) -> dict[str, bytes]:
    """A file beside an order that names it."""
    entry = f"files:\n  - path: O-1.files/{name}\n    sha256: {hashlib.sha256(data).hexdigest()}\n"
    return {f"records/order/O-1.files/{name}": data, "records/order/O-1.yaml": (record + entry).encode()}


def judged(files: Mapping[str, bytes], modes: Mapping[str, str] | None = None) -> list[Violation]:
    """What `check` says of the good library with some files laid over it, without a repository."""
    contents = {**GOOD, **files}
    snapshot = Snapshot.of_files(contents)
    whole = [Entry(path, (modes or {}).get(path, FILE), "") for path in snapshot.paths()]
    if misplaced := list(mode_problems(whole)):
        return misplaced
    schemas, problems = load_schemas(snapshot)
    reserved = reserved_numbers(schemas.policy)
    found = list(tree_problems(snapshot, Limits.of(schemas.policy), whole=whole, reserved=reserved))
    book = Rulebook(schemas)
    broken = problems or book.problems
    compile_registers(schemas, book.compiler, broken)
    if broken:
        return [*found, *broken]
    library, faults = load_library(snapshot, schemas)
    return [*found, *faults, *book.open(library).run()]
