"""Register files -> tables."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions.checked import OF_A_DAY
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.expressions.paths import UNKNOWN
from docctl.expressions.paths import ListOf
from docctl.expressions.paths import Value
from docctl.library.host import Needs
from docctl.registers import operators
from docctl.registers.table import Column
from docctl.registers.table import Table
from docctl.violation import NO_TEXT
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.approval.approvals import Approvals
    from docctl.expressions.checked import Checked
    from docctl.expressions.checked import Compiler
    from docctl.expressions.paths import Shape
    from docctl.library import Library
    from docctl.library import Record
    from docctl.library.host import LibraryHost
    from docctl.reader import Document
    from docctl.schema import Schemas
    from docctl.violation import Violation


class Register:
    """One register file, compiled."""

    def __init__(self, document: Document, compiler: Compiler) -> None:
        """Compile its expressions; raises `Stop` at the first that is wrong."""
        data, compiler = document.data, compiler.offering(OF_A_DAY)
        rows = data["rows"]
        self.data, self.document, self.type = data, document, str(rows["type"])
        self.parts: dict[str, Checked] = {}
        shapes: dict[str, Shape] = {}
        self.let = compiler.compile_let(rows.get("let", {}), self.type, document, ("rows", "let"), shapes)
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
            Column(c["key"], Text(c["title"], c["x-zh"]), c.get("kind", "text"), _schema(c, checked.shape))
            for c, checked in zip(self.data["columns"], self.columns, strict=True)
        )
        host.day = day
        try:
            rows = [row for record in self._records(approvals, day) for row in self._rows(record, host, approvals, day)]
        finally:
            host.day = ""
        keys = [column.key for column in columns]
        ordered = operators.sort(rows, keys, self.data.get("sort", ()))
        given = self.data.get("x-help")
        text = Text(given["en"], given["zh"]) if given else NO_TEXT
        summary = operators.summary(ordered, keys, self.data.get("aggregate", ()))
        return Table(self.id, self.title, text, day, columns, tuple(ordered), summary)

    def _records(self, approvals: Approvals, day: str) -> Iterator[Record]:
        library = approvals.library if self.data["rows"]["view"] == "working" else approvals.at(day)
        return (record for record in library.of_type(self.type) if not record.faulty and not record.is_voided)

    def _rows(self, record: Record, host: LibraryHost, approvals: Approvals, day: str) -> Iterator[tuple[Any, ...]]:
        state = _state(record, approvals, day)
        cells = _Cells(host, approvals.library, record, self.let, {"today": day, "state": state})
        if "where" in self.parts and not cells.value(self.parts["where"]):
            return
        for item in cells.value(self.parts["each"]) or () if "each" in self.parts else (None,):
            yield tuple(cells.value(column, item) for column in self.columns)


def _schema(column: Mapping[str, Any], shape: Shape) -> Mapping[str, Any]:
    """What is known of the values of a column: the field it repeats, or the words that it lists itself."""
    if "x-labels" in column:
        return {"enum": list(column["x-labels"]), "x-labels": column["x-labels"]}
    return shape.schema if isinstance(shape, Value) else {}


class _Cells:
    """The values of one record; what cannot be worked out is empty: a register reports, it never refuses."""

    def __init__(
        self, host: LibraryHost, library: Library, record: Record, let: Mapping[str, Checked], more: dict[str, Any]
    ) -> None:
        self.host, self.library, self.record, self.let, self.more = host, library, record, let, more

    def value(self, checked: Checked, item: Any = None) -> Any:
        """The value of an expression, of one item of `each` if one is given."""
        try:
            return self._evaluated(checked, {} if item is None else {"item": item})
        except (SkipRule, Undecided):
            return ""

    def _evaluated(self, checked: Checked, item: Mapping[str, Any]) -> Any:
        for name in checked.names & self.let.keys() - self.more.keys():
            # One that cannot be worked out stays away, as if its expression stood here: another may decide.
            with suppress(Undecided):
                self.more[name] = self._evaluated(self.let[name], {})
        scope = self.host.scope(self.library, self.record, Needs.of((checked,)), **self.more, **item)
        return checked.evaluate(scope)


def _state(record: Record, approvals: Approvals, day: str) -> str:
    if record.type.slug not in approvals.judges:
        return str(record.data.get("status", ""))
    revision = approvals.revision_of(record)
    return approvals.state(revision, day) if revision is not None else "draft"


def compile_registers(schemas: Schemas, compiler: Compiler, problems: list[Violation]) -> dict[str, Register]:
    """Every register by id; what does not compile is added to `problems`."""
    registers = {}
    for name, document in sorted(schemas.registers.items()):
        try:
            registers[name] = Register(document, compiler)
        except Stop as stop:
            problems.append(stop.violation)
    return registers
