"""SSH signatures (OpenSSH's PROTOCOL.sshsig) in one form: what ssh-keygen writes, byte for byte, and nothing else."""

from __future__ import annotations

import binascii
import hashlib
import re
from functools import lru_cache
from functools import partial
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import PublicFormat

from docctl.approval.signature.proof import Proof
from docctl.approval.signature.public_key import ED25519
from docctl.approval.signature.public_key import P256
from docctl.approval.signature.public_key import P384
from docctl.approval.signature.public_key import RSA
from docctl.approval.signature.public_key import read_ecdsa
from docctl.approval.signature.public_key import read_ed25519
from docctl.approval.signature.public_key import read_rsa
from docctl.approval.signature.security_key import SK_ECDSA
from docctl.approval.signature.security_key import SK_ED25519
from docctl.approval.signature.security_key import WEBAUTHN
from docctl.approval.signature.security_key import read_sk_ecdsa
from docctl.approval.signature.security_key import read_sk_ed25519
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import Refusal
from docctl.approval.signature.wire import mpint
from docctl.approval.signature.wire import shown
from docctl.approval.signature.wire import string

if TYPE_CHECKING:
    from collections.abc import Callable

    from docctl.approval.signature.public_key import Check

PrivateKey: TypeAlias = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

# Namespaces and principals: nothing that an allowed_signers line could read as a pattern, a list or a quote.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")
MAX_ARMOURED = 16 * 1024
MAGIC = b"SSHSIG"
VERSION = 1
BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
END = b"-----END SSH SIGNATURE-----\n"
COLUMNS = 70
DIGESTS = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
# A passkey signs what the page of the desk makes, and that page knows one digest.
DIGESTS_OF = {WEBAUTHN: (b"sha512",)}


class _Envelope(NamedTuple):
    """The fields of a signature that is not yet judged."""

    key: bytes
    namespace: bytes
    reserved: bytes
    digest: bytes
    signature: bytes


def prove(message: bytes, armored: bytes, namespace: str) -> Proof:
    """Which key signed `message`, and how; raises `BadSignature` and nothing else.

    Of security keys and passkeys policy still has to judge the proof: see `passkey.refusal`.
    """
    opened = _open(_unarmour(armored), namespace)
    signature = Reader(opened.signature)
    algorithm = signature.string()
    if opened.digest not in DIGESTS_OF.get(algorithm, DIGESTS):
        raise BadSignature(Refusal.SIG_HASH, shown(opened.digest))
    check = read_key(opened.key)
    try:
        assertion = check(algorithm, signature, signed_bytes(message, namespace, opened.digest))
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        raise BadSignature(Refusal.SIG_INVALID, "the key did not sign these bytes") from None
    return Proof(opened.key, assertion)


def sign(message: bytes, key: PrivateKey, namespace: str) -> bytes:
    """An armoured signature of `message`; refuses the keys and namespaces that `prove` refuses."""
    if not NAME.fullmatch(namespace):
        raise BadSignature(Refusal.SIG_NAMESPACE, f"{namespace!a} is not a plain name")
    blob = public_blob(key)
    read_key(blob)
    return envelope(blob, namespace, _sign(key, signed_bytes(message, namespace)))


def envelope(key: bytes, namespace: str, signature: bytes) -> bytes:
    """The file around a signature that a key made of `signed_bytes`."""
    fields = (key, namespace.encode(), b"", b"sha512", signature)
    return armour(MAGIC + VERSION.to_bytes(4, "big") + b"".join(map(string, fields)))


def signed_bytes(message: bytes, namespace: str, digest: bytes = b"sha512") -> bytes:
    """What the key signs, and what a passkey gets as its challenge."""
    fields = (namespace.encode(), b"", digest, DIGESTS[digest](message).digest())
    return MAGIC + b"".join(map(string, fields))


def armour(blob: bytes) -> bytes:
    """A signature in the text form of ssh-keygen: 70 columns, LF."""
    text = binascii.b2a_base64(blob, newline=False)
    lines = (text[start : start + COLUMNS] + b"\n" for start in range(0, len(text), COLUMNS))
    return BEGIN + b"".join(lines) + END


def public_blob(key: PrivateKey) -> bytes:
    """The public half of `key` in the wire format."""
    try:
        line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    except ValueError:
        raise BadSignature(Refusal.KEY_TYPE, "SSH has no name for this key's curve") from None
    return binascii.a2b_base64(line.split(b" ")[1])


@lru_cache(maxsize=1024)
def read_key(blob: bytes) -> Check:
    """The check that a public key blob stands for; refuses every key that may not sign."""
    # Few people sign much: a library asks for the same keys thousands of times.
    key = Reader(blob)
    kind = key.string()
    read = KEY_TYPES.get(kind)
    if read is None:
        raise BadSignature(Refusal.KEY_TYPE, shown(kind))
    try:
        return read(key)
    except (ValueError, UnsupportedAlgorithm):
        raise BadSignature(Refusal.SIG_MALFORMED, f"{shown(kind)} key is no point of its curve") from None


def _unarmour(armored: bytes) -> bytes:
    if len(armored) > MAX_ARMOURED:
        raise BadSignature(Refusal.SIG_TOO_LARGE, f"{len(armored)} bytes, at most {MAX_ARMOURED}")
    try:
        blob = binascii.a2b_base64(armored[len(BEGIN) : -len(END)])
    except binascii.Error:
        raise BadSignature(Refusal.SIG_ARMOUR, "not base64") from None
    # The decoder is lenient; writing the bytes again is the whole test of the form.
    if armour(blob) != armored:
        raise BadSignature(Refusal.SIG_ARMOUR, "not as ssh-keygen writes it: 70 columns, LF, nothing around it")
    return blob


def _open(blob: bytes, namespace: str) -> _Envelope:
    reader = Reader(blob)
    if reader.take(len(MAGIC)) != MAGIC or reader.u32() != VERSION:
        raise BadSignature(Refusal.SIG_MAGIC, "not an SSH signature of version 1")
    opened = _Envelope(*(reader.string() for _ in _Envelope._fields))
    reader.end()
    if not NAME.fullmatch(namespace) or opened.namespace != namespace.encode():
        raise BadSignature(Refusal.SIG_NAMESPACE, f"{shown(opened.namespace)} instead of {namespace!a}")
    if opened.reserved:
        raise BadSignature(Refusal.SIG_RESERVED, f"{len(opened.reserved)} bytes in the reserved field")
    if opened.digest not in DIGESTS:
        raise BadSignature(Refusal.SIG_HASH, shown(opened.digest))
    return opened


# A new key type is one function that reads it and one line here.
KEY_TYPES: dict[bytes, Callable[[Reader], Check]] = {
    ED25519: read_ed25519,
    P256.algorithm: partial(read_ecdsa, P256),
    P384.algorithm: partial(read_ecdsa, P384),
    RSA: read_rsa,
    SK_ED25519: read_sk_ed25519,
    SK_ECDSA: read_sk_ecdsa,
}


def _sign(key: PrivateKey, signed: bytes) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return string(ED25519) + string(key.sign(signed))
    if isinstance(key, rsa.RSAPrivateKey):
        return string(b"rsa-sha2-512") + string(key.sign(signed, padding.PKCS1v15(), hashes.SHA512()))
    curve = P256 if key.key_size == P256.curve.key_size else P384
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(curve.digest)))
    return string(curve.algorithm) + string(mpint(r) + mpint(s))
