"""A small company for tests: the repository's schemas, its persons, and documents signed step by step."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.act import Act
from docctl.approval.act import prepare
from docctl.approval.signature import sshsig
from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.library import load_library
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.trusted import LONG_AGO
from tests.trusted import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.approval.approvals import Approvals
    from docctl.approval.revision import Revision
    from docctl.approval.signature.sshsig import PrivateKey
    from docctl.library import Library
    from docctl.rules.engine import Check
    from docctl.violation import Violation

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = "HM-QP-WK009"
AUTHOR, REVIEWER, APPROVER = "P-007", "P-002", "P-001"
POLICY = "schemas/policy.yaml"
PARAMETERS = "schemas/parameters.yaml"
LIFECYCLE = "schemas/lifecycles/controlled-document.yaml"
TEXT = """---
id: {id}
type: controlled-document
schema_version: 1
title: Test procedure
confidentiality: 普通级
owner_department: ISO
created_on: 2026-01-08
doc_kind: 程序
doc_class: 内部文件
medium: 电子
file_type: 行政文件
issuing_department: ISO
interpreting_department: ISO
revision: {revision}
issued_on: {issued_on}
effective_on: {effective_on}
change_history:
  - revision: {revision}
    date: {issued_on}
    change_notice_no: CN-2026-009
    summary: {summary}
---

# Test procedure

## 1 目的

Testing.

## 2 适用范围

Tests.

## 3 职责

