"""A request to enrol a key: whose it shall be, signed by that very key, for an administrator to confirm."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.signature.keys import UnusableKey
from docctl.approval.signature.keys import parse_public_line
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.strict_json import NotStrict
from docctl.approval.signature.strict_json import read_object
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Refusal
from docctl.schema.formats import is_date_time

if TYPE_CHECKING:
    from docctl.approval.signature.proof import Proof

TYPE = "docctl/enrol-request/v1"
NAMESPACE = "docctl.enrol-request.v1"
MAX_BYTES = 8192
PASSKEY = "passkey"
KINDS = ("ssh", PASSKEY)

_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,4000}")
_CREDENTIAL = re.compile(r"[A-Za-z0-9_-]{1,1400}")
_MOMENT = len("2026-10-13T08:21:07Z")
_OPTIONAL = frozenset({"credential", "device", "synced"})


@dataclass(frozen=True)
class EnrolRequest:
    """What a person asks for; `credential` (base64url) and `synced` are for passkeys."""

    repository: str
    person: str
    kind: str
    key: str
    at: str
    credential: str | None = None
    device: str | None = None
    synced: bool | None = None

    def to_bytes(self) -> bytes:
        """The bytes that are stored and signed, once `parse` takes them."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        return (json.dumps({"type": TYPE, **given}, ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8", "surrogatepass"
        )


def parse(data: bytes) -> EnrolRequest:
    """The request that some bytes hold; raises `BadSignature` for anything else."""
    if len(data) > MAX_BYTES:
        raise _malformed(f"more than {MAX_BYTES} bytes")
    try:
        given = read_object(data)
    except NotStrict as error:
        raise _malformed(str(error)) from None
    if given.pop("type", None) != TYPE:
        raise _malformed(f"its type is not {TYPE}")
    _check_names(given)
    for name, value in given.items():
        if not _is_right(name, value):
            raise _malformed(f"field {name} has no allowed value")
    return EnrolRequest(**given)


def verify(data: bytes, signature: bytes) -> tuple[EnrolRequest, Proof]:
    """The request and the proof that its sender holds the key; raises `BadSignature` and nothing else."""
    request = parse(data)
    try:
        key = parse_public_line(request.key)
    except UnusableKey as error:
        raise BadSignature(error.code, "the key to enrol") from None
    proof = prove(data, signature, NAMESPACE)
    if proof.key != key:
        raise BadSignature(Refusal.REQUEST_KEY, "signed by another key")
    if (request.kind == PASSKEY) != (proof.method == "webauthn"):
        raise BadSignature(Refusal.REQUEST_KIND, f"the key is no {request.kind} key")
    if proof.assertion is not None and request.synced not in (None, proof.assertion.is_eligible):
        raise BadSignature(Refusal.REQUEST_KIND, f"the device says synced: {not request.synced}")
    return request, proof


def _check_names(given: dict[str, Any]) -> None:
    known = {field.name for field in fields(EnrolRequest)}
    needed = known - (_OPTIONAL - {"credential", "synced"} if given.get("kind") == PASSKEY else _OPTIONAL)
    allowed = known if given.get("kind") == PASSKEY else known - {"credential", "synced"}
    unknown, missing = sorted(set(given) - allowed), sorted(needed - set(given))
    if unknown or missing:
        raise _malformed(f"field {(unknown or missing)[0]} is {'unknown' if unknown else 'missing'}")


def _is_right(name: str, value: object) -> bool:
    if name == "synced":
        return isinstance(value, bool)
    if not isinstance(value, str) or not _LINE.fullmatch(value):
        return False
    if name == "kind":
        return value in KINDS
    if name == "at":
        return len(value) == _MOMENT and value.endswith("Z") and is_date_time(value)
    return name != "credential" or bool(_CREDENTIAL.fullmatch(value))


def _malformed(problem: str) -> BadSignature:
    return BadSignature(Refusal.REQUEST_FORM, problem)
