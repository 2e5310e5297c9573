"""`docctl renumber`: a draft gets another number, and so does every reference to it."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from docctl.cli import numbering
from docctl.cli import options
from docctl.cli import words
from docctl.cli.drafting import numbered
from docctl.cli.drafting import require_free
from docctl.cli.editing import renamed
from docctl.cli.fmt import is_signed
from docctl.cli.judging import errors
from docctl.cli.refusal import refuse
from docctl.cli.refusal import unwritten
from docctl.cli.set_field import require_changeable
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.library.library import APPROVALS
from docctl.library.load import is_record_path
from docctl.library.record import Record
from docctl.library.record import Unreadable
from docctl.reader import read
from docctl.reader import stem_of
from docctl.schema.record_type import values_at
from docctl.violation import Text
from docctl.violation import show
from docctl.writing import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.cli.session import Session
    from docctl.lifecycle.model import Lifecycle
    from docctl.reader import PathInFile
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation


@words.command(
    examples=("docctl renumber CUS-0027 CUS-0028", "docctl renumber records/customer/CUS-0027.yaml CUS-0028")
)
@numbering.offline
@options.dry_run
@words.argument("record", Text("ID|FILE", "编号|文件"))
@words.argument("number", Text("NEW", "新编号"))
def command(*, offline: bool, dry_run: bool, record: str, number: str) -> int:
    """Give a draft another number: its file, its attachments, and the references to it, in one write."""
    session = start_writing(dry=dry_run)
    found = _record(session, record)
    new = numbered(number, found.type)
    target = re.sub(rf"{re.escape(found.id)}(?=\.[a-z]+$)", new, found.path)
    require_free(session, new, target)
    series = numbering.only(new)
    numbering.first_of(session, series)
    reasons = list(_kept(session, found))
    if reasons:
        return refuse(reasons)
    files = _moved(session, found, new, target)
    if not _is_twice(session, found):
        files |= _referring(session, found, new)
    reasons = _worse(session, found, new, files)
    if reasons:
        return refuse(unwritten(reasons, session.snapshot, found.id))
    if not dry_run:
        numbering.take(session, series, found.type, alone=offline, replaces=found.id)
    write_files(session, files, dry=dry_run)
    _advise(session.snapshot.with_files(files), found, target, dry=dry_run)
    return 0


def _record(session: Session, name: str) -> Record:
    """The record of a number, or of a file where two have one number."""
    if not is_record_path(name):
        return session.record(name)
    session.require_schemas()
    slug, mark, rest = name.removeprefix("records/").partition("/")
    document = read(name, session.snapshot.read(name))[0] if name in session.snapshot else None
    if not mark or document is None or slug not in session.schemas.types:
        raise Trouble(
            Text(f"there is no readable record {show(name)}", f"没有可读取的记录文件 {show(name)}"),
            Text("see docctl check", "详见 docctl check"),
        )
    return Record(stem_of(rest), session.schemas.types[slug], document)


def _is_twice(session: Session, record: Record) -> bool:
    """Whether another file has the number too: references may then mean that one, and stay."""
    stems = (stem_of(path) for path in session.snapshot.paths("records/") if is_record_path(path))
    return sum(stem == record.id for stem in stems) > 1


def _kept(session: Session, record: Record) -> Iterator[Violation]:
    """Why a record keeps its number: it is signed, or past its first state."""
    if session.snapshot.paths(f"{APPROVALS}{record.id}/") and not _is_twice(session, record):
        yield record.at(("id",), codes.RENUMBER_SIGNED, value=record.id)
        return
    bound = session.book.lifecycles.get(record.type.slug)
    past = bound is not None and not bound.lifecycle.is_signed and not _is_draft(bound.lifecycle, record)
    if past or record.is_voided or record.is_destroyed:
        yield record.at(("id",), codes.RENUMBER_PAST, value=record.id)


def _is_draft(lifecycle: Lifecycle, record: Record) -> bool:
    """Whether a record is in its first state, and that one freezes nothing: a certificate counts from the first day."""
    return bool(
        record.data.get("status", lifecycle.initial) == lifecycle.initial and not lifecycle.frozen(lifecycle.initial)
    )


def _moved(session: Session, record: Record, new: str, target: str) -> dict[str, bytes | None]:
    """The record and its attachments at their new places, and nothing at the old ones."""
    places: list[PathInFile] = [("id",)] if record.data.get("id") == record.id else []
    places += [
        (*at, "path") for at, value in record.files() if str(value.get("path", "")).startswith(f"{record.id}.files/")
    ]
    places += _mentions(record, record.id)
    files: dict[str, bytes | None] = {record.path: None, target: _renamed(record, places, record.id, new)}
    folder = record.path.rpartition("/")[0] + "/"
    for path in session.snapshot.paths(f"{folder}{record.id}.files/"):
        files[path] = None
        files[f"{folder}{new}.files/" + path.removeprefix(f"{folder}{record.id}.files/")] = session.snapshot.read(path)
    return files


def _referring(session: Session, record: Record, new: str) -> dict[str, bytes | None]:
    """Every other record that names the old number, with the new one in its place."""
    files: dict[str, bytes | None] = {}
    for other in session.library.records.values():
        places = [] if other.path == record.path else _mentions(other, record.id)
        if places:
            _require_open(session, record, other, places)
            files[other.path] = _renamed(other, places, record.id, new)
    return files


def _mentions(record: Record, wanted: str) -> list[PathInFile]:
    """Where the fields of a record refer to a number."""
    if isinstance(record.document, Unreadable):
        return []
    found = (values_at(record.data, field.path) for field in record.type.references)
    return [at for values in found for at, value in values if value == wanted]


def _require_open(session: Session, record: Record, other: Record, places: list[PathInFile]) -> None:
    """Refuse to change a record that was signed as it stands, or a field that is frozen."""
    if is_signed(session.snapshot, other.path):
        raise _closed(record, other, Text("it was signed", "已签署"))
    for name in dict.fromkeys(str(at[0]) for at in places):
        try:
            require_changeable(session, other, name)
        except Trouble as trouble:
            raise _closed(record, other, trouble.text) from None


def _closed(record: Record, other: Record, reason: Text) -> Trouble:
    code = codes.RENUMBER_REFERENCE
    return Trouble(code.message.fill(value=record.id, referrer=other.id, reason=reason), code.hint, exit_code=1)


def _renamed(record: Record, places: list[PathInFile], old: str, new: str) -> bytes:
    source = renamed(record.document, places, old, new)
    if source is None:
        code = codes.RENUMBER_UNCLEAR
        raise Trouble(code.message.fill(value=old, file=record.path), code.hint)
    return source


def _worse(session: Session, record: Record, new: str, files: dict[str, bytes | None]) -> list[Violation]:
    """What would be wrong with the changed records that is not wrong with them now."""
    planned = session.beside(session.snapshot.with_files(files))
    changed = {stem_of(path) for path, data in files.items() if data is not None and is_record_path(path)}
    now = {_key(v, record.id, new) for v in _wrong(session, (changed - {new}) | {record.id})}
    return [violation for violation in _wrong(planned, changed) if _key(violation, record.id, new) not in now]


def _wrong(session: Session, ids: set[str]) -> list[Violation]:
    found = [violation for violation in session.library_problems if violation.record in ids]
    return errors([*found, *session.check.run(frozenset(ids))])


def _key(violation: Violation, old: str, new: str) -> tuple[str, str, str]:
    return violation.code, violation.pointer, new if violation.record == old else violation.record


def _advise(planned: Snapshot, record: Record, target: str, *, dry: bool) -> None:
    """Where the old number is still written, which only people can judge; and what comes next."""
    word = re.compile(rb"(?<![A-Z0-9-])%s(?![A-Z0-9-])" % re.escape(record.id.encode()))
    paths = [path for path in planned.paths("records/") if is_record_path(path)]
    left = [path for path, source in planned.read_all(paths).items() if word.search(source)]
    for path in left:
        say(Text(f"{record.id} is still written in {path}", f"{path} 中仍写有 {record.id}，请核对"))
    if not dry:
        quoted = shlex.quote(target)
        say(
            Text(
                f"next: docctl check {quoted}, then git add -A records && git commit",
                f"下一步：docctl check {quoted}，再运行 git add -A records && git commit",
            )
        )
