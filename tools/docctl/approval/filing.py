"""Whether a statement lies where it says it belongs, and which key signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes
from docctl.approval.signature import passkey
from docctl.approval.signature import sshsig
from docctl.approval.signature.codes import code_of
from docctl.approval.signature.wire import BadSignature
from docctl.approval.statement import NAMESPACE
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.approval.folder import Filed
    from docctl.approval.signature.proof import Proof
    from docctl.violation import Code
    from docctl.violation import Violation

WEBAUTHN = "webauthn"
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


def proof_of(filed: Filed, policy: Mapping[str, Any], day: str) -> Proof | Violation:
    """What the signature beside a statement proves, or why it proves nothing under a policy."""
    if filed.signature is None:
        return problem(codes.SIGNATURE_MISSING, filed)
    try:
        proof = sshsig.prove(filed.source, filed.signature, NAMESPACE)
    except BadSignature as error:
        return problem(code_of(error.code), filed)
    refused = passkey.refusal(proof, day, policy.get("passkeys", ()), policy.get("security_keys", {}))
    if refused is not None:
        return problem(code_of(refused), filed)
    if (proof.method == WEBAUTHN) != (filed.statement.method == WEBAUTHN):
        return problem(codes.STATEMENT_METHOD, filed, value=filed.statement.method)
    return proof
