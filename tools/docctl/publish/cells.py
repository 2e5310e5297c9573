"""Values of records as HTML: labels, links, tables; personal data masked, everything escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.levels import FIELD
from docctl.publish.masking import masked_mark
from docctl.publish.masking import plain
from docctl.publish.moments import local
from docctl.schema.record_type import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.library import Record
    from docctl.publish.edition import Edition

Schema = dict[str, Any]
_HASH_LENGTH = 64


class Cells:
    """Renders values for one page; `root` leads from the page to the root of its language."""

    def __init__(self, edition: Edition, root: str) -> None:
        """Keep the edition and the way to its root."""
        self.edition, self.root = edition, root

    def value(self, value: Any, schema: Schema, name: str = "") -> Markup:
        """A value of a field."""
        if schema.get("x-pii"):
            return self._masked(value)
        if isinstance(value, list):
            return self._list(value, schema.get("items", {}), name)
        if isinstance(value, dict):
            return self._group(value, schema)
        return self._scalar(value, schema, name)

    def _masked(self, value: Any) -> Markup:
        if isinstance(value, list):
            return self.joined(self._masked(item) for item in value)
        if isinstance(value, dict):
            return self.joined(self._masked(item) for item in value.values())
        return masked_mark(value)

    def joined(self, parts: Iterable[Markup]) -> Markup:
        """Several values in one line."""
        return Markup.escape(self.edition.words("list_separator")).join(parts)

    def _scalar(self, value: Any, schema: Schema, name: str) -> Markup:
        if isinstance(value, bool):
            return Markup.escape(self.edition.words("yes" if value else "no"))
        if isinstance(value, (int, float)):
            return Markup('<span class="dc-number">{}</span>').format(number(value, schema))
        if "x-ref" in schema or "x-computed" in schema:
            return self.reference(str(value))
        if schema.get("format") == "date-time":
            return Markup.escape(local(str(value), self.edition.site.host.timezone))
        return self._text(str(value), schema, name)

    def _text(self, value: str, schema: Schema, name: str) -> Markup:
        if name == FIELD and (style := self.edition.site.levels.mark(value, self.edition.language)):
            return Markup.escape(style["text"])
        if "enum" in schema:
            return Markup.escape(self.edition.value_label(schema, value))
        if name == "role" and value in self.edition.site.schemas.roles:
            return Markup.escape(self.edition.role(value))
        if schema.get("pattern", "").endswith(f"{{{_HASH_LENGTH}}}$"):
            return Markup('<code class="dc-hash">{}</code>').format(plain(value))
        return Markup.escape(plain(value))

    def reference(self, name: str, *, number_only: bool = False) -> Markup:
        """A link to the record with an id, by its title; the id itself where there is none."""
        path = self.edition.path_of(name)
        if path is None:
            return Markup.escape(plain(name))
        record = self.edition.site.library.get(name)
        standing = self.edition.site.standings.get(name)
        subject = standing.record if standing is not None else record
        title = plain(name) if number_only or subject is None else self._named(subject)
        return Markup('<a href="{}" title="{}">{}</a>').format(self.root + path, plain(name), title)

    def _named(self, record: Record) -> str:
        title = self.edition.title(record)
        numbered = record.type.slug in self.edition.site.approvals.judges or title.endswith("*")
        return self.edition.words("named", id=record.id, title=title) if numbered else title

    def _list(self, values: list[Any], items: Schema, name: str) -> Markup:
        if values and all(isinstance(value, dict) for value in values):
            return self._table(values, items)
        return self.joined(self.value(value, items, name) for value in values)

    def _table(self, rows: list[dict[str, Any]], schema: Schema) -> Markup:
        known: Schema = schema.get("properties", {})
        keys = [*(k for k in known if any(k in row for row in rows))]
        keys += sorted({k for row in rows for k in row} - set(keys))
        labels = {key: self.edition.label(known.get(key, {}), key) for key in keys}
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(labels[key]) for key in keys)
        body = Markup("").join(self._row(row, known, labels) for row in rows)
        inner = Markup("<thead><tr>{}</tr></thead><tbody>{}</tbody>").format(head, body)
        return Markup('<table class="dc-table dc-table--inner">{}</table>').format(inner)

    def _row(self, row: dict[str, Any], known: Schema, labels: dict[str, str]) -> Markup:
        cells = (
            Markup('<td data-label="{}">{}</td>').format(
                label, self.value(row[key], known.get(key, {}), key) if key in row else ""
            )
            for key, label in labels.items()
        )
        return Markup("<tr>{}</tr>").format(Markup("").join(cells))

    def _group(self, value: dict[str, Any], schema: Schema) -> Markup:
        known: Schema = schema.get("properties", {})
        keys = [*(k for k in known if k in value), *sorted(set(value) - set(known))]
        rows = (
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
                self.edition.label(known.get(key, {}), key), self.value(value[key], known.get(key, {}), key)
            )
            for key in keys
        )
        return Markup('<dl class="dc-group">{}</dl>').format(Markup("").join(rows))

    def badge(self, state: str, title: str) -> Markup:
        """A state as a word in the colour of its kind."""
        slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in state.lower())
        return Markup('<span class="dc-badge dc-state-{}">{}</span>').format(slug, title)

    def state(self, record: Record) -> Markup:
        """The state of a record on the day; nothing where its type has none."""
        state = self.edition.state(record)
        return self.badge(state, self.edition.state_title(record.type.slug, state)) if state else Markup("")


def number(value: float, schema: Schema) -> str:
    """A number with the decimals of its field; whole years and counts without separators."""
    if "x-scale" not in schema:
        return str(value)
    exact = value / SCALE if "x-computed" in schema and isinstance(value, int) else value
    return f"{exact:,.{int(schema['x-scale'])}f}"
