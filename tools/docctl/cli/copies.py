"""`docctl copy`: numbered copies of documents in force, issued, printed again, recalled and added up."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.cli import copy_draft
from docctl.cli import copy_recall
from docctl.cli import copy_reconcile
from docctl.cli import numbering
from docctl.cli import options
from docctl.cli import words
from docctl.cli.refusal import refuse
from docctl.cli.session import Session
from docctl.cli.signer import signing_person
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.violation import Text

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.cli.copy_paper import Paper
    from docctl.library import Record

# Of the options of `issue`, those that are fields of the record as they stand.
_FIELDS = ("recipient", "copies", "copy_no", "medium", "channel")


@click.group(
    cls=words.Group,
    examples=(
        "docctl copy issue HM-QP-XS003 --to PUR --recipient P-008",
        "docctl copy recall --list",
        "docctl copy reconcile HM-QP-WK001",
    ),
)
def command() -> None:
    """Issue, print, recall and add up numbered copies."""


_out = words.option(
    "--out",
    "folder",
    word=Text("DIR", "文件夹"),
    text=Text("Where the PDF goes (build/copies unless told).", "PDF 存放的文件夹（默认 build/copies）。"),
)


@command.command(
    text=Text("Issue a numbered copy of the revision in force, as PDF.", "分发一份带分发号的现行有效版本（PDF）。"),
    examples=(
        "docctl copy issue HM-QP-XS003 --to PUR --recipient P-008",
        "docctl copy issue HM-QP-WK001 --to QA --copies 2 --medium 纸质 --by P-007 --out D:/copies",
    ),
)
@words.option(
    "--to",
    "department",
    required=True,
    word=Text("DEPARTMENT", "部门编号"),
    text=Text("The department that receives it.", "领用部门。"),
)
@words.option("--recipient", word=Text("PERSON", "人员编号"), text=Text("Who receives it.", "领用人。"))
@words.option(
    "--copies",
    word=Text("N", "份数"),
    text=Text("How many prints bear this number (1 unless told).", "同一分发号的份数（默认 1 份）。"),
)
@words.option(
    "--copy-no",
    word=Text("NUMBER", "分发号"),
    text=Text(
        "Copy number, or only its last digits (the next one unless told).", "分发号或其末位序号（默认取下一个）。"
    ),
)
@words.option(
    "--medium",
    word=Text("MEDIUM", "介质"),
    text=Text("Paper or electronic (as the distribution list says).", "纸质或电子（默认按发放范围）。"),
)
@words.option(
    "--channel",
    word=Text("CHANNEL", "渠道"),
    text=Text("How it goes out (the first that is allowed).", "分发渠道（默认取第一个允许的渠道）。"),
)
@words.option(
    "--by",
    word=Text("PERSON", "人员编号"),
    text=Text("Who issues it (you unless told).", "分发人（默认为本人）。"),
)
@_out
@options.as_of
@numbering.offline
@options.dry_run
@words.argument("document", Text("DOCUMENT", "文件编号"))
def issue(**given: Any) -> int:
    """Write the record of the copy and print the copy: header, stamp, number and code on every page."""
    from docctl.cli import copy_paper

    dry: bool = given["dry_run"]
    session = start_writing(dry=dry, as_of=given["as_of"])
    found = copy_paper.in_force(session, given["document"], session.as_of)
    fields = {name: given[name] for name in _FIELDS if given[name] is not None}
    if "recipient" in fields:
        fields["recipient"] = session.record(fields["recipient"]).id
    by = signing_person(session, given["by"], "--by")
    wanted = copy_draft.Wanted(found, session.record(given["department"]).id, by, fields)
    series = copy_draft.series_of(session, wanted)
    draft = copy_draft.drafted(session, wanted, numbering.first_of(session, series))
    if reasons := copy_draft.problems(session, draft):
        return refuse(reasons)
    # Before a number is given away everything that can fail has been tried.
    paper = copy_paper.paper_of(session, draft)
    if dry:
        return _issued(session, copy_draft.with_print(session, draft, paper.sha256), None, dry=True)
    place = copy_paper.place_of(session, given["folder"], draft)
    name = numbering.take(session, series, draft.type, alone=given["offline"])
    if name != draft.id:  # somebody took the number of the draft at this moment
        draft = copy_draft.drafted(session, wanted, name)
        paper = copy_paper.paper_of(session, draft)
        place = copy_paper.place_of(session, given["folder"], draft)
    record = copy_draft.with_print(session, draft, paper.sha256)
    return _issued(session, record, (place, paper), dry=False)


def _issued(session: Session, record: Record, printed: tuple[Path, Paper] | None, *, dry: bool) -> int:
    """Write the record first and the PDF after it: what is on record can be printed again, not the other way round."""
    write_files(session, {record.path: record.document.source}, dry=dry)
    if printed is None:
        out(record.document.source.decode().rstrip("\n"))
        return 0
    from docctl.cli import copy_paper

    copy_paper.put_down(*printed, record)
    path = shlex.quote(record.path)
    say(Text(f"next: git add {path} && git commit", f"下一步：git add {path} && git commit"))
    return 0


@command.command(
    "print",
    text=Text("Make the PDF of an issued copy again, byte for byte.", "重新生成已分发件的 PDF，内容逐字节相同。"),
    examples=("docctl copy print HM-QP-XS003-A-0-08 --out D:/copies",),
)
@_out
@options.record
def print_again(folder: str | None, record: str) -> None:
    """Print what the record names, or nothing: another file is another copy."""
    from docctl.cli import copy_paper

    session = Session.start()
    found = session.record(record)
    if found.type.slug != copy_draft.TYPE or "print_sha256" not in found.data:
        raise Trouble(
            Text(f"{found.id} names no printed copy", f"{found.id} 没有登记打印件校验值"),
            Text("copies made here are listed by: docctl register G-03", "由系统制作的分发件见：docctl register G-03"),
        )
    if not any(row["record"] == found.id and row["outstanding"] for row in copy_reconcile.copies_of(session)[1]):
        raise Trouble(
            Text(
                f"{found.id} is no longer out: its number is not printed again",
                f"{found.id} 已不在外，不得以原分发号重新生成",
            ),
            Text("issue a new one: docctl copy issue", "如需使用，请另行分发：docctl copy issue"),
            exit_code=1,
        )
    paper = copy_paper.paper_of(session, found)
    if paper.sha256 != found.data["print_sha256"]:
        raise Trouble(
            Text(
                f"what is made now is not the file issued as {found.id}: template, fonts or program changed",
                f"现在生成的文件与 {found.id} 分发时不一致：模板、字体或程序版本已变更",
            ),
            Text("recall that copy and issue a new one: docctl copy issue", "请收回原件后重新分发：docctl copy issue"),
            exit_code=1,
        )
    copy_paper.put_down(copy_paper.place_of(session, folder, found), paper, found)


command.add_command(copy_recall.command, "recall")
command.add_command(copy_reconcile.command, "reconcile")
