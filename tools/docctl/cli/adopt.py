"""`docctl adopt`: approvals that were given on paper before the library began, one by one or from a list."""

from __future__ import annotations

from typing import Any

from docctl.approval.steps import ADOPT
from docctl.cli import options
from docctl.cli import transition
from docctl.cli import words
from docctl.cli.adoption_list import adopt_list
from docctl.cli.adoption_template import print_template
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.writing import start_writing
from docctl.violation import Text


@words.command(
    ADOPT,
    examples=(
        "docctl adopt HM-QP-XS003",
        "docctl adopt --template > list.csv",
        "docctl adopt --list list.csv --dry-run",
        "docctl adopt --from master-list.xlsx --files documents --dry-run",
    ),
)
@transition.step_options
@words.option(
    "--from",
    "--list",
    "listed",
    word=Text("FILE", "文件"),
    text=Text(
        "Adopt every document of this Excel or CSV list, or none.",
        "按 Excel 或 CSV 清单逐行采认，任何一行有误则全部不写入。",
    ),
)
@words.option(
    "--files",
    word=Text("DIR", "文件夹"),
    text=Text("Find the file of each row by its number here.", "在该文件夹中按编号查找各行的文件。"),
)
@words.option(
    "--template", is_flag=True, text=Text("Print an empty list with an example row.", "输出清单模板和一行示例。")
)
@words.option(
    "--type",
    "slug",
    word=Text("TYPE", "类型"),
    text=Text("Type of the listed documents, where several can be adopted.", "清单中文件的类型（多种类型可采认时）。"),
)
@options.dry_run
@words.argument("record", Text("ID", "编号"), required=False)
def command(**given: Any) -> int:
    """Sign for approvals on paper, after seeing the originals."""
    if given["files"] and not given["listed"]:
        raise Trouble(
            Text("--files DIR goes with --from FILE", "--files 文件夹 须与 --from 文件 同时使用"),
            Text("docctl adopt --from FILE --files DIR", "docctl adopt --from 文件 --files 文件夹"),
        )
    named = [name for name in ("record", "listed", "template") if given[name]]
    if len(named) != 1:
        raise Trouble(
            Text("name one document, or one list", "请指定一份文件，或一个清单"),
            Text("docctl adopt ID, docctl adopt --list FILE", "docctl adopt 编号，或 docctl adopt --list 文件"),
        )
    if given["template"]:
        return print_template(Session.start(), given["slug"])
    session = start_writing(dry=given["dry_run"])
    if given["record"]:
        return transition.take(session, ADOPT, given)
    return adopt_list(session, given)
