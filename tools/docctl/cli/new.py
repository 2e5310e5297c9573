"""`docctl new`: a record with its number and a note of what is still to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.cli import numbering
from docctl.cli import options
from docctl.cli import words
from docctl.cli.asked import asked_fields
from docctl.cli.drafting import first_fields
from docctl.cli.drafting import given_problems
from docctl.cli.drafting import missing_fields
from docctl.cli.drafting import numbered
from docctl.cli.drafting import record_path
from docctl.cli.drafting import require_free
from docctl.cli.issue_text import blame_draft
from docctl.cli.issue_text import read_issue
from docctl.cli.issue_text import refuse_issue
from docctl.cli.skeleton import record_text
from docctl.cli.skeleton import typed
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.cli.issue_text import Issue
    from docctl.cli.session import Session
    from docctl.reader import Document
    from docctl.schema import RecordType
    from docctl.violation import Violation

_EXAMPLES = (
    "docctl new customer name=华东精工 handler=P-005",
    "docctl new controlled-document --id HM-QP-XS009 title=合同评审程序",
    "docctl new customer --from-issue issue.md",
)


@words.command(examples=_EXAMPLES)
@words.option(
    "--id",
    "number",
    word=Text("ID", "编号"),
    text=Text("Number, where the type draws none.", "指定编号（不自动编号的类型）。"),
)
@words.option(
    "--from-issue",
    "issue",
    word=Text("FILE", "文件"),
    text=Text("Take fields from the text of an issue.", "从工单正文读取字段。"),
)
@numbering.offline
@options.dry_run
@words.argument("slug", Text("TYPE", "类型"))
@words.argument("values", Text("FIELD=VALUE", "字段=内容"), nargs=-1)
def command(*, number: str | None, issue: str | None, offline: bool, dry_run: bool, **named: Any) -> int:
    """Write a record that lacks only what nobody but its author can know."""
    session = start_writing(dry=dry_run)
    record_type = session.record_type(named["slug"])
    asked, given = _answers(session, record_type, issue)
    given |= dict(field_value(value, record_type) for value in named["values"])
    if asked is not None and asked.faults:
        return refuse_issue(asked)
    chosen = number or given.pop("id", None)
    series = numbering.only(numbered(chosen, record_type)) if chosen else numbering.series_of(session, record_type)
    draft = _draft(session, record_type, numbering.first_of(session, series), given)
    if draft.wrong:
        return _refuse(asked, draft)
    if not dry_run:
        # Somebody may have taken the number of the draft at this moment.
        name = numbering.take(session, series, record_type, alone=offline)
        draft = draft if draft.name == name else _draft(session, record_type, name, given)
    write_files(session, {draft.path: draft.text.encode()}, dry=dry_run)
    if dry_run:
        out(draft.text.rstrip("\n"))
    else:
        _advise(draft)
    return 0


def _answers(session: Session, record_type: RecordType, issue: str | None) -> tuple[Issue | None, dict[str, Any]]:
    if issue is None:
        return None, {}
    return read_issue(issue, record_type, asked_fields(session, record_type))


def _advise(draft: _Draft) -> None:
    check = f"docctl check {draft.path}"
    if draft.missing:
        say(Text(f"next: fill in its lines with #, then {check}", f"下一步：填写其中带 # 的各行，再运行 {check}"))
    else:
        say(Text(f"next: {check}", f"下一步：{check}"))


class _Draft(NamedTuple):
    """A record that may be written, the fields that it lacks, and what is wrong with those it has."""

    name: str
    path: str
    text: str
    missing: list[str]
    document: Document | None
    wrong: list[Violation]


def _draft(session: Session, record_type: RecordType, name: str, given: dict[str, Any]) -> _Draft:
    name = numbered(name, record_type)
    path = record_path(session, record_type, name, given)
    require_free(session, name, path)
    fields = {**first_fields(session, record_type, name), **given}
    missing = missing_fields(session, record_type, path, fields)
    text = record_text(record_type, fields, missing, chosen_language())
    return _Draft(name, path, text, missing, *given_problems(session, record_type, path, text, given))


def _refuse(issue: Issue | None, draft: _Draft) -> int:
    """Write nothing that is wrong already; what is missing may be."""
    if issue is None:
        raise Trouble(draft.wrong[0].message, draft.wrong[0].hint)
    blame_draft(issue, draft.document, draft.wrong)
    return refuse_issue(issue)


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
