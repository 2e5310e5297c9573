"""`docctl register`: a generated table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.cli.terminal import say
from docctl.cli.writing import write_new_file
from docctl.registers.written import as_csv
from docctl.registers.written import as_json
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.registers.table import Table

_TITLES = {"en": ("register", "title"), "zh": ("清单", "名称")}


_EXAMPLES = (
    "docctl register",
    "docctl register G-01",
    "docctl register G-01 --format csv > G-01.csv",
    "docctl register G-01 --format xlsx --to G-01.xlsx",
)


@words.command(examples=_EXAMPLES)
@options.as_of
@options.rev
@options.output_format("table", "json", "csv", "xlsx")
@options.to_file(required=False)
@words.argument("name", Text("ID", "编号"), required=False)
def command(*, as_of: str | None, rev: str | None, shape: str, to: str | None, name: str | None) -> None:
    """Print a register, write it into an Excel file, or list them."""
    _require_file(shape, to, name)
    session = Session.start(rev=rev, as_of=as_of)
    check = session.check
    if name is None:
        _list(session, shape)
        return
    register = session.registers.get(name.upper())
    if register is None:
        known = session.registers
        raise Trouble(
            Text(f"there is no register {show(name)}", f"没有清单 {show(name)}"),
            Text(f"there are {', '.join(known)}", f"现有清单：{'、'.join(known)}"),
        )
    table = register.table(session.book.host, check.approvals, session.as_of)
    if to is None:
        _print(table, session.snapshot.commit, shape)
        return
    from docctl.exchange.register_book import register_book

    write_new_file(to, register_book(table, chosen_language()))
    say(Text(f"wrote {table.id} to {show(to)}", f"已将清单 {table.id} 导出到 {show(to)}"))


def _require_file(shape: str, to: str | None, name: str | None) -> None:
    """An Excel file is of one register and has a name; everything else is printed."""
    if (shape == "xlsx") == (to is not None and name is not None):
        return
    raise Trouble(
        Text(
            "--format xlsx and --to FILE belong together, and to one register",
            "--format xlsx 与 --to 文件 须同时使用，并指定一份清单",
        ),
        Text("docctl register ID --format xlsx --to FILE.xlsx", "docctl register 编号 --format xlsx --to 文件.xlsx"),
    )


def _list(session: Session, shape: str) -> None:
    found = [
        {"id": name, "title": register.title.get(chosen_language())} for name, register in session.registers.items()
    ]
    if shape == "json":
        print_json(found)
    else:
        print_table(_TITLES[chosen_language()], [(entry["id"], entry["title"]) for entry in found])


def _print(table: Table, commit: str | None, shape: str) -> None:
    language = chosen_language()
    titles = [column.title.get(language) for column in table.columns]
    if shape == "json":
        out(as_json(table, language, commit))
    elif shape == "csv":
        out(as_csv([titles, *table.rows]).removesuffix("\n"))
    else:
        out(f"{table.id} {table.title.get(language)} ({table.as_of})")
        print_table(titles, table.rows)
        for label, value in table.summary:
            out(f"{label.get(language)}: {value}")
