"""Passkeys and security keys: whether policy takes their proof, and how a browser's answer becomes a `.sig`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from docctl.approval.signature.public_key import P256
from docctl.approval.signature.public_key import UNCOMPRESSED
from docctl.approval.signature.security_key import SK_ECDSA
from docctl.approval.signature.security_key import WEBAUTHN
from docctl.approval.signature.sshsig import envelope
from docctl.approval.signature.sshsig import read_key
from docctl.approval.signature.strict_json import NotStrict
from docctl.approval.signature.strict_json import read_object
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import Refusal
from docctl.approval.signature.wire import mpint
from docctl.approval.signature.wire import string
from docctl.library.people import END

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.approval.signature.proof import Assertion
    from docctl.approval.signature.proof import Proof

# What `getPublicKey()` puts before the 64 bytes of a P-256 key (ES256): SubjectPublicKeyInfo, RFC 5480.
_ES256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + UNCOMPRESSED
_ES256_SIZE = 91
# Authenticator data: digest of the RP ID, flags, counter, then extensions (WebAuthn, section 6.1).
_RP_DIGEST, _COUNTER = 32, 37


def refusal(
    proof: Proof, day: str, passkeys: Iterable[Mapping[str, Any]], security_keys: Mapping[str, Any]
) -> Refusal | None:
    """Why policy does not take a proof of a day; none when it does.

    `passkeys` and `security_keys` are those of the policy; touch and PIN are demanded unless it says false.
    """
    assertion = proof.assertion
    if assertion is None:
        return None
    if assertion.is_passkey:
        return _passkey_refusal(assertion, day, passkeys)
    if security_keys.get("touch", True) and not assertion.is_present:
        return Refusal.KEY_NO_TOUCH
    if security_keys.get("pin", True) and not assertion.is_verified:
        return Refusal.KEY_NO_PIN
    return None


def _passkey_refusal(assertion: Assertion, day: str, passkeys: Iterable[Mapping[str, Any]]) -> Refusal | None:
    windows = [window for window in passkeys if window["rp_id"] == assertion.application]
    if not windows:
        return Refusal.PASSKEY_RP
    windows = [window for window in windows if window["from"] <= day <= window.get("until", END)]
    if not windows:
        return Refusal.PASSKEY_PERIOD
    windows = [window for window in windows if assertion.origin in window["origins"]]
    if not windows:
        return Refusal.PASSKEY_ORIGIN
    if assertion.is_eligible and not any(window.get("synced") for window in windows):
        return Refusal.PASSKEY_SYNCED
    return None


class Answer(NamedTuple):
    """What `navigator.credentials.get` gave: the three buffers of its response."""

    authenticator_data: bytes
    client_data: bytes
    signature: bytes


def passkey_blob(rp_id: str, spki: bytes) -> bytes:
    """The public key blob of a new passkey, from what `getPublicKey()` gave; P-256 (ES256) only."""
    if len(spki) != _ES256_SIZE or not spki.startswith(_ES256):
        raise BadSignature(Refusal.PASSKEY_ALGORITHM, "not a P-256 key; ask the device for ES256 (-7)")
    point = UNCOMPRESSED + spki[len(_ES256) :]
    blob = b"".join(map(string, (SK_ECDSA, P256.name, point, rp_id.encode("utf-8", "replace"))))
    read_key(blob)
    return blob


def signature_file(answer: Answer, key: bytes, namespace: str) -> bytes:
    """The `.sig` of an answer by the passkey with this public key blob; what it proves is for `prove` to say."""
    said = answer.authenticator_data
    if said[:_RP_DIGEST] != hashlib.sha256(_rp_id(key)).digest():
        raise BadSignature(Refusal.PASSKEY_RP, "the device signed for another site")
    if len(said) < _COUNTER:
        raise BadSignature(Refusal.SIG_TRUNCATED, f"{len(said)} bytes of authenticator data")
    strings = (_origin(answer.client_data), answer.client_data, said[_COUNTER:])
    signature = string(WEBAUTHN) + string(_pair(answer.signature)) + said[_RP_DIGEST:_COUNTER]
    return envelope(key, namespace, signature + b"".join(map(string, strings)))


def _rp_id(key: bytes) -> bytes:
    reader = Reader(key)
    *_, application = (reader.string() for _ in range(4))
    return application


def _pair(der: bytes) -> bytes:
    """The numbers of an ECDSA signature, s in the lower half: of two that verify, one is written."""
    try:
        r, s = decode_dss_signature(der)
    except ValueError:
        raise BadSignature(Refusal.SIG_MALFORMED, "not an ECDSA signature") from None
    if not (0 < r < P256.order and 0 < s < P256.order):
        raise BadSignature(Refusal.SIG_INTEGER, "r or s is not between 0 and the order of the curve")
    return mpint(r) + mpint(min(s, P256.order - s))


def _origin(client_data: bytes) -> bytes:
    try:
        return str(read_object(client_data).get("origin", "")).encode()
    except NotStrict as error:
        raise BadSignature(Refusal.SIG_MALFORMED, f"client data: {error}") from None
