"""`docctl copy reconcile`: issued = returned + lost + destroyed + outstanding, for each copy number and in all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.cli import options
from docctl.cli import words
from docctl.cli.copy_draft import TYPE
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.cli.terminal import say
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.library import Record
    from docctl.registers.table import Table

Row = dict[str, Any]
# What became of the copies of a number: columns of the register that lists them.
_ENDS = ("returned", "lost", "destroyed", "outstanding")
_COLUMNS = ("document", "version", "copy_no", "department", "copies", *_ENDS, "record")
_NEEDED = frozenset({*_COLUMNS, "recall_due", "missing"})
_SUM, _DIFFERENCE = Text("in all", "合计"), Text("Unaccounted", "去向不明")


@words.command(
    text=Text("Add up what became of the copies of a document.", "核对一份文件的分发份数与去向。"),
    examples=("docctl copy reconcile HM-QP-WK001", "docctl copy reconcile HM-QP-WK001 A/1 --format json"),
)
@options.as_of
@options.rev
@options.output_format("table", "json")
@words.argument("document", Text("DOCUMENT", "文件编号"))
@words.argument("revision", Text("REVISION", "版本"), required=False)
def command(*, as_of: str | None, rev: str | None, shape: str, document: str, revision: str | None) -> int:
    """Print the sum of each copy number; fails where prints are unaccounted for, not where they are still out."""
    session = Session.start(rev=rev, as_of=as_of)
    found = session.record(document)
    name = found.id
    table, rows = copies_of(session)
    counted = [row for row in rows if row["document"] == name and revision in {None, row["version"]}]
    if not counted:
        raise _no_copies(session, found, revision)
    for row in counted:
        row["difference"] = int(row["copies"]) - sum(int(row[end]) for end in _ENDS)
    totals = {key: sum(int(row[key]) for row in counted) for key in ("copies", *_ENDS, "difference")}
    if shape == "json":
        entries = [{key: row[key] for key in (*_COLUMNS, "difference")} for row in counted]
        print_json({"document": name, "as_of": table.as_of, "copies": entries, "total": totals})
    else:
        _print(table, counted, totals)
    return 1 if any(row["difference"] for row in counted) else 0


def copies_of(session: Session) -> tuple[Table, list[Row]]:
    """The register that lists the copies, and its rows by column: what it says is worked out nowhere else."""
    for register in session.registers.values():
        columns = {column["key"] for column in register.data["columns"]}
        if register.data["rows"].get("type") == TYPE and columns >= _NEEDED:
            table = register.table(session.book.host, session.check.approvals, session.as_of)
            keys = [column.key for column in table.columns]
            return table, [dict(zip(keys, row, strict=True)) for row in table.rows]
    needed = ", ".join(sorted(_NEEDED))
    raise Trouble(
        Text(f"no register lists the {TYPE}s with the columns {needed}", f"没有含以下各栏的 {TYPE} 清单：{needed}"),
        Text("take G-03 of the example library", "请从示例文件库取用 G-03"),
        exit_code=1,
    )


def _no_copies(session: Session, record: Record, revision: str | None) -> Trouble:
    name, kind = record.id, record.type
    shown = f"{name} {show(revision)}" if revision is not None else name
    copied = session.record_type(TYPE).properties["document"]["x-ref"]
    if kind.slug not in copied:
        return Trouble(
            Text(f"{name} is a {kind.title.en}, of which there are no copies", f"{name} 是{kind.title.zh}，没有分发件"),
            Text(f"name a document: docctl list {copied[0]}", f"请指定文件，可用 docctl list {copied[0]} 查看"),
        )
    made_here = kind.slug in session.check.approvals.judges
    call = f"docctl copy issue {name} --to" if made_here else f"docctl new {TYPE} document={name}"
    to = Text(" DEPARTMENT", " 部门") if made_here else Text("", "")
    return Trouble(
        Text(f"no copy of {shown} was issued", f"{shown} 没有分发件"),
        Text(f"issue one: {call}{to.en}", f"如需分发：{call}{to.zh}"),
    )


def _print(table: Table, rows: Sequence[Row], totals: dict[str, int]) -> None:
    language = chosen_language()
    shown = [*rows, {"document": _SUM.get(language), **totals}]
    print_rows(table, shown, (*_COLUMNS[:-1], "difference", "record"), "table")
    wrong = [row["record"] for row in rows if row["difference"]]
    if wrong:
        records = ", ".join(wrong)
        say(
            Text(
                f"{totals['difference']} unaccounted for in {records}",
                f"{records.replace(', ', '、')} 有 {totals['difference']} 份去向不明",
            ),
            err=True,
        )


def print_rows(table: Table, rows: Sequence[Row], keys: Sequence[str], shape: str) -> None:
    """Some columns of a register under its own titles."""
    language = chosen_language()
    if shape == "json":
        print_json([{key: row[key] for key in keys} for row in rows])
        return
    titles = {column.key: column.title.get(language) for column in table.columns}
    titles["difference"] = _DIFFERENCE.get(language)
    print_table([titles[key] for key in keys], [[row.get(key, "") for key in keys] for row in rows])
