"""The example library and the cases laid over it, judged by the repository's own schemas with demonstration keys."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.act import Act
from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.approval.approvals import digests
from docctl.approval.signature import sshsig
from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.due import compile_dues
from docctl.due import due_items
from docctl.library import load_library
from docctl.reader import read
from docctl.rules.change import ChangeContext
from docctl.rules.change import judge
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.trusted import POLICY
from tests.trusted import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.approval.approvals import Approvals
    from docctl.due import DueItem
    from docctl.due import DueRule
    from docctl.library import Record
    from docctl.rules.engine import Check
    from docctl.schema import Schemas
    from docctl.violation import Violation

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests" / "examples"
BASE = EXAMPLES / "base"
RULES = EXAMPLES / "rules"
TYPES = EXAMPLES / "types"
APPROVALS = "records/approvals/"
PARAMETERS = "schemas/parameters.yaml"
TOOL = "docctl 0.1.0"
Files = dict[str, bytes]


@dataclass(frozen=True)
class Book:
    """The repository's rules, compiled for one set of parameters; it judges one library at a time."""

    schemas: Schemas
    rules: Rulebook
    dues: list[DueRule]

    def open(self, files: Mapping[str, bytes]) -> tuple[Check, list[Violation]]:
        """The rules bound to a library, and what is wrong with the place and shape of its records."""
        library, problems = load_library(Snapshot.of_files(files), self.schemas)
        return self.rules.open(library), problems

    def violations(self, files: Mapping[str, bytes], only: str | None = None) -> list[Violation]:
        """Everything that is wrong in a library, or with one record of it."""
        check, problems = self.open(files)
        found = [violation for violation in problems if only is None or violation.record == only]
        return [*found, *check.run(None if only is None else frozenset({only}))]

    def due(self, files: Mapping[str, bytes], day: str) -> list[DueItem]:
        """The duties of a library on a day."""
        check, _ = self.open(files)
        return due_items(self.dues, check.library, self.rules.host, check.approvals, day)


@lru_cache(maxsize=1)
def schema_files() -> Files:
    """The repository's own schemas."""
    return tree(ROOT, "schemas/")


@lru_cache(maxsize=1)
def base_files() -> Files:
    """The example library."""
    return tree(BASE, "records/")


