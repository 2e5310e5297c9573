"""The library as expressions ask it, with the record being judged."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from weakref import WeakKeyDictionary

from docctl.expressions.calendar import WorkCalendar
from docctl.expressions.environment import Environment
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.notations import Notation
from docctl.library import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
    from docctl.expressions.functions import Row
    from docctl.library.library import Library
    from docctl.library.record import Record
    from docctl.schema import Schemas

UTC = "UTC"
LATEST = "9999-12-31"


class Needs(NamedTuple):
    """What some expressions read of a record: worked out once, used for every record of a type."""

    names: frozenset[str]
    own: frozenset[str]
    parameters: frozenset[str]

    @classmethod
    def of(cls, expressions: Iterable[Checked]) -> Needs:
        """What some expressions read together."""
        found = tuple(expressions)
        return cls(
            frozenset[str]().union(*(checked.names for checked in found)),
            frozenset[str]().union(*(checked.own for checked in found)),
            frozenset[str]().union(*(checked.parameters for checked in found)),
        )


@dataclass
class Opened:
    """What belongs to one library only, so that a host can turn from one to another and back."""

    issued: Callable[[str], list[Row]] = lambda _record: []
    rows: dict[tuple[str, str], tuple[Row, set[str]]] = field(default_factory=dict)


class LibraryHost:
    """Answers the functions of expressions; `current` is the record whose rules run.

    Compiled expressions are bound to their host, so one host serves every library of its schemas, one at a time:
    `scope` turns it to the library of the record that is about to be judged.
    """

    def __init__(self) -> None:
        """A host without library: enough to compile expressions."""
        self.current: Record | None = None
        self.day = ""
        self.reads: dict[str, set[str]] = {}
        self.computed: Mapping[tuple[str, str], Checked] = {}
        self.environment = Environment(self)
        self._library: Library | None = None
        self._known: WeakKeyDictionary[Library, Opened] = WeakKeyDictionary()

    def open(self, library: Library, compiler: Compiler, computed: Mapping[tuple[str, str], Checked]) -> None:
        """Answer from a library; rows hold only the fields that some compiled expression reads."""
        if self._library is not None and self._library.schemas is not library.schemas:
            raise ValueError("a host serves libraries of one set of schemas")
        self.reads, self.computed = compiler.reads, computed
        self._known[library] = Opened()
        self._library = library

    def turn_to(self, library: Library) -> None:
        """Answer from a library that was opened before."""
        if library is not self._library:
            if library not in self._known:
                raise ValueError("the library was never opened")
            self._library = library

    def forget(self, library: Library) -> None:
        """Let go of a library that is asked no more; what was kept of it would keep it alive."""
        self._known.pop(library, None)

    @property
    def library(self) -> Library:
        """The library that answers now."""
        if self._library is None:
            raise ValueError("no library is open")
        return self._library

    @property
    def issued(self) -> Callable[[str], list[Row]]:
        """The issued revisions of a document, as the approvals of the open library know them."""
        return self._known[self.library].issued

    @issued.setter
    def issued(self, rows: Callable[[str], list[Row]]) -> None:
        self._known[self.library].issued = rows

    @property
    def _schemas(self) -> Schemas:
        return self.library.schemas

    @cached_property
    def _parameters(self) -> dict[str, Any]:
        return self._schemas.parameters.at(LATEST)

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
        found = self.library.get(record)
        if found is None:
            raise SkipRule(record)
        return self.row(found)

    def referrers(self, kind: str, path: str) -> list[Row]:
        """The records of a type that name the judged record at a path."""
        return self.find(kind, path, self.current.id if self.current else "")

    def find(self, kind: str, path: str, value: str) -> list[Row]:
        """The records of a type that hold a value at a path."""
        return [self.row(record) for record in self.library.holding(kind, path, value)]

    def count(self, kind: str, path: str, value: str) -> int:
        """How many records of a type hold a value at a path."""
        return len(self.library.holding(kind, path, value))

    def latest(self, kind: str, path: str, value: str, by: str) -> Row:
        """Of the records that hold a value, the one with the greatest `by`; empty where there is none."""
        held = [record for record in self.library.holding(kind, path, value) if by in record.data]
        if any(record.faulty for record in held):
            raise SkipRule(value)
        return self.row(max(held, key=lambda record: (record.data[by], record.id))) if held else {}

    def sum_of(self, kind: str, path: str, value: str, amount: str) -> int:
        """The sum of a whole number over the records that hold a value at a path."""
        held = self.library.holding(kind, path, value)
        if any(record.faulty for record in held):
            raise SkipRule(value)
        return sum(int(record.values.get(amount, 0)) for record in held)

    def revisions(self, record: str) -> list[Row]:
        """The issued revisions of a document, oldest first."""
        return self.issued(record)

    def role(self, person: str, role: str, day: str, department: str = "") -> bool:
        """Whether a person held a role on a day."""
        return people.held_role(self._person(person), role, day, department)

    def department_of(self, person: str, day: str) -> str:
        """The department a person belonged to on a day."""
        return people.department_of(self._person(person), day)

    def _person(self, person: str) -> Record:
        found = self.library.get(person)
        if found is None or found.faulty:
            raise SkipRule(person)
        return found

    def known_role(self, role: str) -> bool:
        """Whether roles.yaml has a role."""
        return role in self._schemas.roles

    def row(self, record: Record) -> Row:
        """A record as other records' expressions see it."""
        if record.faulty:
            raise SkipRule(record.id)
        names = self.reads.get(record.type.slug, ())
        rows, key = self._known[self.library].rows, (self.day, record.id)
        return self.library.reads.remembered(rows, key, lambda: {"id": record.id, **self.fields(record, names)})

    def fields(self, record: Record, names: Iterable[str]) -> Row:
        """Some fields of a record, computed ones worked out; absent ones are left out."""
        values, slug = record.values, record.type.slug
        row = {name: values[name] for name in names if name in values}
        for name in names:
            if (slug, name) in self.computed:
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

    def scope(self, library: Library, record: Record, needs: Needs, **more: Any) -> Scope:
        """The variables of a record of a library, which then answers; `more` are those that no file holds."""
        self.turn_to(library)
        self.current = record
        return Scope(self.environment, {**self.given(record, needs), **more})

    def variables(self, record: Record, *expressions: Checked) -> dict[str, Any]:
        """The variables that some expressions on a record use, each trimmed to what they read of it."""
        return self.given(record, Needs.of(expressions))

    def given(self, record: Record, needs: Needs) -> dict[str, Any]:
        """The same for what some expressions need."""
        names = needs.names
        given: dict[str, Any] = {"id": record.id}
        if "self" in names:
            given["self"] = {"id": record.id, **self.fields(record, needs.own)}
        if "cfg" in names:
            tree = self._schemas.parameters.at(self.day or record.day)
            given["cfg"] = {name: tree[name] for name in needs.parameters if name in tree}
        if "body" in names:
            given["body"] = record.document.body or ""
        if "headings" in names:
            given["headings"] = [heading.text for heading in record.document.headings]
        if "files" in names:
            given["files"] = [value for _, value in record.files()]
        return given
