"""`docctl list`: the records of a type that an expression selects."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.cli import options
from docctl.cli import words
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


@words.command("list", examples=("docctl list customer", "docctl list customer --where \"self.tier == 'A'\""))
@options.as_of
@options.rev
@words.option(
    "--where", word=Text("CONDITION", "条件"), text=Text("Only the records that meet it.", "只列出符合条件的记录。")
)
@options.output_format("table", "json")
@words.argument("slug", Text("TYPE", "类型"))
def command(*, as_of: str | None, rev: str | None, where: str | None, shape: str, slug: str) -> None:
    """Print the records of a type."""
    session = Session.start(rev=rev, as_of=as_of)
    record_type = session.record_type(slug)
    condition = _compiled(session, record_type.slug, where) if where else None
    records = [
        r for r in session.library.of_type(record_type.slug) if condition is None or _holds(session, r, condition)
    ]
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
