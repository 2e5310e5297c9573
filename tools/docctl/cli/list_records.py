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
from docctl.cli.terminal import say
from docctl.expressions.checked import OF_A_DAY
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.reader import Document
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.expressions.checked import Checked
    from docctl.library import Record
    from docctl.schema import RecordType

_FAULTY = Text("it fails docctl check", "该记录未通过 docctl check")
_DANGLING = Text("a reference leads nowhere", "引用的记录不存在")


where = words.option(
    "--where", word=Text("CONDITION", "条件"), text=Text("Only the records that meet it.", "只列出符合条件的记录。")
)


@words.command("list", examples=("docctl list customer", "docctl list customer --where \"self.tier == 'A'\""))
@options.as_of
@options.rev
@where
@options.output_format("table", "json")
@words.argument("slug", Text("TYPE", "类型"))
def command(*, as_of: str | None, rev: str | None, where: str | None, shape: str, slug: str) -> None:
    """Print the records of a type."""
    session = Session.start(rev=rev, as_of=as_of)
    record_type = session.record_type(slug)
    records = chosen(session, record_type, where)
    columns = [field.path[0] for field in record_type.having("x-column") if len(field.path) == 1]
    if shape == "json":
        print_json([{"id": r.id, "path": r.path, **{c: _value(session, r, c) for c in columns}} for r in records])
        return
    language = chosen_language()
    titles = ["id", *(record_type.label((c,)).get(language) for c in columns), Text("state", "状态").get(language)]
    rows = [[r.id, *(_value(session, r, c) for c in columns), state(session, r)] for r in records]
    print_table(titles, rows)


def chosen(session: Session, record_type: RecordType, where: str | None) -> Sequence[Record]:
    """The records of a type, those that meet a condition where one is given."""
    records = session.library.of_type(record_type.slug)
    if not where:
        return records
    return list(_holding(session, records, _compiled(session, record_type.slug, where)))


def _compiled(session: Session, slug: str, where: str) -> Checked:
    try:
        return session.book.compiler.offering(OF_A_DAY | {"stage"}).compile(
            where, slug, Document("--where", b"where: x\n", {}), ("where",)
        )
    except Stop as stop:
        raise Trouble(stop.violation.message, stop.violation.hint) from None


def _holding(session: Session, records: Sequence[Record], condition: Checked) -> Iterator[Record]:
    """The records for which a condition holds; those for which it cannot be decided are counted aloud."""
    undecided: list[tuple[Record, Text]] = []
    for record in records:
        if record.faulty:
            undecided.append((record, _FAULTY))
            continue
        try:
            if _holds(session, record, condition):
                yield record
        except SkipRule:
            undecided.append((record, _DANGLING))
        except Undecided as failure:
            undecided.append((record, Text(failure.reason, failure.reason)))
    if undecided:
        first, why = undecided[0]
        say(
            Text(
                f"left out, the condition cannot be decided: {len(undecided)} records, first {first.id} ({why.en})",
                f"有 {len(undecided)} 条记录无法判断是否符合条件，未列出；第一条为 {first.id}（{why.zh}）",
            ),
            err=True,
        )


def _holds(session: Session, record: Record, condition: Checked) -> bool:
    stage = session.check.stage(record)
    host = session.check.host
    host.current = record
    variables = {**host.variables(record, condition), "stage": stage, "state": stage, "today": session.as_of}
    value = condition.evaluate(Scope(host.environment, variables))
    if not isinstance(value, bool):
        raise Trouble(
            Text("the condition is neither true nor false", "条件的结果不是“真”或“假”"),
            Text("compare something: self.tier == 'A'", "请写成比较式，例如 self.tier == 'A'"),
        )
    return value


def _value(session: Session, record: Record, name: str) -> Any:
    if name not in record.type.computed or record.faulty:
        return record.data.get(name, "")
    try:
        return session.check.host.compute(record, name)
    except (SkipRule, Undecided):
        return ""
