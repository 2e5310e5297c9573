"""A record as it was: the revision that was in force or is named, or what history holds of a day."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from docctl.cli.past import Past
from docctl.cli.terminal import Trouble
from docctl.library.record import Record
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.approval.revision import Revision
    from docctl.cli.session import Session

_SHORT = 12


@dataclass(frozen=True)
class Then:
    """A record with what it is shown as: in words, and for machines."""

    record: Record
    revision: Revision | None = None
    note: Text | None = None
    source: dict[str, str] = field(default_factory=dict)


def then(session: Session, name: str, revision: str | None) -> Then:
    """What a record was on the day that is asked about, or in the revision that is named."""
    session.require_schemas()
    known = session.library.get(name) or session.library.get(name.upper())
    document = known.id if known else next((d for d in (name, name.upper()) if _is_signed(session, d)), name)
    if revision is not None:
        return _named(session, document, revision)
    if _is_signed(session, document):
        return _in_force(session, document)
    if known is not None and session.as_of >= session.today:
        return Then(session.record(name))
    return _on_day(session, Past.of(session, name))


def _is_signed(session: Session, document: str) -> bool:
    approvals, known = session.check.approvals, session.library.get(document)
    return known.type.slug in approvals.judges if known is not None else document in approvals.folders


def _named(session: Session, document: str, name: str) -> Then:
    revisions = session.check.approvals.of(document)
    found = next((r for r in revisions if name in {r.name, r.folder.slug}), None)
    if found is None:
        known = ", ".join(r.name for r in revisions)
        hint = (
            Text(f"there are {known}", f"现有修订：{known}") if known else Text("none was submitted", "尚无送审的修订")
        )
        raise Trouble(
            Text(f"{show(document)} has no revision {show(name)}", f"{show(document)} 没有修订 {show(name)}"), hint
        )
    return _signed(found, Text(f"revision {found.name}, as signed", f"修订 {found.name} 的签署内容"))


def _in_force(session: Session, document: str) -> Then:
    day = session.as_of
    revision = session.check.approvals.in_force(document, day)
    if revision is not None:
        return _signed(
            revision, Text(f"{day}: revision {revision.name} in force", f"{day} 现行有效的修订：{revision.name}")
        )
    note = Text(
        f"{day}: no revision in force; this is the working document", f"{day} 没有现行有效的修订，以下为编制中的文件"
    )
    return Then(session.record(document), note=note)


def _signed(revision: Revision, note: Text) -> Then:
    if revision.record is None:
        raise Trouble(
            Text(f"the signed text of {revision.name} cannot be read", f"{revision.name} 的签署内容无法读取"),
            Text(f"why: docctl verify {revision.id}", f"原因见：docctl verify {revision.id}"),
            exit_code=1,
        )
    return Then(revision.record, revision, note, {"revision": revision.name})


def _on_day(session: Session, past: Past) -> Then:
    day = session.as_of
    entry = past.entry_on(day)
    version = past.read((entry.new,))[entry.new]
    since = past.moment(entry)
    if version is None or past.type is None:
        raise Trouble(
            Text(f"there was no {past.record} any more on {day}", f"{day} 时 {past.record} 已移出"),
            Text(
                f"it was removed on {since:%Y-%m-%d}: docctl log {past.record}",
                f"移出日期 {since:%Y-%m-%d}：docctl log {past.record}",
            ),
        )
    if version.document is None:
        raise Trouble(
            Text(f"{past.record} was unreadable on {day}", f"{past.record} 在 {day} 的内容无法读取"),
            Text(f"see docctl log {past.record}", f"见 docctl log {past.record}"),
            exit_code=1,
        )
    note = Text(
        f"{day}: as committed on {since:%Y-%m-%d %H:%M} by {entry.author} (commit {entry.commit[:_SHORT]})",
        f"{day} 时的内容：{entry.author} 于 {since:%Y-%m-%d %H:%M} 入库（存档编号 {entry.commit[:_SHORT]}）",
    )
    return Then(Record(past.record, past.type, version.document), None, note, {"commit": entry.commit})
