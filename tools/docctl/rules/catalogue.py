"""Every rule of the schemas as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.schema import Schemas
    from docctl.schema.record_type import Raw

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
    # What a failure says, with its placeholders.
    message: Text | None

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
        Text(data["message"]["en"], data["message"]["zh"]) if "message" in data else None,
    )
