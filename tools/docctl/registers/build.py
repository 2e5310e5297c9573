"""Register files -> tables."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.expressions.paths import ListOf
from docctl.expressions.paths import UNKNOWN
from docctl.registers import operators
from docctl.registers.table import Column
from docctl.registers.table import Table
from docctl.violation import NO_TEXT
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.approvals import Approvals
    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
    from docctl.expressions.paths import Shape
    from docctl.library import Record
    from docctl.library.host import LibraryHost
    from docctl.reader import Document
    from docctl.schema import Schemas
    from docctl.violation import Violation


class Register:
    """One register file, compiled."""

    def __init__(self, document: Document, compiler: Compiler) -> None:
        """Compile its expressions; raises `Stop` at the first that is wrong."""
        data = document.data
        rows = data["rows"]
        self.data, self.document, self.type = data, document, str(rows["type"])
        self.parts: dict[str, Checked] = {}
        shapes: dict[str, Shape] = {}
        for name in ("where", "each"):
            if name in rows:
                self.parts[name] = compiler.compile(rows[name], self.type, document, ("rows", name), shapes)
        if "each" in self.parts:
            shape = self.parts["each"].shape
            shapes["item"] = shape.item if isinstance(shape, ListOf) else UNKNOWN
        self.columns = [
            compiler.compile(column["value"], self.type, document, ("columns", index, "value"), shapes)
            for index, column in enumerate(data["columns"])
        ]

    @property
    def id(self) -> str:
        """Its number, G-01."""
        return str(self.data["id"])

    @property
    def title(self) -> Text:
        """What people call it."""
        return Text(self.data["title"], self.data["x-zh"])

    def table(self, host: LibraryHost, approvals: Approvals, day: str) -> Table:
        """The register as of a day."""
        columns = tuple(
            Column(c["key"], Text(c["title"], c["x-zh"]), c.get("kind", "text")) for c in self.data["columns"]
        )
        host.day = day
        try:
            rows = [
                row
                for record in self._records(host, approvals, day)
                for row in self._rows(record, host, approvals, day)
            ]
        finally:
            host.day = ""
        keys = [column.key for column in columns]
        ordered = operators.sort(rows, keys, self.data.get("sort", ()))
        given = self.data.get("x-help")
        text = Text(given["en"], given["zh"]) if given else NO_TEXT
        summary = operators.summary(ordered, keys, self.data.get("aggregate", ()))
        return Table(self.id, self.title, text, day, columns, tuple(ordered), summary)

    def _records(self, host: LibraryHost, approvals: Approvals, day: str) -> Iterator[Record]:
        if host.library is None:
            return
        working = self.data["rows"]["view"] == "working"
        library = host.library if working else approvals.at(day)
        yield from (record for record in library.of_type(self.type) if not record.faulty)

    def _rows(self, record: Record, host: LibraryHost, approvals: Approvals, day: str) -> Iterator[tuple[Any, ...]]:
        host.current = record
        expressions = [*self.parts.values(), *self.columns]
        revision = approvals.revision_of(record) if record.type.slug in approvals.judges else None
        state = approvals.state(revision, day) if revision else str(record.data.get("status", ""))
        variables = {**host.variables(record, *expressions), "today": day, "state": state}
        scope = Scope(host.environment, variables)
        if "where" in self.parts and not _value(self.parts["where"], scope):
            return
        for inner in self._items(scope):
            yield tuple(_value(column, inner) for column in self.columns)

    def _items(self, scope: Scope) -> Iterator[Scope]:
        if "each" not in self.parts:
            yield scope
            return
        for item in _value(self.parts["each"], scope) or ():
            yield scope.extended(item=item)


def _value(checked: Checked, scope: Scope) -> Any:
    """A cell; what cannot be worked out is empty: a register reports, it never refuses."""
    try:
        return checked.evaluate(scope)
    except (SkipRule, Undecided):
        return ""


def compile_registers(schemas: Schemas, compiler: Compiler, problems: list[Violation]) -> dict[str, Register]:
    """Every register by id; what does not compile is added to `problems`."""
    registers = {}
    for name, document in sorted(schemas.registers.items()):
        try:
            registers[name] = Register(document, compiler)
        except Stop as stop:
            problems.append(stop.violation)
    return registers
