"""`docctl import`: what was changed in an exported workbook, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.cli import numbering
from docctl.cli import options
from docctl.cli import words
from docctl.cli.export_workbook import names_of
from docctl.cli.judging import errors
from docctl.cli.refusal import list_reasons
from docctl.cli.refusal import refuse
from docctl.cli.set_field import is_past_first
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.exchange.values import said
from docctl.lifecycle.codes import STATE_REQUIRES
from docctl.rules.references import check_unique
from docctl.schema.codes import FIELD_MISSING
from docctl.violation import Position
from docctl.violation import Stop
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.cli.incoming import Edit
    from docctl.cli.incoming import Incoming
    from docctl.cli.session import Session
    from docctl.exchange.rows import Book
    from docctl.exchange.values import Names
    from docctl.schema import RecordType
    from docctl.violation import Violation

# What a rule calls a line that is missing is a cell here.
_LACKING = frozenset({FIELD_MISSING.slug, STATE_REQUIRES.slug})
_FILL_IN = Text("fill in the cell", "请填写该单元格")
_FILL_IN_ELSEWHERE = Text(
    "fill in its column, or add a row of this number on its sheet",
    "请填写相应的列；属于列表的，请在其工作表中新增一行，写明此编号",
)


@words.command("import", examples=("docctl import customers.xlsx --dry-run", "docctl import customers.xlsx"))
@numbering.offline
@options.dry_run
@words.argument("name", Text("FILE", "文件"))
def command(*, offline: bool, dry_run: bool, name: str) -> int:
    """Take over changed cells and new rows of an exported workbook; one wrong cell, and nothing is written."""
    session = start_writing(dry=dry_run)
    session.require_schemas()
    book = _read(session, name)
    drawn = _Drawn(session)
    plan = _planned(session, book, drawn)
    if plan.problems:
        return refuse(plan.problems)
    if not dry_run and drawn.numbers:
        # Somebody may have taken a number at this moment.
        taken = _Taken(drawn.reserve(alone=offline))
        plan = plan if taken.numbers == drawn.numbers else _planned(session, book, taken)
        if plan.problems:
            return refuse(plan.problems)
    ahead = _ahead(session, plan)
    _say_edits(plan.incoming, names_of(session))
    write_files(session, plan.files, dry=dry_run)
    _say_rest(session, book, plan)
    _say_ahead(ahead)
    if plan.files and not dry_run:
        _advise(session, plan)
    return 0


@dataclass(frozen=True)
class _Plan:
    """What an import would write, and what is wrong with it."""

    incoming: Sequence[Incoming]
    files: dict[str, bytes]
    problems: list[Violation]


class _Drawn:
    """Numbers for new records, as far as is known here; none is reserved yet."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.numbers: list[tuple[str, str]] = []
        self._free: dict[str, Iterator[str]] = {}

    def __call__(self, record_type: RecordType) -> str:
        slug = record_type.slug
        if slug not in self._free:
            self._free[slug] = numbering.free(self.session, numbering.series_of(self.session, record_type))
        number = next(self._free[slug])
        self.numbers.append((slug, number))
        return number

    def reserve(self, *, alone: bool) -> list[tuple[str, str]]:
        """Reserve as many, in the same order."""
        session, found = self.session, []
        for slug, _ in self.numbers:
            record_type = session.schemas.types[slug]
            series = numbering.series_of(session, record_type)
            found.append((slug, numbering.take(session, series, record_type, alone=alone)))
        return found


class _Taken:
    """Numbers that were reserved, given out in the same order."""

    def __init__(self, numbers: list[tuple[str, str]]) -> None:
        self.numbers = numbers
        self._rest = iter(numbers)

    def __call__(self, record_type: RecordType) -> str:
        del record_type
        return next(self._rest)[1]


def _read(session: Session, name: str) -> Book:
    from docctl.exchange.opened import FILE_BYTES
    from docctl.exchange.rows import read_book

    path = Path(name)
    try:
        with path.open("rb") as file:
            source = file.read(FILE_BYTES + 1)
        return read_book(path.name, source, session.schemas.types)
    except OSError as error:
        raise Trouble(
            Text(f"{show(path)}: {error.strerror}", f"{show(path)} 无法读取（{error.strerror}）"),
            Text("write one first: docctl export TYPE --to FILE", "请先导出：docctl export 类型 --to 文件"),
        ) from None
    except Stop as stop:
        found = stop.violation
        raise Trouble(
            Text(f"{found.path}: {found.message.en}", f"{found.path}：{found.message.zh}"), found.hint, exit_code=1
        ) from None


def _planned(session: Session, book: Book, draw: _Drawn | _Taken) -> _Plan:
    """Every row against the records as they are, then every rule against the library as it would be."""
    from docctl.cli.imported import Reader
    from docctl.exchange.rows import twice

    reader = Reader(session, names_of(session), draw)
    problems = [*book.problems]
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.layout.path):
        problems += twice(sheet.rows)
        if not problems:
            (reader.entries if sheet.layout.path else reader.records)(sheet.rows)
    problems += reader.problems
    files = {} if problems else reader.files()
    problems = problems or reader.problems
    incoming = [one for one in reader.found.values() if one.record is None or one.edits]
    return _Plan(incoming, files, problems or list(_judged(session, incoming, files)))


