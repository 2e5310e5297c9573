"""Examples of documents from outside, changed in a few places and judged, and the registers over them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.registers.build import compile_registers
from tests import example_library as library

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.violation import Violation

Files = dict[str, bytes]


def case(name: str) -> Files:
    """The files of a case of a rule, `slug/case`."""
    return library.Case(library.RULES / name).unsigned()


def example(name: str) -> Files:
    """The files of a valid example of a type, `type/example`."""
    slug, _, stem = name.partition("/")
    return library.TypeExample(library.TYPES / slug / "valid" / f"{stem}.yaml").files()


def path_of(files: Mapping[str, bytes], record: str) -> str:
    """Where a record lies."""
    names = f"/{record}.yaml", f"/{record}.md"
    (path,) = (path for path in files if path.endswith(names) and library.APPROVALS not in path)
    return path


def changed(files: Mapping[str, bytes], record: str, *changes: tuple[str, str]) -> Files:
    """The files with some texts of one record replaced."""
    path = path_of(files, record)
    text = files[path].decode()
    for old, new in changes:
        assert text.count(old) == 1, (record, old, text.count(old))
        text = text.replace(old, new)
    return {**files, path: text.encode()}


def without(files: Mapping[str, bytes], record: str) -> Files:
    """The files without a record."""
    gone = path_of(files, record)
    return {path: data for path, data in files.items() if path != gone}


def found(files: Mapping[str, bytes], parameters: Mapping[str, Any] | None = None) -> set[tuple[str, str]]:
    """Slug and record of each violation."""
    return {(violation.slug, violation.record) for violation in library.book(parameters).violations(files)}


def register(files: Mapping[str, bytes], name: str, day: str) -> dict[str, dict[str, Any]]:
    """The rows of a register by the number of their record."""
    book = library.book()
    problems: list[Violation] = []
    check, _ = book.open(files)
    table = compile_registers(book.schemas, book.rules.compiler, problems)[name].table(check.host, check.approvals, day)
    assert problems == []
    rows = [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]
    return {row["number"]: row for row in rows}
