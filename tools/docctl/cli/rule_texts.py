"""What the rules that a report names demand, and where the site says so."""

from __future__ import annotations

from collections import defaultdict
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
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.schema import Schemas
    from docctl.violation import Code
    from docctl.violation import Violation


def rule_texts(schemas: Schemas, violations: Iterable[Violation]) -> dict[str, About]:
    """The rules behind some violations, by slug; those of broken schemas as far as these can be read."""
    broken = {violation.slug for violation in violations}
    known = languages(schemas.policy)
    root = root_address(schemas.policy, chosen_language() if chosen_language() in known else known[0])

    def address(page: str, slug: str) -> str:
        return f"{root}{rules_path(page)}#{slug}" if root else ""

    codes = [code for code in ENGINE_CODES if code.slug in broken]
    found = {code.slug: About(_in_general(code), address(ENGINE, code.slug)) for code in codes}
    for entry in entries(schemas):
        if entry.slug in broken:
            page = shown_with(entry, len(schemas.types))[0]
            found[entry.slug] = About(entry.statement, address(page, entry.slug))
    return found


def _in_general(code: Code) -> Text:
    """What a code says and how it is mended, whatever the values are: of each place the report says them itself."""
    values: defaultdict[str, str] = defaultdict(lambda: "…")
    sentences = (f"{code.message.get(name)} → {code.hint.get(name)}".removesuffix(" → ") for name in ("en", "zh"))
    return Text(*(sentence.format_map(values).replace("… …", "…") for sentence in sentences))