def _judged(session: Session, incoming: Sequence[Incoming], files: dict[str, bytes]) -> Iterator[Violation]:
    """What would be wrong with the records, all changes made, each at its cell."""
    if not files:
        return
    by_id = {one.id: one for one in incoming}
    planned = session.beside(session.snapshot.with_files(files))
    found = [v for v in planned.library_problems if v.record in by_id or v.path in files]
    found += planned.check.run(frozenset(by_id))
    found += _taken_from_others(session, planned, by_id)
    yield from _at_cells(found, incoming, planned)


def _at_cells(found: Iterable[Violation], incoming: Sequence[Incoming], planned: Session) -> Iterator[Violation]:
    """The errors among these, each at the cell that shows its place."""
    by_id = {one.id: one for one in incoming}
    paths = {record.path: record.id for record in planned.library.records.values() if record.id in by_id}
    for violation in errors(found):
        name = violation.record if violation.record in by_id else paths.get(violation.path, violation.record)
        # What another record has now has it from one of these: the sentence names it.
        one = by_id.get(name) or next(one for one in incoming if one.id in violation.message.en)
        row, column = one.cell(violation.pointer)
        hint = violation.hint if violation.slug not in _LACKING else _FILL_IN if column else _FILL_IN_ELSEWHERE
        yield replace(violation, path=row.place(column), position=Position(), hint=hint)


def _ahead(session: Session, plan: _Plan) -> list[Violation]:
    """What the commit will be refused for: a request or a correction that it needs may well be entered next."""
    from docctl.cli.changes import Base

    if not plan.files or session.snapshot.commit is None:
        return []
    planned = session.beside(session.snapshot.with_files(plan.files))
    names = {one.id for one in plan.incoming}
    found = [violation for violation in Base.of(planned, "HEAD").net() if violation.record in names]
    return list(_at_cells(found, plan.incoming, planned))


def _taken_from_others(session: Session, planned: Session, changed: Collection[str]) -> Iterator[Violation]:
    """Values that other records had for themselves: it is those that come later that are blamed for it."""
    for slug in {planned.library.records[name].type.slug for name in changed if name in planned.library.records}:
        before = set(check_unique(session.library, slug))
        after = check_unique(planned.library, slug)
        yield from (v for v in after if v.record not in changed and v not in before)


def _say_edits(incoming: Iterable[Incoming], names: Names) -> None:
    """Every field that changes, with what stood there and what will."""
    for one in incoming:
        if one.record is None:
            say(Text(f"{one.id}: new, from row {one.row.number}", f"{one.id}：新建，来自第 {one.row.number} 行"))
            continue
        for edit in one.edits:
            name = ".".join(str(step) for step in edit.place)
            en, zh = (_from_to(edit, language, names) for language in ("en", "zh"))
            say(Text(f"{one.id} {name}: {en}", f"{one.id} {name}：{zh}"))


def _from_to(edit: Edit, language: str, names: Names) -> str:
    return " → ".join(show(said(value, edit.column.schema, language, names)) for value in (edit.old, edit.new))


def _say_rest(session: Session, book: Book, plan: _Plan) -> None:
    """What came back as it was, and what did not come back: a row that is taken away takes nothing away."""
    if not plan.files:
        say(Text("nothing has changed", "没有改动"))
    missing: Counter[str] = Counter()
    for sheet in book.sheets:
        if not sheet.layout.path:
            slug, here = sheet.layout.type.slug, {row.id for row in sheet.rows}
            missing[slug] += sum(record.id not in here for record in session.library.of_type(slug))
    for slug, count in missing.items():
        if count:
            say(
                Text(
                    f"{count} records of {slug} are not in the file: they stay as they are",
                    f"{slug} 另有 {count} 条记录不在文件中，保持不变",
                )
            )


def _say_ahead(ahead: Sequence[Violation]) -> None:
    if ahead:
        said = Text(
            "before the commit this is to be settled, or it will be refused:", "提交前还须处理以下事项，否则不能提交："
        )
        say(said, err=True)
        list_reasons(ahead)


def _advise(session: Session, plan: _Plan) -> None:
    """What follows: corrections of what was filled in before, and the commit."""
    late = [
        f"{one.id} {edit.place[0]}"
        for one in plan.incoming
        if one.record is not None and is_past_first(session, one.record)
        for edit in one.edits
        if edit.old is not None
    ]
    if late:
        names = ", ".join(dict.fromkeys(late))
        say(
            Text(
                f"enter under corrections what was there, who changed it and why: {names}",
                f"请在更正记录（corrections）中登记更正前后的内容、更正人和原因：{names.replace(', ', '、')}",
            )
        )
    say(Text("next: git add records && git commit", "下一步：git add records && git commit"))