Everybody.
"""


LIST = f"""id: DL-{DOCUMENT}
type: distribution-list
schema_version: 1
title: Who receives the test procedure
status: active
confidentiality: 普通级
owner_department: ISO
created_on: 2026-01-08
document: {DOCUMENT}
departments: [ISO]
medium: 电子
"""

# The change notice that the revisions of the document name.
NOTICE = f"""id: CN-2026-009
type: document-change-request
schema_version: 1
title: The test procedure changes
status: approved
confidentiality: 普通级
owner_department: ISO
created_on: 2026-01-08
document: {DOCUMENT}
action: 修改
reason: Testing
summary: Tests
proposed_revision: A/0
notify: [ISO]
drafted_by: {{person: {AUTHOR}, role: author, date: 2026-01-08}}
approved_by: {{person: {APPROVER}, role: approver, date: 2026-01-09}}
"""

# What signing the same files in the same way gave before: most tests begin with an issued document.
_ISSUED: dict[object, dict[str, bytes]] = {}


@cache
def repository(*prefixes: str) -> dict[str, bytes]:
    """The files of this repository under some folders."""
    snapshot = Snapshot.of_worktree(str(ROOT), prefixes)
    return {path: snapshot.read(path) for path in snapshot.paths()}


@cache
def rulebook(schemas: frozenset[tuple[str, bytes]]) -> Rulebook:
    """The compiled rules of some schemas; equal schemas are compiled once."""
    loaded, problems = load_schemas(Snapshot.of_files(dict(schemas)))
    book = Rulebook(loaded)
    assert not [*problems, *book.problems]
    return book


def checked(files: Mapping[str, bytes]) -> tuple[Check, list[Violation]]:
    """The check of some files, and what is wrong with the place and shape of records."""
    book = rulebook(frozenset((path, data) for path, data in files.items() if path.startswith("schemas/")))
    library, problems = load_library(Snapshot.of_files(dict(files)), book.schemas)
    return book.open(library), problems


def document(name: str = DOCUMENT, revision: str = "A/0", effective_on: str = "2026-03-01", **more: str) -> bytes:
    """A working document."""
    values = {"issued_on": effective_on, "summary": "First issue", **more}
    return TEXT.format(id=name, revision=revision, effective_on=effective_on, **values).encode()


class Company:
    """Files that change as people work; every question is asked of them as they then are."""

    def __init__(self) -> None:
        """Persons and departments, and one draft."""
        self.files = dict(repository("schemas/", "records/person/", "records/department/"))
        self.enacted = [LONG_AGO]
        self.vouched = True  # whether administrators sign for persons and policy as they stand
        self._opened: tuple[dict[str, bytes], Check, list[Violation]] | None = None
        self.files[f"records/distribution-list/DL-{DOCUMENT}.yaml"] = LIST.encode()
        self.files["records/document-change-request/CN-2026-009.yaml"] = NOTICE.encode()
        self.write()

    @property
    def path(self) -> str:
        """The working document."""
        return f"records/controlled-document/{DOCUMENT}.md"

    def folder(self, slug: str = "A-0") -> str:
        """The statement folder of a revision."""
        return f"records/approvals/{DOCUMENT}/{slug}/"

    def write(self, revision: str = "A/0", effective_on: str = "2026-03-01", **more: str) -> None:
        """Change the working document."""
        self.files[self.path] = document(revision=revision, effective_on=effective_on, **more)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a text that must be there."""
        assert old.encode() in self.files[path], (path, old)
        self.files[path] = self.files[path].replace(old.encode(), new.encode())

    def raise_policy(self, at: str) -> None:
        """Enact the policy anew under the next number."""
        number = len(self.enacted)
        self.edit(POLICY, f"version: {number}", f"version: {number + 1}")
        self.enacted.append(at)

    @property
    def check(self) -> Check:
        """The rules over the files."""
        return self.opened()[0]

    def opened(self) -> tuple[Check, list[Violation]]:
        """As `checked`, once as long as neither the files change nor another library is opened."""
        if self.vouched:
            self.files = trusted(self.files, self.enacted)
        if self._opened is not None:
            files, check, problems = self._opened
            if files == self.files and check.host.library is check.library:
                return check, problems
        check, problems = checked(self.files)
        self._opened = dict(self.files), check, problems
        return check, problems

    @property
    def library(self) -> Library:
        """The records of the files."""
        return self.check.library

    @property
    def approvals(self) -> Approvals:
        """The statements of the files."""
        return self.check.approvals

    def problems(self, name: str = DOCUMENT) -> list[Violation]:
        """What is wrong with the statements of a document."""
        return list(self.approvals.problems(name))

    def slugs(self, name: str = DOCUMENT) -> list[str]:
        """The same as slugs without their first part."""
        return [violation.slug.removeprefix("engine.") for violation in self.problems(name)]

    def revision(self, slug: str = "A-0") -> Revision:
        """A submitted revision."""
        return next(r for r in self.approvals.of(DOCUMENT) if r.folder.slug == slug)

    def sign(self, transition: str, person: str, at: str, **more: Any) -> dict[str, bytes]:
        """Take a step as the command line does."""
        approvals = self.approvals
        act = Act(transition, person, at, "docctl test", **more)
        added = prepare(approvals, approvals.library.records[DOCUMENT], act, demo_key(person))
        self.files |= added
        return added

    def issue(self, day: str = "2026-02-01", steps: Iterable[tuple[str, str]] = ()) -> None:
        """Submit, review and approve the working document on a day."""
        key = (frozenset(self.files.items()), day, tuple(steps))
        if key not in _ISSUED:
            self._issue(day, tuple(steps))
            _ISSUED[key] = dict(self.files)
        self.files = dict(_ISSUED[key])

    def _issue(self, day: str, steps: tuple[tuple[str, str], ...]) -> None:
        usual = (("submit", AUTHOR), ("review", REVIEWER), ("approve", APPROVER))
        for hour, (transition, person) in enumerate(steps or usual, 1):
            self.sign(transition, person, f"{day}T{hour:02d}:00:00Z")

    def last(self, slug: str = "A-0") -> Statement:
        """The statement that was signed last."""
        return self.revision(slug).statements[-1].statement

    def forge(
        self, base: Statement, key: PrivateKey | None = None, name: str | None = None, slug: str = "A-0", **changes: Any
    ) -> str:
        """File a statement that differs from a genuine one, with a good signature; its path."""
        record = self.library.get(changes.get("person", base.person))
        named = {"name": record.title} if record is not None else {}
        statement = Statement(**{**asdict(base), **named, **changes})
        taken = [path for path in self.files if path.startswith(self.folder(slug)) and path.endswith(".json")]
        file = name or f"{len(taken) + 1:02d}-{statement.transition}-{statement.person}.json"
        return self.file(self.folder(slug) + file, statement.to_bytes(), key or demo_key(statement.person))

    def file(self, path: str, source: bytes, key: PrivateKey) -> str:
        """File bytes with a signature beside them."""
        self.files[path] = source
        self.files[path + ".sig"] = sshsig.sign(source, key, NAMESPACE)
        return path
