"""Whether a statement lies where it says it belongs, and which key signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes
from docctl.approval import sshsig
from docctl.approval.statement import NAMESPACE
from docctl.approval.wire import BadSignature
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.folder import Filed
    from docctl.violation import Code
    from docctl.violation import Violation

_PLACE = Position(1, 1)


def problem(code: Code, filed: Filed, **values: Any) -> Violation:
    """A violation at a statement."""
    return code.at(filed.path, _PLACE, record=filed.record, **values)


def place_problems(filed: Filed, repository: object, revision: str) -> Iterator[Violation]:
    """A statement that was moved here from another file, repository, record or revision."""
    statement = filed.statement
    named = f"{filed.number:02d}-{statement.transition}-{statement.person}.json"
    lies_as = filed.path.rpartition("/")[2]
    if lies_as != named:
        yield problem(codes.STATEMENT_NAME, filed, value=lies_as, stated=named)
    if statement.repository != repository:
        yield problem(codes.STATEMENT_REPOSITORY, filed)
    if statement.record != filed.record or statement.revision != revision:
        yield problem(codes.STATEMENT_RECORD, filed, value=statement.record, revision=statement.revision)


def signing_key(filed: Filed) -> bytes | Violation:
    """The public key that signed a statement, or why none did."""
    if filed.signature is None:
        return problem(codes.SIGNATURE_MISSING, filed)
    try:
        return sshsig.verify(filed.source, filed.signature, NAMESPACE)
    except BadSignature as error:
        return problem(codes.SIGNATURE_INVALID, filed, problem=error.code)
