"""What the rules that a report names demand, and where the site says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli.catalogue import ENGINE_CODES
from docctl.cli.terminal import chosen_language
from docctl.publish.addresses import languages
from docctl.publish.addresses import root_address
from docctl.publish.reference.rules import ENGINE
from docctl.publish.reference.rules import rules_path
from docctl.publish.reference.rules import shown_with
from docctl.report import About
from docctl.rules.catalogue import entries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.schema import Schemas
    from docctl.violation import Violation


def rule_texts(schemas: Schemas, violations: Iterable[Violation]) -> dict[str, About]:
    """The rules behind some violations, by slug; those of broken schemas as far as these can be read."""
    broken = {violation.slug for violation in violations}
    known = languages(schemas.policy)
    root = root_address(schemas.policy, chosen_language() if chosen_language() in known else known[0])

    def address(page: str, slug: str) -> str:
        return f"{root}{rules_path(page)}#{slug}" if root else ""

    found = {code.slug: About(code.message, address(ENGINE, code.slug)) for code in ENGINE_CODES if code.slug in broken}
    for entry in entries(schemas):
        if entry.slug in broken:
            page = shown_with(entry, len(schemas.types))[0]
            found[entry.slug] = About(entry.statement, address(page, entry.slug))
    return found
