"""What the browser says of a passkey signature: clientDataJSON, which names the act, the page and the frame."""

from __future__ import annotations

import base64
import re

from docctl.approval.signature.strict_json import NotStrict
from docctl.approval.signature.strict_json import RepeatedField
from docctl.approval.signature.strict_json import read_object
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Refusal
from docctl.approval.signature.wire import shown

MAX_BYTES = 2048
# Scheme, host and port as browsers write them; no quote or escape that could reach into the JSON around it.
ORIGIN = re.compile(rb"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")
_TYPE = b'{"type":"webauthn.get",'
_END = b"}"


def read_origin(origin: bytes) -> str:
    """The page that asked, as the signature names it."""
    if not ORIGIN.fullmatch(origin):
        raise BadSignature(Refusal.PASSKEY_ORIGIN, f"{shown(origin)} is no address of a page")
    return origin.decode("ascii")


def check_client_data(client: bytes, challenge: bytes, origin: str) -> None:
    """Refuse whatever was not made for this challenge by a page of this origin in a window of its own."""
    if len(client) > MAX_BYTES:
        raise BadSignature(Refusal.CLIENT_TOO_LARGE, f"{len(client)} bytes, at most {MAX_BYTES}")
    _check_start(client, challenge, origin)
    try:
        given = read_object(client)
    except RepeatedField as error:
        raise BadSignature(Refusal.CLIENT_DUPLICATE_KEY, str(error)) from None
    except NotStrict as error:
        raise BadSignature(Refusal.SIG_MALFORMED, f"client data: {error}") from None
    if given.get("crossOrigin", False) is not False or "topOrigin" in given:
        raise BadSignature(Refusal.CLIENT_CROSS_ORIGIN, "a page inside a page of another site asked")


def _check_start(client: bytes, challenge: bytes, origin: str) -> None:
    """The order and spelling that WebAuthn prescribes, so that every reader sees one type, challenge and origin."""
    named = _TYPE + b'"challenge":"' + base64.urlsafe_b64encode(challenge).rstrip(b"=")
    if not client.startswith(_TYPE):
        raise BadSignature(Refusal.CLIENT_TYPE, "not a signature made on request of a page")
    if not client.startswith(named):
        raise BadSignature(Refusal.CLIENT_CHALLENGE, "made for other bytes")
    if not client.startswith(named + b'","origin":"' + origin.encode() + b'"'):
        raise BadSignature(Refusal.CLIENT_ORIGIN, f"not made on {origin}")
    if not client.endswith(_END):
        raise BadSignature(Refusal.SIG_MALFORMED, "client data goes on behind its end")
