"""Every expression under schemas/ compiled: rules, lifecycles, registers and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.due import compile_dues
from docctl.registers.build import compile_registers

if TYPE_CHECKING:
    from docctl.rules.engine import Rulebook
    from docctl.violation import Violation


def expression_problems(book: Rulebook) -> list[Violation]:
    """What does not compile; schemas in which an earlier check found nothing are not compiled again."""
    if book.schemas.reads_before is not None:
        return []
    found = list(book.problems)
    compile_registers(book.schemas, book.compiler, found)
    compile_dues(book.schemas, book.compiler, found)
    if not found:
        book.found_right()
    return found
