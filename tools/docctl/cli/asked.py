"""What an issue asks of somebody who wants a record: what its first state needs, as far as a form can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.cli.drafting import first_fields
from docctl.cli.drafting import missing_fields
from docctl.cli.skeleton import typed
from docctl.schema.formats import iso_day
from docctl.schema.labels import value_label
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.cli.session import Session
    from docctl.schema import RecordType

ID, REMARKS = "id", "remarks"
NO_CHOICE = "None"  # what a forge writes where nothing was chosen
_LANGUAGES = ("zh", "en")
_TRUTHS = {"zh": {"是": True, "否": False}, "en": {"yes": True, "no": False}}
_SAMPLE = "X-1"  # the number of a draft that is only looked at


class Asked(NamedTuple):
    """A field that an issue asks for: its path in the record, `0` for the one entry of a list."""

    path: tuple[str | int, ...]
    schema: Mapping[str, Any]
    label: Text
    required: bool

    @property
    def name(self) -> str:
        """The name that its heading ends with, whatever the language of the form."""
        return ".".join(str(step) for step in self.path if step != 0)

    @property
    def is_list(self) -> bool:
        """Whether it takes several values."""
        return self.schema.get("type") == "array"

    @property
    def may_be_empty(self) -> bool:
        """Whether no answer is an answer: a list that says that there is nothing."""
        return self.is_list and self.required and not self.schema.get("minItems")

    @property
    def one(self) -> Mapping[str, Any]:
        """The schema of one value."""
        found: Mapping[str, Any] = self.schema.get("items", {}) if self.is_list else self.schema
        return found

    def heading(self, language: str) -> str:
        """What the form calls it."""
        return f"{self.label.get(language)} ({self.name})"

    def choices(self, language: str) -> dict[str, Any]:
        """The values that may be chosen, by what the form calls them; none where anything may be written."""
        if self.one.get("type") == "boolean":
            return _TRUTHS[language]
        return {_option(self.one, str(value), language): value for value in self.one.get("enum", ())}

    def value(self, text: str) -> Any:
        """What somebody chose or wrote; what fits nothing stays text and is refused later."""
        known = {name: value for language in _LANGUAGES for name, value in self.choices(language).items()}
        if not self.is_list:
            return self._one(text, known)
        parts = text.split(", ") if known else text.splitlines()
        return [self._one(part.strip(), known) for part in parts if part.strip()]

    def _one(self, text: str, known: Mapping[str, Any]) -> Any:
        if text in known:
            return known[text]
        return iso_day(text) if self.one.get("format") == "date" else typed(text, self.one)


def asked_fields(session: Session, record_type: RecordType) -> list[Asked]:
    """What nobody but the one who asks can know; the rest is filled in in the file."""
    ending = "md" if record_type.is_markdown else "yaml"
    path = f"records/{record_type.slug}/{_SAMPLE}.{ending}"
    names = missing_fields(session, record_type, path, first_fields(session, record_type, _SAMPLE))
    names += ["customer"] if "{customer}" in record_type.path_template and "customer" not in names else []
    names = [ID] * ("next" not in record_type.raw["x-id"]) + names
    found = [one for name in names for one in _asked((name,), record_type.properties[name], required=True) or ()]
    return [*found, *_remarks(record_type)]


def _remarks(record_type: RecordType) -> Iterator[Asked]:
    if REMARKS in record_type.properties:
        yield from _asked((REMARKS,), record_type.properties[REMARKS], required=False) or ()


def _asked(path: tuple[str | int, ...], schema: Mapping[str, Any], *, required: bool) -> list[Asked] | None:
    """A field, or the fields of a group that it must have; nothing where an issue must not or cannot hold it."""
    if schema.get("x-pii") or "x-computed" in schema:
        return None
    inner = schema.get("items", schema)
    if "properties" not in inner:
        return [Asked(path, schema, _label(path, schema), required)]
    at = (*path, 0) if inner is not schema else path
    found: list[Asked] = []
    for name in inner.get("required", ()):
        part = _asked((*at, name), inner["properties"][name], required=required)
        if part is None:
            return None  # half a group would be wrong already
        outer = _label(path, schema)
        found += [one._replace(label=_below(outer, one.label)) for one in part]
    return found


def _option(schema: Mapping[str, Any], value: str, language: str) -> str:
    """What the form calls a value; forges keep one word to themselves."""
    label = value_label(schema, value, language)
    return value if label.lower() == NO_CHOICE.lower() else label


def _label(path: tuple[str | int, ...], schema: Mapping[str, Any]) -> Text:
    return Text(str(schema.get("title", path[-1])), str(schema.get("x-zh", path[-1])))


def _below(outer: Text, inner: Text) -> Text:
    return Text(f"{outer.en}: {inner.en}", f"{outer.zh}：{inner.zh}")
