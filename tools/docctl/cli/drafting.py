"""What a new record has before its author fills it in: number, place, and the fields that need no author."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli.skeleton import record_text
from docctl.cli.terminal import Trouble
from docctl.cli.writing import work_tree
from docctl.library.record import Record
from docctl.reader import read
from docctl.reader import stem_of
from docctl.rules.references import check_references
from docctl.schema.codes import FIELD_MISSING
from docctl.schema.shape import Shape
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.cli.session import Session
    from docctl.reader import Document
    from docctl.schema import RecordType
    from docctl.violation import Violation


def numbered(name: str, record_type: RecordType) -> str:
    """A number as its type spells it; refused where it is none of that type."""
    for spelt in (name, name.upper()):
        if record_type.id_pattern.fullmatch(spelt):
            return spelt
    title, pattern = record_type.title, record_type.id_pattern.pattern
    raise Trouble(
        Text(f"{show(name)} is no number of a {title.en}", f"{show(name)} 不是{title.zh}的编号"),
        Text(f"it must match {pattern}", f"编号格式应为 {pattern}"),
    )


def require_free(session: Session, name: str, path: str) -> None:
    """Refuse a place where something with its number stands."""
    if session.library.get(name) is not None or os.path.lexists(work_tree(session.repository) / path):
        raise Trouble(
            Text(f"{name} exists already", f"{name} 已存在"),
            Text(f"look at it: docctl show {name}", f"可用 docctl show {name} 查看"),
        )


def record_path(session: Session, record_type: RecordType, name: str, given: dict[str, Any]) -> str:
    """Where a record goes."""
    template = record_type.path_template
    if "{customer}" in template and "customer" not in given:
        raise Trouble(
            Text("it is filed by customer", f"{record_type.title.zh}按客户存放"),
            Text("name one: customer=CUS-0001", "请指定客户：customer=CUS-0001"),
        )
    tail = template.replace("{id}", name).replace("{year}", session.as_of[:4])
    return f"records/{record_type.slug}/{tail.replace('{customer}', str(given.get('customer', '')))}"


def first_fields(session: Session, record_type: RecordType, name: str) -> dict[str, Any]:
    """What needs no author: number, type, first status, defaults, today."""
    fields: dict[str, Any] = {"id": name, "type": record_type.slug, "schema_version": 1}
    bound = session.book.lifecycles.get(record_type.slug)
    if bound is not None and not bound.lifecycle.is_signed:
        fields["status"] = bound.lifecycle.initial
    fields |= {key: schema["default"] for key, schema in record_type.properties.items() if "default" in schema}
    return {**fields, "created_on": session.as_of}


def missing_fields(session: Session, record_type: RecordType, path: str, fields: dict[str, Any]) -> list[str]:
    """The fields still to be filled in: those the check would miss, and those the first state needs."""
    needed = list(record_type.schema["required"])
    bound = session.book.lifecycles.get(record_type.slug)
    if bound is not None:
        for requirement in bound.lifecycle.requirements(bound.lifecycle.initial):
            needed += requirement.fields if requirement.when is None else ()
    document, _ = read(path, _encoded(record_text(record_type, fields, (), "en")))
    if document is not None:
        found = Shape(record_type).check(document)
        needed += [v.pointer.removeprefix("/") for v in found if v.slug == FIELD_MISSING.slug]
    return [key for key in dict.fromkeys(needed) if key not in fields and key in record_type.properties]


def given_problems(
    session: Session, record_type: RecordType, path: str, text: str, given: Iterable[str]
) -> tuple[Document | None, list[Violation]]:
    """A draft as read, and what is wrong with the fields that were given: it would be written wrong already."""
    document, found = read(path, _encoded(text))
    if document is None:
        return None, found
    record = Record(stem_of(path), record_type, document, faulty=True)
    shaped = [*Shape(record_type).check(document), *check_references(session.library, record)]
    mine = frozenset(given)
    wrong = [v for v in shaped if v.slug != FIELD_MISSING.slug and v.pointer.removeprefix("/").split("/")[0] in mine]
    return document, [*found, *wrong]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
