"""`docctl copy recall`: copies that came back, were lost or destroyed; and those that should come back."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli import options
from docctl.cli import words
from docctl.cli.copy_draft import TYPE
from docctl.cli.copy_reconcile import copies_of
from docctl.cli.copy_reconcile import print_rows
from docctl.cli.move import faults
from docctl.cli.move import moved
from docctl.cli.refusal import refuse
from docctl.cli.session import Session
from docctl.cli.signer import signing_person
from docctl.cli.skeleton import typed
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.lifecycle.codes import STATE_REQUIRES
from docctl.schema.codes import FIELD_MISSING
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.library import Record
    from docctl.violation import Violation

# The states of the lifecycle `distribution-record` in which nothing is out any more.
_RECALLED, _LOST = "recalled", "lost"
_LISTED = ("document", "version", "copy_no", "department", "outstanding", "recall_due", "missing", "record")


@words.command(
    text=Text("Record that copies came back, were lost or destroyed.", "登记分发件的回收、遗失或就地销毁。"),
    examples=(
        "docctl copy recall --list",
        "docctl copy recall HM-QP-WK001-A-1-02 --disposition 销毁 --by P-007",
        "docctl copy recall HM-WI-GC002-A-0-01 --lost 1 --explanation 设备搬迁时遗失 --disposition 归档",
    ),
)
@words.option(
    "--list",
    "listing",
    is_flag=True,
    text=Text(
        "List what should come back instead, of one document or of all.", "只列出应收回的分发件，可指定一份文件。"
    ),
)
@words.option(
    "--disposition",
    word=Text("VALUE", "处置"),
    text=Text("What becomes of what came back.", "收回后的处置。"),
)
@words.option("--lost", word=Text("N", "份数"), text=Text("How many of them are lost.", "其中遗失的份数。"))
@words.option("--explanation", word=Text("TEXT", "说明"), text=Text("How they were lost.", "遗失说明。"))
@words.option(
    "--destroyed",
    word=Text("N", "份数"),
    text=Text("How many of them were destroyed on the spot.", "其中就地销毁的份数。"),
)
@words.option(
    "--by", word=Text("PERSON", "人员编号"), text=Text("Who recalled them (you unless told).", "回收人（默认为本人）。")
)
@options.as_of
@options.dry_run
@options.output_format("table", "json")
@words.argument("records", Text("ID", "编号"), nargs=-1)
def command(**given: Any) -> int:
    """Take the step of each record, or of none; or print the copies whose version is over and that are still out."""
    names: tuple[str, ...] = given["records"]
    if given["listing"]:
        _list(Session.start(as_of=given["as_of"]), names, given["shape"])
        return 0
    if not names:
        raise Trouble(
            Text("no copy is named", "没有指定分发件"),
            Text(
                "those that should come back: docctl copy recall --list", "应收回的分发件见：docctl copy recall --list"
            ),
        )
    session = start_writing(dry=given["dry_run"], as_of=given["as_of"])
    return _recall(session, names, given)


def _recall(session: Session, names: tuple[str, ...], given: dict[str, Any]) -> int:
    by = signing_person(session, given["by"], "--by")
    files: dict[str, bytes | None] = {}
    reasons: list[Violation] = []
    for record in dict.fromkeys(session.record(name).id for name in names):
        found = _copy(session, record)
        fields, status = _came_back(session, found, by, given)
        if wrong := faults(session, found):
            reasons += wrong
            continue
        document, wrong = moved(session, found, status, fields)
        reasons += wrong
        files[found.path] = document.source
    if reasons:
        return refuse(_by_option(session, reason) for reason in reasons)
    write_files(session, files, dry=given["dry_run"])
    if not given["dry_run"]:
        paths = " ".join(shlex.quote(path) for path in files)
        say(Text(f"next: git add {paths} && git commit", f"下一步：git add {paths} && git commit"))
    return 0


def _by_option(session: Session, reason: Violation) -> Violation:
    """A reason with the option that mends it: nothing is written yet into which a line could be put."""
    if reason.slug not in {FIELD_MISSING.slug, STATE_REQUIRES.slug}:
        return reason
    known = " | ".join(session.record_type(TYPE).properties["recall_disposition"]["enum"])
    mended_by = {
        "/loss_explanation": Text("say how they were lost: --explanation TEXT", "请说明如何遗失：--explanation 说明"),
        "/recall_disposition": Text(
            f"what becomes of it: --disposition {known}", f"收回后的处置：--disposition {known}"
        ),
    }
    return replace(reason, hint=mended_by.get(reason.pointer, reason.hint))


def _copy(session: Session, name: str) -> Record:
    found = session.record(name)
    if found.type.slug != TYPE:
        title = found.type.title
        raise Trouble(
            Text(f"{found.id} is a {title.en}, no copy", f"{found.id} 是{title.zh}，不是分发件"),
            Text(f"its copies: docctl copy reconcile {found.id}", f"其分发件见：docctl copy reconcile {found.id}"),
        )
    return found


def _came_back(session: Session, record: Record, by: str, given: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The fields of what happened to all prints of a number, and the status that follows; the rest came back."""
    lost, destroyed = (_count(record, name, given[name]) for name in ("lost", "destroyed"))
    rest = int(record.data["copies"]) - lost - destroyed
    if rest < 0:
        raise _too_many(record, lost + destroyed)
    fields: dict[str, Any] = {}
    if lost:
        fields |= {"lost_copies": lost, "lost_on": session.as_of}
        fields |= {"loss_explanation": given["explanation"]} if given["explanation"] is not None else {}
    if lost and not rest and not destroyed:
        return fields, _LOST
    fields |= {"recalled_on": session.as_of, "recalled_by": by, "recalled_copies": rest}
    fields |= {"recall_disposition": given["disposition"]} if given["disposition"] is not None else {}
    fields |= {"destroyed_copies": destroyed} if destroyed else {}
    return fields, _RECALLED


def _count(record: Record, option: str, value: str | None) -> int:
    """How many prints, as typed; a copy record counts in whole ones."""
    if value is None:
        return 0
    number = typed(value, record.type.properties[f"{option}_copies"])
    if not isinstance(number, int) or number < 0:
        raise Trouble(Text(f"--{option} {value} is no number of copies", f"--{option} {value} 不是份数"))
    return number


def _too_many(record: Record, counted: int) -> Trouble:
    issued = record.data["copies"]
    return Trouble(
        Text(
            f"{record.id} is {issued} copies, and {counted} are lost or destroyed",
            f"{record.id} 共 {issued} 份，遗失和销毁合计 {counted} 份",
        ),
        Text(f"count again: docctl show {record.id}", f"请核对份数：docctl show {record.id}"),
        exit_code=1,
    )


def _list(session: Session, names: tuple[str, ...], shape: str) -> None:
    """What the register of copies says is due back and still out; the due list says when it is late."""
    documents = {session.record(name).id for name in names}
    table, rows = copies_of(session)
    due = [row for row in rows if row["recall_due"] and row["outstanding"]]
    print_rows(table, [row for row in due if not documents or row["document"] in documents], _LISTED, shape)
