"""`docctl export`: the records of a type as a workbook that can be edited and brought back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.cli import list_records
from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.show import derived
from docctl.cli.show import state
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import say
from docctl.cli.writing import write_new_file
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.exchange.records_book import Shown
    from docctl.exchange.values import Names
    from docctl.library import Record

_EXCEL = ".xlsx"
_FAULTY = Text("they fail docctl check", "未通过 docctl check")
_DESTROYED = Text("they were destroyed and hold nothing any more", "已销毁，仅存销毁标记")


@words.command("export", examples=("docctl export customer --to customers.xlsx",))
@options.to_file(required=True)
@list_records.where
@words.argument("slug", Text("TYPE", "类型"))
def command(*, to: str, where: str | None, slug: str) -> None:
    """Write the records of a type into a new Excel file."""
    from docctl.exchange.records_book import RecordsBook

    _require_excel(to, slug)
    session = Session.start()
    record_type = session.record_type(slug)
    found = list_records.chosen(session, record_type, where)
    destroyed = [record for record in found if record.is_destroyed]
    sound = [record for record in found if not record.faulty]
    book = RecordsBook(record_type, chosen_language(), names_of(session))
    write_new_file(to, book.data([_shown(session, record) for record in sound]))
    count, name = len(sound), show(to)
    say(Text(f"wrote {count} records to {name}", f"已将 {count} 条记录导出到 {name}"))
    _mention(_FAULTY, [record for record in found if record.faulty and not record.is_destroyed])
    _mention(_DESTROYED, destroyed)
    say(
        Text(f"to bring changes back: docctl import {name} --dry-run", f"改好后导回：docctl import {name} --dry-run"),
    )


def _require_excel(to: str, slug: str) -> None:
    """Excel opens no file whose name promises another kind than it holds."""
    if Path(to).suffix.lower() != _EXCEL:
        better = show(Path(to).with_suffix(_EXCEL))
        raise Trouble(
            Text(f"{show(to)}: an Excel workbook is a file .xlsx", f"{show(to)}：导出的工作簿应为 .xlsx 文件"),
            Text(f"docctl export {slug} --to {better}", f"docctl export {slug} --to {better}"),
        )


def names_of(session: Session) -> Names:
    """What all records are called."""
    from docctl.exchange.values import Names

    known = session.schemas.types
    records = session.library.of_type
    return Names({slug: {record.id: record.title for record in records(slug)} for slug in known})


def _shown(session: Session, record: Record) -> Shown:
    from docctl.exchange.records_book import Shown

    data = {**record.data, **derived(session, record)}
    digest = hashlib.sha256(record.document.source).hexdigest()
    return Shown(record.id, digest, data, state(session, record))


def _mention(why: Text, records: Sequence[Record]) -> None:
    if records:
        names = ", ".join(record.id for record in records[:3])
        count = len(records)
        say(
            Text(
                f"left out, {why.en}: {count} records, first {names}",
                f"有 {count} 条记录{why.zh}，未导出；前几条为 {names.replace(', ', '、')}",
            ),
            err=True,
        )
