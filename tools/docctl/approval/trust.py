"""Whether a statement was signed by the person it names, with a key of that person on that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval import keys
from docctl.approval import sshsig
from docctl.approval.statement import NAMESPACE
from docctl.approval.wire import BadSignature
from docctl.library import people
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.folder import Filed
    from docctl.library import Library
    from docctl.violation import Violation

_PLACE = Position(1, 1)


def signature_problems(filed: Filed, library: Library, day: str) -> Iterator[Violation]:
    """Why the signature beside a statement does not count; nothing when it does."""
    statement = filed.statement
    person = library.get(statement.person)
    if person is None or person.type.slug != "person" or person.faulty:
        yield codes.SIGNER_UNKNOWN.at(filed.path, _PLACE, record=statement.record, value=statement.person)
        return
    if filed.signature is None:
        yield codes.SIGNATURE_MISSING.at(filed.path, _PLACE, record=statement.record)
        return
    try:
        blob = sshsig.verify(filed.source, filed.signature, NAMESPACE)
    except BadSignature as error:
        yield codes.SIGNATURE_INVALID.at(filed.path, _PLACE, record=statement.record, problem=error.code)
        return
    held = {keys.parse_public_line(window["key"]) for window in people.keys_on(person, day)}
    if blob not in held:
        yield codes.SIGNER_KEY.at(filed.path, _PLACE, record=statement.record, value=statement.person, date=day)
    elif not library.schemas.policy.get("demo") and keys.is_demo_key(blob, statement.person):
        yield codes.SIGNER_DEMO_KEY.at(filed.path, _PLACE, record=statement.record)
