"""Everything that is checked, as `rules` and `explain` list it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes as approval_codes
from docctl.approval.signature import codes as signature_codes
from docctl.approval.trust import codes as trust_codes
from docctl.expressions import codes as expression_codes
from docctl.guard import codes as guard_codes
from docctl.guard import push_codes
from docctl.guard import server_codes
from docctl.history import codes as history_codes
from docctl.library import codes as library_codes
from docctl.lifecycle import codes as lifecycle_codes
from docctl.publish import codes as publish_codes
from docctl.reader import codes as reader_codes
from docctl.rules import codes as rule_codes
from docctl.rules.change import codes as change_codes
from docctl.schema import codes as schema_codes
from docctl.violation import Text
from docctl.writing import codes as writing_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.schema import Schemas
    from docctl.schema.record_type import Raw
    from docctl.violation import Code

ENGINE_CODES: tuple[Code, ...] = (
    *reader_codes.CODES,
    *schema_codes.CODES,
    *expression_codes.CODES,
    *library_codes.CODES,
    *lifecycle_codes.CODES,
    *approval_codes.CODES,
    *trust_codes.CODES,
    *signature_codes.CODES,
    *guard_codes.CODES,
    *push_codes.CODES,
    *server_codes.CODES,
    *history_codes.CODES,
    *rule_codes.CODES,
    *change_codes.CODES,
    *publish_codes.CODES,
    *writing_codes.CODES,
)
_KINDS = {"x-rules": "expression", "x-due": "due"}


@dataclass(frozen=True)
class Entry:
    """One rule as people read it."""

    id: str
    slug: str
    rule_class: str
    phase: str
    kind: str
    types: tuple[str, ...]
    severity: str
    statement: Text
    sources: tuple[str, ...]
    defined_in: str
    # Why no expression says it, where Python keeps the rule.
    because: Text | None

    def as_json(self) -> dict[str, Any]:
        """The shape of `rules --format json`."""
        return {
            "id": self.id,
            "slug": self.slug,
            "class": self.rule_class,
            "phase": self.phase,
            "kind": self.kind,
            "types": list(self.types),
            "severity": self.severity,
            "statement": {"en": self.statement.en, "zh": self.statement.zh},
            "sources": list(self.sources),
            "defined_in": self.defined_in,
            "examples": f"tests/examples/rules/{self.slug}/",
        }


def entries(schemas: Schemas) -> list[Entry]:
    """Every rule of the schemas, ordered by id and slug."""
    found = list(_type_entries(schemas))
    for raws in (schemas.common_rules, schemas.common_dues):
        found += [_entry(raw, tuple(schemas.types)) for raw in raws]
    for raw in schemas.stated:
        name = raw.document.path.rpartition("/")[2].removesuffix(".yaml")
        types = tuple(slug for slug, kind in schemas.types.items() if kind.lifecycle == name)
        found.append(_entry(raw, types))
    return sorted(found, key=lambda entry: (entry.id, entry.slug))


def _type_entries(schemas: Schemas) -> Iterator[Entry]:
    for slug, record_type in schemas.types.items():
        for raw in (*record_type.rules, *record_type.dues, *record_type.stated):
            yield _entry(raw, (slug,))


def _entry(raw: Raw, types: tuple[str, ...]) -> Entry:
    data = raw.data
    text = data.get("statement") or data["message"]
    kind = data.get("kind") or _KINDS[str(raw.at[0])]
    phase = {"due": "as-of", "site": "site", "register": "as-of"}.get(kind, data.get("phase", "check"))
    return Entry(
        data["id"],
        data["slug"],
        data.get("class", "SCH"),
        phase,
        kind,
        types,
        data.get("severity", "warning" if kind == "due" else "error"),
        Text(text["en"], text["zh"]),
        tuple(data.get("sources", ())),
        f"{raw.document.path}:{raw.document.position(raw.at).line}",
        Text(data["because"]["en"], data["because"]["zh"]) if "because" in data else None,
    )