def tree(folder: Path, prefix: str) -> Files:
    """The files of a folder under a prefix, by path."""
    found = (path for path in sorted((folder / prefix).rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def data_of(path: Path) -> dict[str, Any]:
    """What a YAML file beside the examples says, read as docctl reads."""
    document, problems = read(path.name, path.read_bytes())
    assert document is not None, problems
    assert not problems, problems
    return document.data


def book(parameters: Mapping[str, Any] | None = None) -> Book:
    """The rules with some parameters set otherwise; each set is compiled once."""
    return _book(json.dumps(parameters or {}, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=32)
def _book(parameters: str) -> Book:
    files = dict(schema_files())
    given = json.loads(parameters)
    if given:
        declared = data_of(ROOT / PARAMETERS)
        changed = {name: {**declared[name], "value": value} for name, value in given.items()}
        # Whatever is JSON is YAML.
        files[PARAMETERS] = f"{json.dumps({**declared, **changed}, ensure_ascii=False, indent=1)}\n".encode()
    schemas, problems = load_schemas(Snapshot.of_files(files))
    rules = Rulebook(schemas)
    dues = compile_dues(schemas, rules.compiler, problems)
    assert not problems, problems
    assert not rules.problems, rules.problems
    return Book(schemas, rules, dues)


@dataclass(frozen=True)
class Step:
    """One step that a case signs before it is judged."""

    document: str
    transition: str
    person: str
    at: str
    role: str | None = None
    effective_on: str | None = None
    # The file of the case that is the document at this step, where a later revision has taken its place.
    text: str | None = None
    # Written although it does not count: `prepare` would refuse it.
    force: bool = False
    # `prepare` must refuse it, with the violations that the case expects.
    refused: bool = False


@dataclass(frozen=True)
class Case:
    """A folder laid over the example library: what it changes and what must be found."""

    folder: Path

    @property
    def slug(self) -> str:
        """The rule that the case is about."""
        return self.folder.parent.name

    @property
    def name(self) -> str:
        """How pytest names the case."""
        return f"{self.slug}/{self.folder.name}"

    @cached_property
    def book(self) -> Book:
        """The rules with the parameters of the case."""
        path = self.folder / "parameters.yaml"
        return book(data_of(path) if path.exists() else None)

    @property
    def as_of(self) -> str:
        """The day that is asked about."""
        return (self.folder / "as_of").read_text().strip()

    @property
    def expected(self) -> list[str]:
        """The lines of expected.txt."""
        return (self.folder / "expected.txt").read_text().splitlines()

    @property
    def steps(self) -> list[Step]:
        """What is signed, in order."""
        path = self.folder / "sign.yaml"
        return [Step(**step) for step in data_of(path)["steps"]] if path.exists() else []

    def unsigned(self) -> Files:
        """The example library with the files of the case in place."""
        return self.laid_over(base_files())

    def laid_over(self, files: Mapping[str, bytes]) -> Files:
        """Some files with those of the case in place."""
        deleted = self.folder / "delete.txt"
        gone = deleted.read_text().split() if deleted.exists() else []
        laid = {path: data for path, data in files.items() if path not in gone} | tree(self.folder, "records/")
        return _vouched(laid)

    def violations(self) -> list[Violation]:
        """What is wrong once every step is signed, the reasons of refused steps included."""
        files, refused = signed(self.book, self.unsigned(), self.steps, self.folder)
        return [*refused, *self.book.violations(files)]


def _vouched(files: Files) -> Files:
    """Files whose persons are enrolled as they stand, under the repository's own policy."""
    given = trusted(files | {POLICY: schema_files()[POLICY]})
    return {path: data for path, data in given.items() if path != POLICY}


@dataclass(frozen=True)
class ChangeCase(Case):
    """A case of a rule on changes: before/ is laid over the example library, after/ over that."""

    @property
    def messages(self) -> tuple[str, ...]:
        """The message of the commit that makes the change, where the case has one."""
        path = self.folder / "message.txt"
        return (path.read_text(),) if path.exists() else ()

    def violations(self) -> list[Violation]:
        """What is wrong with the change and with what comes of it."""
        before = self._side("before", base_files())
        old, _ = self.book.open(before)
        new, problems = self.book.open(self._side("after", before))
        found = [*problems, *new.run(), *judge(ChangeContext(old, new, self.messages))]
        return list(dict.fromkeys(found))

    def _side(self, name: str, files: Files) -> Files:
        side = Case(self.folder / name)
        return signed(self.book, side.laid_over(files), side.steps, side.folder)[0]


def cases() -> list[Case]:
    """Every case of every rule."""
    folders = [path.parent for path in sorted(RULES.glob("*/*/expected.txt"))]
    return [ChangeCase(folder) if (folder / "after").exists() else Case(folder) for folder in folders]


def line(violation: Violation) -> str:
    """A violation as expected.txt writes it."""
    place = violation.pointer or "-"
    return f"{violation.code} {violation.slug} {place} {violation.record} {violation.severity.value}"


def signed(given: Book, files: Files, steps: Iterable[Step], folder: Path) -> tuple[Files, list[Violation]]:
    """Files with the statements of some steps, and why those steps were refused that had to be."""
    files, reasons = dict(files), []
    for step in steps:
        path = next(path for path in files if path.endswith(f"/{step.document}.md") and APPROVALS not in path)
        text = {path: (folder / step.text).read_bytes()} if step.text else {}
        check, _ = given.open({**files, **text})
        record = check.library.records[step.document]
        written, refused = _taken(check.approvals, record, step)
        assert bool(refused) is step.refused, (step, [line(reason) for reason in refused])
        files |= written
        reasons += refused
    return files, reasons


def _taken(approvals: Approvals, record: Record, step: Step) -> tuple[Files, list[Violation]]:
    """The files of a step, or why it is refused."""
    if step.force:
        return _forced(approvals, record, step), []
    act = Act(step.transition, step.person, step.at, TOOL, step.effective_on, role=step.role)
    try:
        return prepare(approvals, record, act, demo_key(step.person)), []
    except Refused as refused:
        return {}, refused.reasons


def _forced(approvals: Approvals, record: Record, step: Step) -> Files:
    """A statement as somebody without docctl would write it."""
    judge = approvals.judges[record.type.slug]
    transition = judge.bound.lifecycle.transition(step.transition)
    revision = approvals.revision_of(record)
    assert transition is not None
    assert revision is not None
    assert step.role is not None
    assert approvals.host.library is not None
    filed = revision.folder.filed
    stated = str(record.data.get("effective_on", "")) if step.transition == "approve" else None
    source = Statement(
        repository=str(approvals.host.library.schemas.policy["repository"]),
        record=record.id,
        revision=str(record.data["revision"]),
        files=digests(approvals.working_files(record)),
        transition=step.transition,
        meaning=transition.meaning.zh,
        person=step.person,
        name=str(approvals.host.library.records[step.person].data["name"]),
        role=step.role,
        at=step.at,
        method="ssh",
        seen=[one.digest for one in filed],
        requires=filed[0].statement.requires if filed else judge.requirements(record),
        policy=1,
        tool=TOOL,
        effective_on=step.effective_on or stated,
    ).to_bytes()
    name = f"{revision.folder.path}{revision.folder.next_number:02d}-{step.transition}-{step.person}.json"
    return {name: source, name + ".sig": sshsig.sign(source, demo_key(step.person), NAMESPACE)}


@dataclass(frozen=True)
class TypeExample:
    """One record of a type, laid over the example library with the records of `beside/` that its type refers to."""

    path: Path

    @property
    def slug(self) -> str:
        """Its type."""
        return self.path.parent.parent.name

    @property
    def is_valid(self) -> bool:
        """Whether nothing may be found in it."""
        return self.path.parent.name == "valid"

    @property
    def name(self) -> str:
        """How pytest names the example."""
        return f"{self.slug}/{self.path.parent.name}/{self.path.stem}"

    @property
    def id(self) -> str:
        """The id that it states, else its own name."""
        stated = re.search(r"^id: (\S+)$", self.path.read_text(), re.MULTILINE)
        return stated[1] if stated else self.path.stem.upper()

    @property
    def expected(self) -> list[str]:
        """The lines of the file beside it; none for a valid one."""
        return [] if self.is_valid else self.path.with_suffix(".expected").read_text().splitlines()

    def files(self) -> Files:
        """The example library with the example in its place."""
        place = f"records/{self.slug}/{self.id}{self.path.suffix}"
        beside = tree(TYPES / self.slug / "beside", "records/")
        return _vouched({**base_files(), **beside, place: self.path.read_bytes()})

    def lines(self) -> list[str]:
        """What is found in it, as the file beside it writes it."""
        return sorted(f"{v.code} {v.pointer or '-'}" for v in book().violations(self.files(), self.id))


def type_examples() -> list[TypeExample]:
    """Every example of every type."""
    found = (path for path in sorted(TYPES.glob("*/*/*")) if path.suffix in {".yaml", ".md"})
    return [TypeExample(path) for path in found]


def due_lines(case: Case) -> list[str]:
    """The duties of a case's rule, as expected.txt writes them."""
    files, _ = signed(case.book, case.unsigned(), case.steps, case.folder)
    items = case.book.due(files, case.as_of)
    return sorted(f"{i.rule} {i.record} {i.due} {i.state}" for i in items if i.slug == case.slug)


def base_statements() -> Iterator[tuple[str, bytes]]:
    """What the statement folders of the example library must hold: signing is deterministic."""
    plain = {path: data for path, data in base_files().items() if not path.startswith(APPROVALS)}
    plain = _vouched(plain)
    steps = [Step(**step) for step in data_of(BASE / "sign.yaml")["steps"]]
    files, _ = signed(book(), plain, steps, BASE)
    return ((path, data) for path, data in files.items() if path.startswith(APPROVALS))
