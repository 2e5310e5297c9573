"""What is due: duties of records that depend on today, reported and never refused."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from docctl.expressions.calendar import add_days
from docctl.expressions.checked import OF_A_DAY
from docctl.expressions.checked import with_let
from docctl.expressions.codes import RULE_FAILED
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.expressions.message import fill
from docctl.expressions.message import path_problems
from docctl.expressions.message import placeholder_problems
from docctl.expressions.paths import UNKNOWN
from docctl.expressions.paths import ListOf
from docctl.library.host import Needs
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.approvals import Approvals
    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
    from docctl.expressions.environment import Scope
    from docctl.library import Library
    from docctl.library import Record
    from docctl.library.host import LibraryHost
    from docctl.schema import Schemas
    from docctl.schema.record_type import Raw
    from docctl.violation import Violation

_PARTS = ("when", "due", "done", "done_at", "owner", "warn")


@dataclass(frozen=True)
class DueItem:
    """One duty of one record: `overdue`, `due` within its warning time, or `ok`."""

    rule: str
    slug: str
    record: str
    path: str
    due: str
    state: str
    owner: str
    department: str
    message: Text


class DueRule:
    """One x-due entry, compiled."""

    def __init__(self, raw: Raw, subject: str, compiler: Compiler) -> None:
        """Compile its expressions; raises `Stop` at the first that is wrong."""
        self.raw, self.subject = raw, subject
        compiler, shapes = compiler.offering(OF_A_DAY), {}
        self.parts: dict[str, Checked] = {}
        if "each" in raw.data:
            self.parts["each"] = compiler.compile(raw.data["each"], subject, raw.document, (*raw.at, "each"))
            shape = self.parts["each"].shape
            shapes["item"] = shape.item if isinstance(shape, ListOf) else UNKNOWN
        self.let = compiler.compile_let(raw.data.get("let", {}), subject, raw.document, (*raw.at, "let"), shapes)
        for part in _PARTS:
            if part in raw.data:
                self.parts[part] = compiler.compile(raw.data[part], subject, raw.document, (*raw.at, part), shapes)

    @cached_property
    def needs(self) -> Needs:
        """What the rule reads of a record."""
        return Needs.of((*self.parts.values(), *self.let.values()))

    @cached_property
    def _when_first(self) -> bool:
        """Whether `each` and `let` may rely on a `when` that is about neither."""
        return "when" not in self.parts or self.parts["when"].names.isdisjoint({"item", *self.let})

    def items(
        self, record: Record, host: LibraryHost, state: str, day: str, library: Library | None = None
    ) -> Iterator[DueItem]:
        """The duties of a record on a day that are not done; one that cannot be worked out is itself due."""
        try:
            scope = host.scope(library or host.library, record, self.needs, today=day, state=state)
            if not self._when_first or self._holds(scope):
                for inner in self._scopes(scope):
                    yield from self._item(record, host, inner, day)
        except SkipRule:
            return
        except Undecided as undecided:
            yield self._undecided(record, undecided.reason, day)

    def _holds(self, scope: Scope) -> bool:
        return "when" not in self.parts or bool(self.parts["when"].evaluate(scope))

    def _scopes(self, scope: Scope) -> Iterator[Scope]:
        items = self.parts["each"].evaluate(scope) if "each" in self.parts else [None]
        for item in items:
            inner = with_let(scope if item is None else scope.extended(item=item), self.let)
            if self._when_first or self._holds(inner):
                yield inner

    def _item(self, record: Record, host: LibraryHost, scope: Scope, day: str) -> Iterator[DueItem]:
        if self._done(scope):
            return
        due = str(self.parts["due"].evaluate(scope))
        owner = str(self.parts["owner"].evaluate(scope)) if "owner" in self.parts else ""
        warn = int(self.parts["warn"].evaluate(scope)) if "warn" in self.parts else 0
        own = {**record.data, **scope.variables.get("self", {})}
        message = self.raw.data["message"]
        yield self._due(
            record,
            due,
            "overdue" if due < day else "due" if due <= add_days(day, warn) else "ok",
            owner,
            self._department(record, host, owner, day),
            fill(Text(message["en"], message["zh"]), {**scope.variables, "self": own, "due": due}),
        )

    def _undecided(self, record: Record, reason: str, day: str) -> DueItem:
        message = RULE_FAILED.message.fill(rule=self.raw.data["slug"], problem=reason)
        return self._due(record, day, "due", "", str(record.data.get("owner_department", "")), message)

    def _due(self, record: Record, due: str, state: str, owner: str, department: str, message: Text) -> DueItem:
        raw = self.raw.data
        return DueItem(str(raw["id"]), str(raw["slug"]), record.id, record.path, due, state, owner, department, message)

    def _done(self, scope: Scope) -> bool:
        if "done" in self.parts:
            return bool(self.parts["done"].evaluate(scope))
        return "done_at" in self.parts and bool(self.parts["done_at"].evaluate(scope))

    @staticmethod
    def _department(record: Record, host: LibraryHost, owner: str, day: str) -> str:
        found = host.library.get(owner)
        if found is not None and found.type.slug == "department":
            return found.id
        if found is not None and found.type.slug == "person":
            return host.department_of(owner, day)
        return str(record.data.get("owner_department", ""))


def compile_dues(schemas: Schemas, compiler: Compiler, problems: list[Violation]) -> list[DueRule]:
    """Every due rule of the active types; what does not compile is added to `problems`."""
    rules = []
    for slug, record_type in schemas.types.items():
        for raw in (*schemas.common_dues, *record_type.dues):
            try:
                rules.append(DueRule(raw, slug, compiler))
            except Stop as stop:
                problems.append(stop.violation)
                continue
            names = ("self", "id", "cfg", "item", "today", "state", "due", *raw.data.get("let", {}))
            problems += placeholder_problems(raw, names)
            problems += path_problems(raw, slug, compiler)
    return rules


def due_items(
    rules: list[DueRule], library: Library, host: LibraryHost, approvals: Approvals, day: str
) -> list[DueItem]:
    """Every duty that is not done on a day, the most urgent first; documents count by their revision in force."""
    found: list[DueItem] = []
    host.day = day
    try:
        for rule in rules:
            for record, state in _judged(rule.subject, library, approvals, day):
                found += rule.items(record, host, state, day, library)
    finally:
        host.day = ""
    return sorted(found, key=lambda item: (item.due, item.rule, item.record))


def _judged(slug: str, library: Library, approvals: Approvals, day: str) -> Iterator[tuple[Record, str]]:
    """The records of a type with their states; a document by its revision in force, whatever became of its draft."""
    in_force = _in_force(slug, library, approvals, day)
    for record in library.of_type(slug):
        if record.id not in in_force and not record.faulty and not record.is_voided:
            signed = slug in approvals.judges
            yield record, approvals.stage(record) if signed else str(record.data.get("status", ""))
    for record in in_force.values():
        yield record, "effective"


def _in_force(slug: str, library: Library, approvals: Approvals, day: str) -> dict[str, Record]:
    if slug not in approvals.judges:
        return {}
    names = sorted({*approvals.documents(), *(record.id for record in library.of_type(slug))})
    found = {name: approvals.in_force(name, day) for name in names}
    revisions = {name: revision.record for name, revision in found.items() if revision is not None}
    return {name: record for name, record in revisions.items() if record is not None and record.type.slug == slug}
