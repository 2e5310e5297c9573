"""`docctl adopt --list`: every document of a list adopted, or none."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.approval.steps import ADOPT
from docctl.cli import transition
from docctl.cli.adoption_refusal import hint_of
from docctl.cli.adoption_refusal import refuse_list
from docctl.cli.headings import DOC_NO
from docctl.cli.headings import FILE
from docctl.cli.headings import field_names
from docctl.cli.listed_files import Files
from docctl.cli.listed_record import Listed
from docctl.cli.listed_record import Reader
from docctl.cli.listed_record import number_in
from docctl.cli.listed_record import read_columns
from docctl.cli.sheet import Fault
from docctl.cli.sheet import read_sheet
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.cli.text_files import say_encoding
from docctl.cli.writing import write_files
from docctl.exchange.layout import ID
from docctl.expressions.environment import SkipRule
from docctl.guard.attachments import attachment_problems
from docctl.guard.limits import Limits
from docctl.library.load import RENDITION
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.approval.act import Act
    from docctl.approval.signature.signing import Signer
    from docctl.cli.listed_record import Column
    from docctl.cli.session import Session
    from docctl.cli.sheet import Row
    from docctl.cli.sheet import Sheet
    from docctl.library import Record
    from docctl.schema import RecordType
    from docctl.violation import Violation


@dataclass
class Adoption:
    """A list on its way: what its rows give, what is wrong with them, and what is to be written."""

    type: RecordType
    sheet: Sheet
    columns: Mapping[str, Column]
    listed: list[Listed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    standing: list[Listed] = field(default_factory=list)  # adopted before
    statements: dict[str, bytes] = field(default_factory=dict)

    def blame(self, listed: Listed, found: Iterable[Violation]) -> None:
        """Say of a row what is wrong with its record, at the column that it comes from."""
        for violation in found:
            column = self._column(violation.pointer)
            message = Text(f"{violation.message.en} [{violation.code}]", f"{violation.message.zh} [{violation.code}]")
            self.faults.append(
                Fault(listed.row.line, column, message, hint_of(self.type, self.sheet, listed.row, violation, column))
            )

    def _column(self, pointer: str) -> str:
        name = ".".join(step for step in pointer.split("/") if step and not step.isdecimal())
        if name.partition(".")[0] == RENDITION and name not in self.columns:
            return FILE
        return name


def adopting_type(session: Session, slug: str | None) -> RecordType:
    """The type whose documents a list names: the only one whose lifecycle knows the step, unless told."""
    session.require_schemas()
    lifecycles = session.book.lifecycles
    known = [name for name, bound in lifecycles.items() if bound.lifecycle.transition(ADOPT) is not None]
    chosen = [session.record_type(slug).slug] if slug else known
    if len(chosen) == 1 and chosen[0] in known:
        return session.schemas.types[chosen[0]]
    names = ", ".join(known) or "—"
    raise Trouble(
        Text("say which type of document is adopted", "请指明采认的是哪种类型的文件"),
        Text(f"--type, one of {names}", f"--type，可选：{names.replace(', ', '、')}"),
    )


def adopt_list(session: Session, given: Mapping[str, Any]) -> int:
    """Judge every row, then write all records and statements; one wrong row, and nothing is written."""
    record_type = adopting_type(session, given["slug"])
    sheet = read_sheet(given["listed"], field_names(record_type))
    files = Files(given["files"], [number_in(row) for row in sheet.rows]) if given["files"] else None
    adoption = _read(session, record_type, sheet, files)
    planned = session.beside(session.snapshot.with_files(_files(adoption)))
    act = transition.act_of(planned, ADOPT, given)
    key = transition.key_of(planned, ADOPT, act.person, given)
    _judge(planned, adoption)
    _sign(planned, adoption, act, key)
    _say_encoding(adoption.sheet)
    _say_left_out(adoption.sheet, files)
    if adoption.faults:
        return refuse_list(adoption.sheet, adoption.faults)
    _write(session, planned, adoption, dry=given["dry_run"])
    return 0


def _read(session: Session, record_type: RecordType, sheet: Sheet, files: Files | None) -> Adoption:
    columns, faults = read_columns(record_type, sheet.columns)
    adoption = Adoption(record_type, sheet, columns, faults=[*faults, *sheet.faults])
    reader = Reader(session, record_type, columns, sheet.path.parent, files)
    if files is not None:
        numbers = [number_in(row) for row in sheet.rows if FILE not in row.cells]
        files.convert(number for number in numbers if number.upper() not in reader.standing)
    first: dict[str, Row] = {}
    for row in sheet.rows:
        found = reader.read(row)
        if not isinstance(found, Listed):
            adoption.faults += found
        elif first.setdefault(found.id, row) is not row:
            adoption.faults.append(_twice(found, first[found.id]))
        else:
            adoption.listed.append(found)
    if not sheet.rows:
        said = Text("the list names no document", "清单中没有文件")
        adoption.faults.append(Fault(1, "", said, Text("fill in its rows", "请填写清单各行")))
    return adoption


def _twice(listed: Listed, first: Row) -> Fault:
    """Two rows of one number, also where the documents bear it in two spellings."""
    said = Text(f"{listed.id} stands in line {first.line} already", f"{listed.id} 已在第 {first.line} 行列出")
    here, there = (row.cells.get(DOC_NO, "") for row in (listed.row, first))
    if here == there:
        return Fault(listed.row.line, ID, said)
    here, there = show(here or "—"), show(there or "—")
    hint = Text(f"“{there}” there and “{here}” here are one number", f"该行的“{there}”与本行的“{here}”是同一编号")
    return Fault(listed.row.line, ID, said, hint)


def _files(adoption: Adoption) -> dict[str, bytes]:
    return {path: data for listed in adoption.listed for path, data in listed.files.items()}


def _judge(planned: Session, adoption: Adoption) -> None:
    """Ask every rule about the records as they would be; what was adopted before is only compared."""
    records: dict[str, tuple[Listed, Record]] = {}
    limits = Limits.of(planned.schemas.policy)
    for listed in adoption.listed:
        scans = ((path, data) for path, data in listed.files.items() if ".files/" in path)
        adoption.blame(listed, [found for path, data in scans for found in attachment_problems(path, data, limits)])
        record = planned.library.records[listed.id]
        if not listed.files:
            _compare(adoption, listed, record)
        if _is_adopted(planned, record):
            adoption.standing.append(listed)
        else:
            records[listed.id] = (listed, record)
    paths = {record.path: name for name, (_, record) in records.items()}
    for violation in transition.faults(planned, [record for _, record in records.values()], ADOPT):
        listed, _ = records[violation.record if violation.record in records else paths[violation.path]]
        adoption.blame(listed, [violation])


def _compare(adoption: Adoption, listed: Listed, record: Record) -> None:
    for column in listed.differing(record, adoption.columns):
        said = Text(f"{listed.id} exists already and says otherwise", f"{listed.id} 已存在，内容与此不同")
        hint = Text("leave the cell empty, or change the record", "请清空此格，或修改该文件")
        adoption.faults.append(Fault(listed.row.line, column, said, hint))


def _is_adopted(planned: Session, record: Record) -> bool:
    if record.faulty or record.type.slug not in planned.check.approvals.judges:
        return False
    revision = planned.check.approvals.revision_of(record)
    return revision is not None and revision.issued and revision.is_adopted


def _sign(planned: Session, adoption: Adoption, act: Act, key: Signer) -> None:
    """Sign for every row in which nothing is wrong, as if it were written: the rest is judged by that."""
    wrong = {fault.line for fault in adoption.faults}
    for listed in adoption.listed:
        if listed.row.line in wrong or listed in adoption.standing:
            continue
        try:
            record = planned.library.records[listed.id]
            adoption.statements |= prepare(planned.check.approvals, record, act, key)
        except Refused as refused:
            adoption.blame(listed, refused.reasons)
        except SkipRule as skipped:
            said = Text(f"{skipped} is faulty, and the step depends on it", f"所依据的记录 {skipped} 有误")
            adoption.faults.append(Fault(listed.row.line, "", said, Text("see docctl check", "详见 docctl check")))


def _say_left_out(sheet: Sheet, files: Files | None) -> None:
    """Columns and files that nothing was done with."""
    if sheet.left_out:
        names = [show(name) for name in sheet.left_out]
        say(
            Text(
                f"columns that fill no field are left out: {', '.join(names)}",
                f"以下各列没有对应的字段，未采用：{'、'.join(names)}",
            ),
            err=True,
        )
    for path in files.unmatched if files is not None else ():
        name = show(path.name)
        say(Text(f"no row has the number of {name}", f"清单中没有与 {name} 对应的行"), err=True)


def _say_encoding(sheet: Sheet) -> None:
    if not sheet.is_utf8:
        say_encoding(sheet.path)


def _write(session: Session, planned: Session, adoption: Adoption, *, dry: bool) -> None:
    """Records and statements, all of them or none."""
    write_files(session, {**_files(adoption), **adoption.statements}, dry=dry, quiet=True)
    for listed in adoption.listed:
        data = planned.library.records[listed.id].data
        name, day = f"{listed.id} {data['revision']}", data["effective_on"]
        if listed in adoption.standing:
            say(Text(f"{name}: adopted before", f"{name}：此前已采认"))
        elif dry:
            say(Text(f"{name}: would be adopted, effective {day}", f"{name}：将采认，{day} 起生效"))
        else:
            say(Text(f"{name}: adopted, effective {day}", f"{name}：已采认历史批准（纸质），{day} 起生效"))
    done = len(adoption.listed) - len(adoption.standing)
    if dry:
        say(Text(f"{done} would be adopted; nothing was written", f"共 {done} 份待采认，未写入任何内容"))
    elif done:
        say(
            Text(
                f"{done} adopted; next: git add records && git commit",
                f"共采认 {done} 份；下一步：git add records && git commit",
            )
        )
