"""Keys that never leave a device: FIDO security keys as ssh-keygen uses them, and passkeys as browsers do."""

from __future__ import annotations

import hashlib
import re
from functools import partial

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from docctl.approval.signature.client_data import check_client_data
from docctl.approval.signature.client_data import read_origin
from docctl.approval.signature.proof import ATTESTED
from docctl.approval.signature.proof import BACKED_UP
from docctl.approval.signature.proof import ELIGIBLE
from docctl.approval.signature.proof import EXTENDED
from docctl.approval.signature.proof import RESERVED
from docctl.approval.signature.proof import Assertion
from docctl.approval.signature.public_key import P256
from docctl.approval.signature.public_key import Check
from docctl.approval.signature.public_key import curve_pair
from docctl.approval.signature.public_key import curve_point
from docctl.approval.signature.public_key import ed25519_point
from docctl.approval.signature.public_key import ed25519_value
from docctl.approval.signature.public_key import expect
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import Refusal
from docctl.approval.signature.wire import shown

SK_ED25519 = b"sk-ssh-ed25519@openssh.com"
SK_ECDSA = b"sk-ecdsa-sha2-nistp256@openssh.com"
WEBAUTHN = b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com"

# ssh-keygen lets a security key sign for "ssh:" and what follows; a browser lets a passkey sign for a host only.
SSH_APPLICATION = re.compile(rb"ssh:[!-~]{0,128}")
RP_ID = re.compile(rb"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def read_sk_ed25519(key: Reader) -> Check:
    """The check of a security key with Ed25519."""
    raw, application = key.string(), key.string()
    key.end()
    public = ed25519_point(raw)
    _require(SSH_APPLICATION, application)

    def check(algorithm: bytes, signature: Reader, signed: bytes) -> Assertion:
        expect(algorithm, (SK_ED25519,))
        value = ed25519_value(signature)
        assertion, said = _read_device(application, signature)
        public.verify(value, said + hashlib.sha256(signed).digest())
        return assertion

    return check


def read_sk_ecdsa(key: Reader) -> Check:
    """The check of a security key with ECDSA, or of a passkey: the application tells which."""
    name, raw, application = key.string(), key.string(), key.string()
    key.end()
    public = curve_point(P256, name, raw)
    if SSH_APPLICATION.fullmatch(application):
        return partial(_check_ecdsa, public, application)
    _require(RP_ID, application)
    return partial(_check_passkey, public, application)


def _check_ecdsa(
    public: ec.EllipticCurvePublicKey, application: bytes, algorithm: bytes, signature: Reader, signed: bytes
) -> Assertion:
    expect(algorithm, (SK_ECDSA,))
    r, s = curve_pair(P256, signature)
    assertion, said = _read_device(application, signature)
    _verify(public, (r, s), said + hashlib.sha256(signed).digest())
    return assertion


def _check_passkey(
    public: ec.EllipticCurvePublicKey, application: bytes, algorithm: bytes, signature: Reader, signed: bytes
) -> Assertion:
    expect(algorithm, (WEBAUTHN,))
    r, s = curve_pair(P256, signature)
    flags, counter = signature.byte(), signature.u32()
    origin, client, extensions = signature.string(), signature.string(), signature.string()
    signature.end()
    # ECDSA accepts n - s as well; one act has one file.
    if s > P256.order // 2:
        raise BadSignature(Refusal.SIG_NOT_CANONICAL, "s is in the upper half")
    assertion = Assertion(application.decode("ascii"), flags, counter, read_origin(origin))
    _check_passkey_flags(assertion, extensions)
    check_client_data(client, signed, assertion.origin)
    _verify(public, (r, s), _said(application, flags, counter) + hashlib.sha256(client).digest())
    return assertion


def _check_passkey_flags(assertion: Assertion, extensions: bytes) -> None:
    if not assertion.is_present:
        raise BadSignature(Refusal.PASSKEY_NOT_PRESENT, "nobody touched the device")
    if not assertion.is_verified:
        raise BadSignature(Refusal.PASSKEY_NOT_VERIFIED, "the device did not ask who touched it")
    if assertion.flags & (ATTESTED | RESERVED):
        raise BadSignature(Refusal.PASSKEY_FLAGS, f"flags {assertion.flags:#04x}")
    if assertion.flags & EXTENDED or extensions:
        raise BadSignature(Refusal.PASSKEY_EXTENSIONS, f"{len(extensions)} bytes of extensions")
    if assertion.flags & BACKED_UP and not assertion.flags & ELIGIBLE:
        raise BadSignature(Refusal.PASSKEY_FLAGS, "backed up, yet not eligible for it")


def _read_device(application: bytes, signature: Reader) -> tuple[Assertion, bytes]:
    """What a security key adds to its signature, and the bytes that it put before the digest it signed."""
    flags, counter = signature.byte(), signature.u32()
    signature.end()
    if flags & (ATTESTED | EXTENDED | RESERVED):
        raise BadSignature(Refusal.KEY_FLAGS, f"flags {flags:#04x}")
    return Assertion(application.decode("ascii"), flags, counter), _said(application, flags, counter)


def _said(application: bytes, flags: int, counter: int) -> bytes:
    return hashlib.sha256(application).digest() + bytes([flags]) + counter.to_bytes(4, "big")


def _verify(public: ec.EllipticCurvePublicKey, pair: tuple[int, int], said: bytes) -> None:
    public.verify(encode_dss_signature(*pair), said, ec.ECDSA(P256.digest))


def _require(pattern: re.Pattern[bytes], application: bytes) -> None:
    if not pattern.fullmatch(application):
        raise BadSignature(Refusal.KEY_FORM, f"{shown(application)} is nothing that such a key signs for")
