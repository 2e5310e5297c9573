"""`docctl new`: a record with its number and a note of what is still to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.writing import dry_run
from docctl.cli.writing import write_files
from docctl.reader.scalars import Unreadable
from docctl.reader.scalars import plain
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.schema import RecordType

_SPECIAL = re.compile(r"[:#\[\]{},&*!|>'\"%@`\n]|^[\s?-]|\s$")


@click.command
@click.option("--id", "number", metavar="ID", help="Number, where the type draws none. / 指定编号。")
@dry_run
@click.argument("slug", metavar="TYPE")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...")
def command(*, number: str | None, dry_run: bool, slug: str, values: tuple[str, ...]) -> None:
    """Start a record of TYPE. / 新建一条记录。"""
    session = Session.start()
    record_type = session.schemas.types.get(slug)
    if record_type is None:
        raise Trouble(
            Text(f"there is no record type {slug}", f"没有记录类型 {slug}"),
            Text(f"there are {', '.join(session.schemas.types)}", f"现有类型：{'、'.join(session.schemas.types)}"),
        )
    given = dict(_pair(value, record_type) for value in values)
    name = number or given.pop("id", None) or next_number(session, record_type)
    path = _path(session, record_type, name, given)
    text = _text(session, record_type, name, given)
    write_files(session.repository, {path: text.encode()}, dry=dry_run)


def _pair(value: str, record_type: RecordType) -> tuple[str, str]:
    name, mark, rest = value.partition("=")
    if not mark or (name != "id" and name not in record_type.properties):
        raise Trouble(
            Text(
                f"{value} is not FIELD=VALUE of a field of {record_type.slug}",
                f"{value} 不是{record_type.title.zh}的“字段=内容”",
            ),
            Text(f"the fields: docctl explain {record_type.slug}", f"可用字段见：docctl explain {record_type.slug}"),
        )
    return name, rest


def next_number(session: Session, record_type: RecordType) -> str:
    """The number after the greatest one of its kind; refused where the type draws none."""
    template = record_type.raw["x-id"].get("next")
    if template is None:
        raise Trouble(
            Text(f"a {record_type.title.en} is numbered by hand", f"{record_type.title.zh}的编号由人工编制"),
            Text(
                f"give it: docctl new {record_type.slug} --id …, matching {record_type.id_pattern.pattern}",
                f"请指定：docctl new {record_type.slug} --id …，格式 {record_type.id_pattern.pattern}",
            ),
        )
    prefix, _, rest = template.replace("{YYYY}", session.as_of[:4]).partition("{")
    digits = rest.count("N")
    taken = [r.id.removeprefix(prefix) for r in session.library.of_type(record_type.slug) if r.id.startswith(prefix)]
    last = max((int(number) for number in taken if number.isdigit()), default=0)
    return f"{prefix}{last + 1:0{digits}d}"


def _path(session: Session, record_type: RecordType, name: str, given: dict[str, str]) -> str:
    if not record_type.id_pattern.fullmatch(name):
        raise Trouble(
            Text(f"{name} is no number of a {record_type.title.en}", f"{name} 不是{record_type.title.zh}的编号"),
            Text(f"it must match {record_type.id_pattern.pattern}", f"编号格式应为 {record_type.id_pattern.pattern}"),
        )
    if session.library.get(name) is not None:
        raise Trouble(
            Text(f"{name} exists already", f"{name} 已存在"),
            Text(f"look at it: docctl show {name}", f"可用 docctl show {name} 查看"),
        )
    tail = record_type.path_template.replace("{id}", name).replace("{year}", session.as_of[:4])
    return f"records/{record_type.slug}/{tail.replace('{customer}', given.get('customer', ''))}"


def _text(session: Session, record_type: RecordType, name: str, given: dict[str, str]) -> str:
    fields = _fields(session, record_type, name, given)
    lines = [f"{key}: {_scalar(value)}" for key, value in fields.items()]
    missing = [key for key in record_type.schema["required"] if key not in fields]
    if missing:
        lines.append("# still to be filled in / 以下内容待填写:")
        lines += [f"#{key}:  # {_help(record_type, key)}" for key in missing]
    front = "\n".join(lines) + "\n"
    if not record_type.is_markdown:
        return front
    chapters = record_type.raw["x-body"].get("headings", ())
    body = [f"# {fields.get('title', name)}", *(f"## {index} {text}" for index, text in enumerate(chapters, 1))]
    return f"---\n{front}---\n\n" + "\n\n".join(body) + "\n"


def _fields(session: Session, record_type: RecordType, name: str, given: dict[str, str]) -> dict[str, Any]:
    known = record_type.properties
    fields: dict[str, Any] = {"id": name, "type": record_type.slug, "schema_version": 1}
    bound = session.book.lifecycles.get(record_type.slug)
    if bound is not None and not bound.lifecycle.is_signed:
        fields["status"] = bound.lifecycle.initial
    fields |= {key: s["default"] for key, s in known.items() if "default" in s}
    fields["created_on"] = session.as_of
    return fields | {key: _typed(value, known[key]) for key, value in given.items()}


def _typed(value: str, schema: dict[str, Any]) -> Any:
    if schema.get("type") in {"integer", "number", "boolean"}:
        try:
            return plain(value)
        except Unreadable:
            return value
    return [part.strip() for part in value.split(",")] if schema.get("type") == "array" else value


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_scalar(item) for item in value) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    try:
        safe = plain(text) == text and not _SPECIAL.search(text)
    except Unreadable:
        safe = False
    return text if safe else '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _help(record_type: RecordType, key: str) -> str:
    schema = record_type.properties[key]
    options = " | ".join(str(option) for option in schema.get("enum", ()))
    kind = options or {"object": "…", "array": "list / 列表"}.get(
        schema.get("type", ""), schema.get("format", schema.get("type", ""))
    )
    return f"{schema.get('title', key)} {schema.get('x-zh', '')} ({kind})"
