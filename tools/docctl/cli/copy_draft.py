"""The record of a copy that is about to be issued: its number, who holds it, and by which channel it goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.cli.drafting import first_fields
from docctl.cli.drafting import numbered
from docctl.cli.drafting import record_path
from docctl.cli.drafting import require_free
from docctl.cli.judging import judged
from docctl.cli.numbering import following
from docctl.cli.numbering import only
from docctl.cli.skeleton import record_text
from docctl.cli.skeleton import typed
from docctl.cli.terminal import Trouble
from docctl.library import Record
from docctl.library import people
from docctl.publish.marks import stamps
from docctl.reader import read
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.cli.session import Session
    from docctl.publish.standing import Standing
    from docctl.violation import Violation
    from docctl.writing.numbers import Series

TYPE, LIST = "distribution-record", "distribution-list"
_LAST = re.compile(r"[0-9]+$")
_DIGITS = 2


class Wanted(NamedTuple):
    """What was asked for."""

    found: Standing
    department: str
    by: str
    given: Mapping[str, Any]

    @property
    def document(self) -> str:
        """The document of which a copy is made."""
        return self.found.id

    @property
    def version(self) -> str:
        """Its revision in force."""
        return self.found.revision.name if self.found.revision is not None else ""


def series_of(session: Session, wanted: Wanted) -> Series:
    """The record numbers of a revision's copies: the one that was chosen, else those after the last."""
    revision = wanted.found.revision
    slug = revision.mark.slug if revision is not None else ""
    prefix = f"{wanted.document}-{slug}-"
    if (chosen := wanted.given.get("copy_no")) is not None:
        last = _LAST.search(chosen)
        if last is None:
            raise Trouble(
                Text(f"copy number {show(chosen)} does not end in digits", f"分发号 {show(chosen)} 不以数字结尾"),
                Text("for example: --copy-no 07", "例如：--copy-no 07"),
            )
        name = f"{prefix}{last[0]:0>{_DIGITS}}"
        if session.library.get(name) is not None:
            raise _issued_already(name)
        return only(name)
    names = [record.id for record in session.library.holding(TYPE, "document", wanted.document)]
    return following(prefix, _DIGITS, names)


def drafted(session: Session, wanted: Wanted, name: str) -> Record:
    """The record as it would be written but for what only the print tells; refused where its number is taken."""
    record_type = session.record_type(TYPE)
    name = numbered(name, record_type)
    fields = {**first_fields(session, record_type, name), **_fields(session, wanted, name)}
    path = record_path(session, record_type, name, fields)
    require_free(session, name, path)
    if "channel" not in fields:
        fields["channel"] = _channel(session, _record(session, path, fields))
    return _record(session, path, fields)


def with_print(session: Session, record: Record, sha256: str) -> Record:
    """The same record, naming the file that was made for it."""
    return _record(session, record.path, {**record.data, "print_sha256": sha256})


def problems(session: Session, record: Record) -> list[Violation]:
    """What would be wrong with a new record; who signed what does not depend on it."""
    return judged(session, record, record.document, session.check.approvals)[2]


def _record(session: Session, path: str, fields: Mapping[str, Any]) -> Record:
    record_type = session.record_type(TYPE)
    ordered = {key: fields[key] for key in record_type.properties if key in fields}
    text = record_text(record_type, ordered, (), "en")
    document, found = read(path, text.encode("utf-8", "surrogateescape"))
    if document is None:
        raise Trouble(found[0].message, found[0].hint)
    return Record(str(fields["id"]), record_type, document)


def _fields(session: Session, wanted: Wanted, name: str) -> dict[str, Any]:
    """What the document, its distribution list and the caller say; the caller has the last word."""
    document, listed = wanted.found.record, _list_of(session, wanted.document)
    number = name.rpartition("-")[2]
    chosen = wanted.given.get("copy_no", number)
    copy_no = f"{listed.get('copy_prefix', '')}{number}" if chosen.isdecimal() else chosen
    properties = session.record_type(TYPE).properties
    given = {key: typed(value, properties[key]) for key, value in wanted.given.items()}
    medium = given.pop("medium", listed.get("medium"))
    if medium is None:
        raise _no_medium(session, wanted.document)
    return {
        "title": f"{document.title} {wanted.version} {copy_no}",
        "confidentiality": document.data["confidentiality"],
        "owner_department": listed.get("owner_department") or _department(session, wanted),
        "document": wanted.document,
        "document_version": wanted.version,
        "recipient_department": wanted.department,
        "copies": 1,
        "medium": medium,
        "stamps": stamps(session.schemas.marks, document.type.slug),
        "issued_on": session.as_of,
        "issued_by": wanted.by,
        **given,
        "copy_no": copy_no,
    }


def _list_of(session: Session, document: str) -> Mapping[str, Any]:
    """The fields of a document's distribution list; none where it has no list."""
    held = session.library.holding(LIST, "document", document)
    return next((record.data for record in held if not record.is_voided), {})


def _department(session: Session, wanted: Wanted) -> str:
    """The department that issues, where no list names the one that keeps it."""
    return people.department_of(session.record(wanted.by), session.as_of) or wanted.department


def _issued_already(name: str) -> Trouble:
    return Trouble(
        Text(f"copy {name} is issued already", f"分发件 {name} 已经分发"),
        Text(
            f"choose another number, or none for the next one; what became of it: docctl show {name}",
            f"请换用其他分发号，或不指定而取下一个；该件去向见：docctl show {name}",
        ),
    )


def _no_medium(session: Session, document: str) -> Trouble:
    known = session.record_type(TYPE).properties["medium"]["enum"]
    return Trouble(
        Text(f"{document} has no distribution list that names a medium", f"{document} 没有写明介质的发放范围"),
        Text(f"name it: --medium {' | '.join(known)}", f"请用 --medium 指定：{'、'.join(known)}"),
    )


def _channel(session: Session, record: Record) -> str:
    """The first channel that the rules let a copy of this medium and level go by."""
    known = [str(value) for value in record.type.properties["channel"]["enum"]]
    for channel in known:
        tried = _record(session, record.path, {**record.data, "channel": channel})
        if not any(found.pointer == "/channel" for found in problems(session, tried)):
            return channel
    return known[0]
