"""`docctl refs`: where a record is used, and what it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.schema.record_type import values_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Library
    from docctl.library import Record

_TITLES = {"en": ("direction", "record", "type", "field"), "zh": ("方向", "记录", "类型", "字段")}
_DIRECTIONS = {"en": {"from": "used by", "to": "uses"}, "zh": {"from": "被引用", "to": "引用"}}


@words.command(examples=("docctl refs CUS-0001",))
@options.rev
@options.output_format("table", "json")
@options.record
def command(rev: str | None, shape: str, record: str) -> None:
    """Print which records name a record, and which it names."""
    session = Session.start(rev=rev)
    found = session.record(record)
    rows = [*_used_by(session.library, found.id), *_uses(session.library, found)]
    if shape == "json":
        print_json([{"direction": d, "record": r, "type": t, "field": f} for d, r, t, f in rows])
        return
    language = chosen_language()
    print_table(_TITLES[language], [(_DIRECTIONS[language][d], r, t, f) for d, r, t, f in rows])


def _used_by(library: Library, target: str) -> Iterator[tuple[str, str, str, str]]:
    for record in library.records.values():
        for name, value in _references(record):
            if value == target:
                yield "from", record.id, record.type.slug, name


def _uses(library: Library, record: Record) -> Iterator[tuple[str, str, str, str]]:
    for name, value in _references(record):
        other = library.get(value)
        yield "to", value, other.type.slug if other else "?", name


def _references(record: Record) -> Iterator[tuple[str, str]]:
    for field in record.type.references:
        for at, value in values_at(record.data, field.path):
            yield ".".join(str(step) for step in at), str(value)
