"""References that lead somewhere of the right type, and values that occur once."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

from docctl.cache.kept import packed
from docctl.rules import codes
from docctl.schema.record_type import values_at
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Library
    from docctl.library import Record
    from docctl.schema.record_type import Field
    from docctl.violation import Violation


def check_references(library: Library, record: Record) -> Iterator[Violation]:
    """Each reference of a record that names no record, or one of a wrong type."""
    for field in record.type.references:
        for at, value in values_at(record.data, field.path):
            if isinstance(value, str):
                yield from _reference(library, record, field, at, value)


def _reference(
    library: Library, record: Record, field: Field, at: tuple[str | int, ...], value: str
) -> Iterator[Violation]:
    wanted = field.schema["x-ref"]
    target = library.get(value)
    if target is not None and target.type.slug in wanted:
        return
    sources = tuple(field.schema.get("x-sources", ()))
    label = record.type.label(at)
    if target is None:
        kinds = " ".join(wanted)
        yield record.at(at, codes.REF_MISSING, sources=sources, field=label, value=value, types=kinds)
    else:
        titles = [library.schemas.types[slug].title for slug in wanted if slug in library.schemas.types]
        expected = Text(" or ".join(t.en for t in titles), "或".join(t.zh for t in titles))
        yield record.at(
            at, codes.REF_TYPE, sources=sources, field=label, value=value, actual=target.type.title, wanted=expected
        )


def check_unique(library: Library, slug: str) -> Iterator[Violation]:
    """Each record whose value of an `x-unique` field another record of its type has."""
    library.reads.of_type(slug)
    for field in library.schemas.types[slug].having("x-unique"):
        yield from _unique(library, slug, field)


def _unique(library: Library, slug: str, field: Field) -> Iterator[Violation]:
    seen: dict[str, Record] = {}
    for record, keys in library.each(slug, f"unique {field.path}", partial(_keys, field)):
        for index, key in enumerate(keys):
            first = seen.setdefault(key, record)
            if first is not record:
                sources = tuple(field.schema.get("x-sources", ()))
                label, value = record.type.label(field.path), _values(field, record)[index]
                yield record.at(field.path, codes.NOT_UNIQUE, sources=sources, field=label, value=value, other=first.id)


def _keys(field: Field, record: Record) -> list[str]:
    """What no other record may have, with everything within which that counts."""
    if record.faulty or record.is_voided:
        return []
    rule = field.schema["x-unique"]
    scope = [record.data.get(name) for name in rule.get("within", ())]
    steps = rule.get("normalise", ())
    return [packed([*scope, normalised(str(value), steps)]) for value in _values(field, record)]


def _values(field: Field, record: Record) -> list[Any]:
    # A document without a number of its own takes part with its id (DESIGN section 3).
    found = [value for _, value in values_at(record.data, field.path)]
    return found or ([record.id] if field.path == ("doc_no",) else [])


def normalised(text: str, steps: list[str] | tuple[str, ...]) -> str:
    """A text without the differences that the steps name."""
    if "nfkc" in steps:
        text = unicodedata.normalize("NFKC", text)
    if "no-space" in steps:
        text = "".join(text.split())
    return text.casefold() if "casefold" in steps else text
