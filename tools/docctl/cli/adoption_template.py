"""`docctl adopt --template`: the columns of a list, and a row that shows what goes into them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.steps import ADOPT
from docctl.cli.adoption_list import adopting_type
from docctl.cli.drafting import first_fields
from docctl.cli.headings import FILE
from docctl.cli.headings import allows_rendition
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.exchange.layout import ID
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.cli.session import Session
    from docctl.schema import RecordType

_MARK = "\ufeff"  # without it Excel takes a UTF-8 file for one in the encoding of the machine
_EXAMPLE = "EXAMPLE-001"
_DAY = "2020-01-31"
_KINDS = {"integer": "1", "number": "1", "boolean": "true"}


def print_template(session: Session, slug: str | None) -> int:
    """Print a header with everything that an adoption needs, and one row that explains it."""
    record_type = adopting_type(session, slug)
    example = {ID: _EXAMPLE if record_type.id_pattern.fullmatch(_EXAMPLE) else "…"}
    if allows_rendition(record_type):
        example[FILE] = f"scans/{_EXAMPLE}.pdf"
    for name, schema in _columns(session, record_type):
        example[name] = _value(session, name, schema)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows((example.keys(), example.values()))
    out(_MARK + text.getvalue().rstrip("\n"))
    return 0


def _columns(session: Session, record_type: RecordType) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The plain fields that nobody but the author of the list knows, in the order of the type."""
    bound = session.book.lifecycles[record_type.slug]
    asked = bound.asked(ADOPT)
    needed = {*record_type.schema["required"], *asked}
    for requirement in bound.lifecycle.requirements("in_review"):
        needed |= set(requirement.fields)
    needed -= first_fields(session, record_type, "").keys()
    for name, schema in record_type.properties.items():
        if name in needed:
            yield from _plain(name, schema, whole=name in asked)


def _plain(name: str, schema: Mapping[str, Any], *, whole: bool) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A field, or the fields in it: those that it must have, or `whole` with all that are plain."""
    inner = schema.get("items", schema)
    properties: Mapping[str, Any] = inner.get("properties", {})
    for key in properties if whole else inner.get("required", properties):
        if "properties" not in properties[key]:
            yield f"{name}.{key}", properties[key]
    if not properties:
        yield name, schema


def _value(session: Session, name: str, schema: Mapping[str, Any]) -> str:
    """What may stand in a column: a value where there are a few, else its label in brackets."""
    if "enum" in schema:
        return str(schema["enum"][0])
    if schema.get("format") == "date":
        return _DAY
    if "x-ref" in schema:
        known = (record for slug in schema["x-ref"] for record in session.library.of_type(slug))
        return next((record.id for record in known), "…")
    last = name.rpartition(".")[2]
    if last == "revision":
        return next((str(notation["first"]) for notation in _notations(session)), "1")
    label = Text(str(schema.get("title", last)), str(schema.get("x-zh", last)))
    return _KINDS.get(str(schema.get("type")), Text(f"({label.en})", f"（{label.zh}）").get(chosen_language()))


def _notations(session: Session) -> list[dict[str, Any]]:
    return list(session.schemas.parameters.at(session.as_of)["doc"]["notations"])
