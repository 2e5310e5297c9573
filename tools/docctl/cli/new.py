"""`docctl new`: a record with its number and a note of what is still to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.cli import numbering
from docctl.cli import options
from docctl.cli import words
from docctl.cli.drafting import first_fields
from docctl.cli.drafting import numbered
from docctl.cli.drafting import record_path
from docctl.cli.drafting import require_free
from docctl.cli.skeleton import record_text
from docctl.cli.skeleton import typed
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.library.record import Record
from docctl.reader import read
from docctl.reader import stem_of
from docctl.rules.references import check_references
from docctl.schema.codes import FIELD_MISSING
from docctl.schema.shape import Shape
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from typing import Any

    from docctl.cli.session import Session
    from docctl.schema import RecordType
    from docctl.violation import Violation

_EXAMPLES = (
    "docctl new customer name=华东精工 handler=P-005",
    "docctl new controlled-document --id HM-QP-XS009 title=合同评审程序",
)


@words.command(examples=_EXAMPLES)
@words.option(
    "--id",
    "number",
    word=Text("ID", "编号"),
    text=Text("Number, where the type draws none.", "指定编号（不自动编号的类型）。"),
)
@numbering.offline
@options.dry_run
@words.argument("slug", Text("TYPE", "类型"))
@words.argument("values", Text("FIELD=VALUE", "字段=内容"), nargs=-1)
def command(*, number: str | None, offline: bool, dry_run: bool, slug: str, values: tuple[str, ...]) -> None:
    """Write a record that lacks only what nobody but its author can know."""
    session = start_writing(dry=dry_run)
    record_type = session.record_type(slug)
    given = dict(field_value(value, record_type) for value in values)
    chosen = number or given.pop("id", None)
    series = numbering.only(numbered(chosen, record_type)) if chosen else numbering.series_of(session, record_type)
    draft = _draft(session, record_type, numbering.first_of(session, series), given)
    if not dry_run:
        # Somebody may have taken the number of the draft at this moment.
        name = numbering.take(session, series, record_type, alone=offline)
        draft = draft if draft.name == name else _draft(session, record_type, name, given)
    write_files(session, {draft.path: draft.text.encode()}, dry=dry_run)
    if dry_run:
        out(draft.text.rstrip("\n"))
    elif draft.missing:
        say(
            Text(
                f"next: fill in its lines with #, then docctl check {draft.path}",
                f"下一步：填写其中带 # 的各行，再运行 docctl check {draft.path}",
            )
        )
    else:
        say(Text(f"next: docctl check {draft.path}", f"下一步：docctl check {draft.path}"))


class _Draft(NamedTuple):
    """A record that may be written, and the fields that it lacks."""

    name: str
    path: str
    text: str
    missing: list[str]


def _draft(session: Session, record_type: RecordType, name: str, given: dict[str, Any]) -> _Draft:
    name = numbered(name, record_type)
    path = record_path(session, record_type, name, given)
    require_free(session, name, path)
    fields = {**first_fields(session, record_type, name), **given}
    missing = _missing(session, record_type, path, fields)
    text = record_text(record_type, fields, missing, chosen_language())
    _require_right(session, record_type, path, text, frozenset(given))
    return _Draft(name, path, text, missing)


def field_value(value: str, record_type: RecordType) -> tuple[str, Any]:
    """A field and its value as given."""
    name, mark, rest = value.partition("=")
    title, shown = record_type.title, show(value)
    more = Text(f"its fields: docctl explain {record_type.slug}", f"可用字段见：docctl explain {record_type.slug}")
    if not mark:
        raise Trouble(Text(f"{shown} is not FIELD=VALUE", f"{shown} 不是“字段=内容”的形式"), more)
    schema: dict[str, Any] | None = {"type": "string"} if name == "id" else record_type.properties.get(name)
    if schema is None or name == "type":
        raise Trouble(
            Text(f"a {title.en} has no field {show(name)} to fill in", f"{title.zh}没有可填写的字段 {show(name)}"), more
        )
    if schema.get("type") == "object" or schema.get("items", {}).get("type") == "object":
        raise Trouble(
            Text(f"{name} has fields of its own", f"{name} 含有下级字段，不能在命令行填写"),
            Text("leave it out and fill it in in the file", "请先新建，再在文件中填写"),
        )
    return name, typed(rest, schema)


def _missing(session: Session, record_type: RecordType, path: str, fields: dict[str, Any]) -> list[str]:
    """The fields still to be filled in: those the check would miss, and those the first state needs."""
    needed = list(record_type.schema["required"])
    bound = session.book.lifecycles.get(record_type.slug)
    if bound is not None:
        for requirement in bound.lifecycle.requirements(bound.lifecycle.initial):
            needed += requirement.fields if requirement.when is None else ()
    document, _ = read(path, record_text(record_type, fields, (), "en").encode("utf-8", "surrogateescape"))
    if document is not None:
        found = Shape(record_type).check(document)
        needed += [v.pointer.removeprefix("/") for v in found if v.slug == FIELD_MISSING.slug]
    return [key for key in dict.fromkeys(needed) if key not in fields and key in record_type.properties]


def _require_right(session: Session, record_type: RecordType, path: str, text: str, given: frozenset[str]) -> None:
    """Write nothing that is wrong already; what is missing may be."""
    document, found = read(path, text.encode("utf-8", "surrogateescape"))
    if document is not None:
        name = stem_of(path)
        record = Record(name, record_type, document, faulty=True)
        found = [*Shape(record_type).check(document), *check_references(session.library, record)]
        found = [
            v
            for v in found
            if v.slug != FIELD_MISSING.slug and v.pointer.split("/")[1:2] and v.pointer.split("/")[1] in given
        ]
    _refuse(found)


def _refuse(found: list[Violation]) -> None:
    if found:
        raise Trouble(found[0].message, found[0].hint)
