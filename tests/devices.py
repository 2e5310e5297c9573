"""Security keys and passkeys made of software: what a device would sign, with every part open to change."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import PublicFormat

from docctl.approval.signature.public_key import P256
from docctl.approval.signature.security_key import SK_ECDSA
from docctl.approval.signature.security_key import SK_ED25519
from docctl.approval.signature.security_key import WEBAUTHN
from docctl.approval.signature.sshsig import armour
from docctl.approval.signature.sshsig import signed_bytes
from docctl.approval.signature.wire import mpint
from docctl.approval.signature.wire import string
from docctl.approval.statement import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable

STATEMENT = b'{"type": "docctl/statement/v1", "record": "HM-QP-XS003", "revision": "A/1", "person": "P-007"}\n'
HOST, ORIGIN = "sign.example.com", "https://sign.example.com"
TOUCH, PIN, SYNCED = 0x01, 0x04, 0x18
POINT_KEY = ec.derive_private_key(P256.order // 5, ec.SECP256R1())
STRANGER = ec.derive_private_key(P256.order // 7, ec.SECP256R1())
EDWARDS_KEY = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(7, 39)))
MAGIC = b"SSHSIG\0\0\0\1"


def joined(*fields: bytes) -> bytes:
    """Fields in the wire format, one behind the other."""
    return b"".join(map(string, fields))


def point(key: ec.EllipticCurvePrivateKey, form: PublicFormat = PublicFormat.UncompressedPoint) -> bytes:
    """The public half of a key as a point."""
    return key.public_key().public_bytes(Encoding.X962, form)


def sk_blob(raw: bytes, application: str) -> bytes:
    """The public key blob of a passkey or of a security key with ECDSA."""
    return joined(SK_ECDSA, b"nistp256", raw, application.encode())


def sk_ed25519_blob(application: str = "ssh:") -> bytes:
    """The public key blob of a security key with Ed25519."""
    raw = EDWARDS_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return joined(SK_ED25519, raw, application.encode())


def numbers(key: ec.EllipticCurvePrivateKey, data: bytes) -> tuple[int, int]:
    """An ECDSA signature, the same at every run, with s in the lower half."""
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True)))
    return r, min(s, P256.order - s)


def said(application: str, flags: int, counter: int) -> bytes:
    """What a device puts before the digest that it signs."""
    return hashlib.sha256(application.encode()).digest() + bytes([flags]) + counter.to_bytes(4, "big")


def pair_of(r: int, s: int) -> bytes:
    """The numbers as SSH writes them."""
    return mpint(r) + mpint(s)


@dataclass(frozen=True)
class PasskeyAct:
    """One signature by a passkey; every field can be made wrong."""

    message: bytes = STATEMENT
    key: ec.EllipticCurvePrivateKey = POINT_KEY
    rp_id: str = HOST
    signed_rp_id: str = ""
    origin: str = ORIGIN
    client_origin: str = ""
    kind: str = "webauthn.get"
    start: str = '{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}"'
    tail: str = ',"crossOrigin":false}'
    challenge: bytes = b""
    flags: int = TOUCH | PIN | SYNCED
    counter: int = 0
    extensions: bytes = b""
    namespace: str = NAMESPACE
    digest: bytes = b"sha512"
    algorithm: bytes = WEBAUTHN
    blob: bytes = b""
    reserved: bytes = b""
    pair: Callable[[int, int], bytes] = pair_of
    after: bytes = b""

    @property
    def public(self) -> bytes:
        """The key blob in the signature."""
        return self.blob or sk_blob(point(self.key), self.rp_id)

    @property
    def client_data(self) -> bytes:
        """What the browser would say."""
        challenge = self.challenge or self._to_be_signed()
        encoded = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        origin = self.client_origin or self.origin
        return (self.start.format(kind=self.kind, challenge=encoded, origin=origin) + self.tail).encode()

    @property
    def authenticator_data(self) -> bytes:
        """What the device would say."""
        return said(self.signed_rp_id or self.rp_id, self.flags, self.counter) + self.extensions

    def numbers(self) -> tuple[int, int]:
        """What the device signs."""
        return numbers(self.key, self.authenticator_data + hashlib.sha256(self.client_data).digest())

    def file(self) -> bytes:
        """The `.sig`."""
        signature = (
            joined(self.algorithm, self.pair(*self.numbers()))
            + bytes([self.flags])
            + self.counter.to_bytes(4, "big")
            + joined(self.origin.encode(), self.client_data, self.extensions)
            + self.after
        )
        return enclosed(self.public, signature, self.namespace, self.digest, self.reserved)

    def _to_be_signed(self) -> bytes:
        if self.digest == b"sha1":
            hashed = hashlib.sha1(self.message).digest()  # noqa: S324 - an attack
            return b"SSHSIG" + joined(self.namespace.encode(), b"", self.digest, hashed)
        return signed_bytes(self.message, self.namespace, self.digest)


def enclosed(
    blob: bytes, signature: bytes, namespace: str = NAMESPACE, digest: bytes = b"sha512", reserved: bytes = b""
) -> bytes:
    """The file around a signature, which `sshsig.envelope` would write in one form only."""
    return armour(MAGIC + joined(blob, namespace.encode(), reserved, digest, signature))


def sk_ecdsa_file(flags: int, application: str = "ssh:", message: bytes = STATEMENT) -> bytes:
    """The `.sig` of a security key with ECDSA, as `ssh-keygen -Y sign` writes it."""
    r, s = numbers(POINT_KEY, said(application, flags, 9) + hashlib.sha256(signed_bytes(message, NAMESPACE)).digest())
    signature = joined(SK_ECDSA, pair_of(r, s)) + bytes([flags]) + (9).to_bytes(4, "big")
    return enclosed(sk_blob(point(POINT_KEY), application), signature)


def sk_ed25519_file(
    flags: int, application: str = "ssh:", message: bytes = STATEMENT, namespace: str = NAMESPACE
) -> bytes:
    """The `.sig` of a security key with Ed25519, as `ssh-keygen -Y sign` writes it."""
    hashed = hashlib.sha256(signed_bytes(message, namespace)).digest()
    value = EDWARDS_KEY.sign(said(application, flags, 9) + hashed)
    signature = joined(SK_ED25519, value) + bytes([flags]) + (9).to_bytes(4, "big")
    return enclosed(sk_ed25519_blob(application), signature, namespace)


def nested(depth: int) -> str:
    """JSON as deep as it is useless."""
    return "[" * depth + "]" * depth
