"""What is due: duties of records that depend on today, reported and never refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions.calendar import add_days
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.expressions.message import fill
from docctl.expressions.message import placeholder_problems
from docctl.expressions.paths import UNKNOWN
from docctl.expressions.paths import ListOf
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.approvals import Approvals
    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
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
        shapes = {}
        self.let: dict[str, Checked] = {}
        self.parts: dict[str, Checked] = {}
        if "each" in raw.data:
            self.parts["each"] = compiler.compile(raw.data["each"], subject, raw.document, (*raw.at, "each"))
            shape = self.parts["each"].shape
            shapes["item"] = shape.item if isinstance(shape, ListOf) else UNKNOWN
        for name, text in raw.data.get("let", {}).items():
            self.let[name] = compiler.compile(text, subject, raw.document, (*raw.at, "let", name), shapes)
            shapes[name] = self.let[name].shape
        for part in _PARTS:
            if part in raw.data:
                self.parts[part] = compiler.compile(raw.data[part], subject, raw.document, (*raw.at, part), shapes)

    @property
    def _expressions(self) -> list[Checked]:
        return [*self.parts.values(), *self.let.values()]

    def items(self, record: Record, host: LibraryHost, state: str, day: str) -> Iterator[DueItem]:
        """The duties of a record on a day that are not done."""
        host.current = record
        scope = Scope(host.environment, {**host.variables(record, *self._expressions), "today": day, "state": state})
        try:
            for inner in self._scopes(scope):
                if "when" not in self.parts or self.parts["when"].evaluate(inner):
                    yield from self._item(record, host, inner, day)
        except (SkipRule, Undecided):
            return

    def _scopes(self, scope: Scope) -> Iterator[Scope]:
        items = self.parts["each"].evaluate(scope) if "each" in self.parts else [None]
        for item in items:
            yield scope if item is None else scope.extended(item=item)

    def _item(self, record: Record, host: LibraryHost, scope: Scope, day: str) -> Iterator[DueItem]:
        for name, checked in self.let.items():
            scope = scope.extended(**{name: checked.evaluate(scope)})
        due = str(self.parts["due"].evaluate(scope))
        if self._done(scope):
            return
        owner = str(self.parts["owner"].evaluate(scope)) if "owner" in self.parts else ""
        warn = int(self.parts["warn"].evaluate(scope)) if "warn" in self.parts else 0
        state = "overdue" if due < day else "due" if due <= add_days(day, warn) else "ok"
        values: dict[str, Any] = {
            **scope.variables,
            "self": {**record.data, **scope.variables.get("self", {})},
            "due": due,
        }
        message = self.raw.data["message"]
        yield DueItem(
            str(self.raw.data["id"]),
            str(self.raw.data["slug"]),
            record.id,
            record.path,
            due,
            state,
            owner,
            self._department(record, host, owner, day),
            fill(Text(message["en"], message["zh"]), values),
        )

    def _done(self, scope: Scope) -> bool:
        if "done" in self.parts:
            return bool(self.parts["done"].evaluate(scope))
        return "done_at" in self.parts and bool(self.parts["done_at"].evaluate(scope))

    @staticmethod
    def _department(record: Record, host: LibraryHost, owner: str, day: str) -> str:
        found = host.library.get(owner) if host.library else None
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
                found += rule.items(record, host, state, day)
    finally:
        host.day = ""
    return sorted(found, key=lambda item: (item.due, item.rule, item.record))


def _judged(slug: str, library: Library, approvals: Approvals, day: str) -> Iterator[tuple[Record, str]]:
    for record in library.of_type(slug):
        if record.faulty or "voided" in record.data:
            continue
        if slug not in approvals.judges:
            yield record, str(record.data.get("status", ""))
            continue
        revision = approvals.in_force(record.id, day)
        if revision is not None and revision.record is not None:
            yield revision.record, "effective"
        else:
            yield record, approvals.stage(record)
