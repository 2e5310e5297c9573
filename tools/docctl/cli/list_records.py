"""`docctl list`: the records of a type that an expression selects."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.cli import options
from docctl.cli.session import Session
from docctl.cli.show import state
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.reader import Document
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.expressions.checked import Checked
    from docctl.library import Record


@click.command("list")
@options.as_of
@options.rev
@click.option("--where", metavar="CEL", help="Only records for which it holds, self.tier == 'A'. / 筛选条件。")
@options.output_format("table", "json")
@click.argument("slug", metavar="TYPE")
def command(*, as_of: str | None, rev: str | None, where: str | None, shape: str, slug: str) -> None:
    """List the records of TYPE. / 列出某类型的记录。"""
    session = Session.start(rev=rev, as_of=as_of)
    record_type = session.schemas.types.get(slug)
    if record_type is None:
        raise Trouble(
            Text(f"there is no record type {slug}", f"没有记录类型 {slug}"),
            Text(f"there are {', '.join(session.schemas.types)}", f"现有类型：{'、'.join(session.schemas.types)}"),
        )
    condition = _compiled(session, slug, where) if where else None
    check = session.check
    del check  # binds the library that the expression asks
    records = [r for r in session.library.of_type(slug) if condition is None or _holds(session, r, condition)]
    columns = [field.path[0] for field in record_type.having("x-column") if len(field.path) == 1]
    if shape == "json":
        print_json([{"id": r.id, "path": r.path, **{c: _value(session, r, c) for c in columns}} for r in records])
        return
    language = chosen_language()
    titles = ["id", *(record_type.label((c,)).get(language) for c in columns), Text("state", "状态").get(language)]
    rows = [[r.id, *(_value(session, r, c) for c in columns), state(session, r)] for r in records]
    print_table(titles, rows)


def _compiled(session: Session, slug: str, where: str) -> Checked:
    try:
        return session.book.compiler.compile(where, slug, Document("--where", b"where: x\n", {}), ("where",))
    except Stop as stop:
        raise Trouble(stop.violation.message, stop.violation.hint) from None


def _holds(session: Session, record: Record, condition: Checked) -> bool:
    host = session.check.host
    host.current = record
    variables = {
        **host.variables(record, condition),
        "stage": session.check.stage(record),
        "state": session.check.stage(record),
        "today": session.as_of,
    }
    try:
        return bool(condition.evaluate(Scope(host.environment, variables)))
    except (SkipRule, Undecided):
        return False


def _value(session: Session, record: Record, name: str) -> Any:
    if name not in record.type.computed:
        return record.data.get(name, "")
    try:
        return session.check.host.compute(record, name)
    except (SkipRule, Undecided):
        return ""
