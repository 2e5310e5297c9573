"""The library as expressions ask it, with the record being judged."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions.calendar import WorkCalendar
from docctl.expressions.environment import Environment
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.notations import Notation
from docctl.library import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
    from docctl.expressions.functions import Row
    from docctl.library.library import Library
    from docctl.library.record import Record

UTC = "UTC"


class LibraryHost:
    """Answers the functions of expressions; `current` is the record whose rules run."""

    def __init__(self) -> None:
        """A host without library: enough to compile expressions."""
        self.library: Library | None = None
        self.current: Record | None = None
        self.day = ""
        self.reads: dict[str, set[str]] = {}
        self.computed: dict[tuple[str, str], Checked] = {}
        self.issued: Callable[[str], list[Row]] = lambda _record: []
        self.environment = Environment(self)
        self._rows: dict[str, Row] = {}

    def open(self, library: Library, compiler: Compiler, computed: dict[tuple[str, str], Checked]) -> None:
        """Answer from a library; rows hold only the fields that some compiled expression reads."""
        self.library, self.reads, self.computed = library, compiler.reads, computed
        self._rows.clear()

    @cached_property
    def _parameters(self) -> dict[str, Any]:
        return self._library.schemas.parameters.at("9999-12-31")

    @property
    def _library(self) -> Library:
        if self.library is None:
            raise ValueError("no library is open")
        return self.library

    @cached_property
    def work_calendar(self) -> WorkCalendar:
        """Which days the company works."""
        return WorkCalendar.of(self._parameters)

    @property
    def timezone(self) -> str:
        """Where the company's days begin."""
        return str(self._parameters.get("timezone", UTC))

    @cached_property
    def notations(self) -> Sequence[Notation]:
        """How the company writes revisions."""
        declared = self._parameters.get("doc", {}).get("notations", ())
        return tuple(Notation.of(notation) for notation in declared)

    def ref(self, record: str) -> Row:
        """The record with an id; skips the rule where it is missing or faulty: that is reported already."""
        found = self._library.get(record)
        if found is None:
            raise SkipRule(record)
        return self.row(found)

    def referrers(self, kind: str, path: str) -> list[Row]:
        """The records of a type that name the judged record at a path."""
        return self.find(kind, path, self.current.id if self.current else "")

    def find(self, kind: str, path: str, value: str) -> list[Row]:
        """The records of a type that hold a value at a path."""
        return [self.row(record) for record in self._library.holding(kind, path, value)]

    def count(self, kind: str, path: str, value: str) -> int:
        """How many records of a type hold a value at a path."""
        return len(self._library.holding(kind, path, value))

    def latest(self, kind: str, path: str, value: str, by: str) -> Row:
        """Of the records that hold a value, the one with the greatest `by`; empty where there is none."""
        held = [record for record in self._library.holding(kind, path, value) if by in record.data]
        return self.row(max(held, key=lambda record: (record.data[by], record.id))) if held else {}

    def sum_of(self, kind: str, path: str, value: str, amount: str) -> int:
        """The sum of a whole number over the records that hold a value at a path."""
        return sum(int(record.values.get(amount, 0)) for record in self._library.holding(kind, path, value))

    def revisions(self, record: str) -> list[Row]:
        """The issued revisions of a document, oldest first."""
        return self.issued(record)

    def role(self, person: str, role: str, day: str, department: str = "") -> bool:
        """Whether a person held a role on a day."""
        found = self._library.get(person)
        if found is None or found.faulty:
            raise SkipRule(person)
        return people.held_role(found, role, day, department)

    def department_of(self, person: str, day: str) -> str:
        """The department a person belonged to on a day."""
        found = self._library.get(person)
        if found is None or found.faulty:
            raise SkipRule(person)
        return people.department_of(found, day)

    def known_role(self, role: str) -> bool:
        """Whether roles.yaml has a role."""
        return role in self._library.schemas.roles

    def row(self, record: Record) -> Row:
        """A record as other records' expressions see it."""
        if record.faulty:
            raise SkipRule(record.id)
        if record.id not in self._rows:
            self._rows[record.id] = {"id": record.id, **self.fields(record, self.reads.get(record.type.slug, ()))}
        return self._rows[record.id]

    def fields(self, record: Record, names: Iterable[str]) -> Row:
        """Some fields of a record, computed ones worked out; absent ones are left out."""
        values = record.values
        row = {name: values[name] for name in names if name in values}
        for name in names:
            if (record.type.slug, name) in self.computed:
                row[name] = self.compute(record, name)
        return row

    def compute(self, record: Record, name: str) -> Any:
        """The value of a computed field."""
        checked = self.computed[record.type.slug, name]
        before, self.current = self.current, record
        try:
            return checked.evaluate(Scope(self.environment, self.variables(record, checked)))
        finally:
            self.current = before

    def variables(self, record: Record, *expressions: Checked) -> dict[str, Any]:
        """The variables that some expressions on a record use, each trimmed to what they read of it."""
        names = frozenset[str]().union(*(checked.names for checked in expressions))
        given: dict[str, Any] = {"id": record.id}
        if "self" in names:
            own = frozenset[str]().union(*(checked.own for checked in expressions))
            given["self"] = {"id": record.id, **self.fields(record, own)}
        if "cfg" in names:
            wanted = frozenset[str]().union(*(checked.parameters for checked in expressions))
            tree = self._library.schemas.parameters.at(self.day or record.day)
            given["cfg"] = {name: tree[name] for name in wanted if name in tree}
        if "body" in names:
            given["body"] = record.document.body or ""
        if "headings" in names:
            given["headings"] = [heading.text for heading in record.document.headings]
        return given
