"""The fields of a record type as a sheet to be filled in by hand: lines, boxes to tick, empty tables."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.levels import FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.publish.edition import Edition
    from docctl.schema.record_type import RecordType

Schema = dict[str, Any]
_ROWS = 4
_LINE = Markup('<span class="dc-line"></span>')
# What a sheet has room for beside another field.
_SHORT = frozenset({"integer", "number", "boolean"})
_FEW = 4


class Blank:
    """Draws empty fields in the language of an edition."""

    def __init__(self, edition: Edition) -> None:
        """Keep the edition."""
        self.edition, self.words = edition, edition.words

    def fields(self, kind: RecordType) -> list[dict[str, Any]]:
        """The type's own fields that people fill in, in the order of its schema."""
        needed = set(kind.schema.get("required", ()))
        names = [name for name in kind.properties if name in kind.raw["properties"] and name != FIELD]
        schemas = {name: kind.properties[name] for name in names if "x-computed" not in kind.properties[name]}
        wide = _wide([_is_short(schema) for schema in schemas.values()])
        return [
            {
                "label": self.edition.label(schema, name),
                "needed": name in needed,
                "wide": is_wide,
                "space": self.space(schema),
            }
            for (name, schema), is_wide in zip(schemas.items(), wide, strict=True)
        ]

    def space(self, schema: Schema) -> Markup:
        """Where the value of a field is written."""
        if "enum" in schema:
            return _joined(self._tick(self.edition.value_label(schema, value)) for value in schema["enum"])
        if schema.get("type") == "boolean":
            return _joined((self._tick(self.words("yes")), self._tick(self.words("no"))))
        if schema.get("type") == "array":
            return self._list(schema.get("items", {}))
        if "properties" in schema:
            return _LINE if _is_file(schema) else self._group(schema["properties"])
        if schema.get("format") == "date":
            return Markup('<span class="dc-hint">{}</span>').format(self.words("form_date"))
        return _LINE

    @staticmethod
    def _tick(label: str) -> Markup:
        return Markup('<span class="dc-tick">{}</span>').format(label)

    def _list(self, items: Schema) -> Markup:
        if "properties" in items and not _is_file(items):
            return self._table(items["properties"])
        return self.space(items) if "enum" in items else _LINE + _LINE

    def _table(self, known: dict[str, Schema]) -> Markup:
        head = _joined(
            Markup('<th scope="col">{}</th>').format(self.edition.label(schema, name)) for name, schema in known.items()
        )
        row = Markup("<tr>{}</tr>").format(Markup("<td></td>") * len(known))
        inner = Markup("<thead><tr>{}</tr></thead><tbody>{}</tbody>").format(head, row * _ROWS)
        return Markup('<table class="dc-blank-table">{}</table>').format(inner)

    def _group(self, known: dict[str, Schema]) -> Markup:
        parts = (
            Markup('<span class="dc-part"><span class="dc-part-label">{}</span>{}</span>').format(
                self.edition.label(schema, name), self.space(schema)
            )
            for name, schema in known.items()
        )
        return Markup('<span class="dc-parts">{}</span>').format(_joined(parts))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _wide(short: list[bool]) -> list[bool]:
    """Which fields take a whole line: long ones, and short ones that have no other beside them."""
    wide = [True] * len(short)
    for index in range(1, len(short)):
        if short[index] and short[index - 1] and wide[index - 1]:
            wide[index - 1] = wide[index] = False
    return wide


def _is_file(schema: Schema) -> bool:
    return set(schema.get("properties", {})) >= {"path", "sha256"}


def _is_short(schema: Schema) -> bool:
    if "enum" in schema:
        return len(schema["enum"]) <= _FEW
    return schema.get("type") in _SHORT or "format" in schema or "x-ref" in schema or "pattern" in schema
