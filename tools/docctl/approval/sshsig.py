"""SSH signatures (OpenSSH's PROTOCOL.sshsig) in one form: what ssh-keygen writes, byte for byte, and nothing else."""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Callable
from functools import partial
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
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import PublicFormat

from docctl.approval.wire import BadSignature
from docctl.approval.wire import Reader
from docctl.approval.wire import Refusal
from docctl.approval.wire import mpint
from docctl.approval.wire import string

__all__ = (
    "NAME",
    "BadSignature",
    "Check",
    "PrivateKey",
    "Refusal",
    "armour",
    "public_blob",
    "read_key",
    "sign",
    "signed_bytes",
    "verify",
)

PrivateKey: TypeAlias = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
# Judges (algorithm, rest of the signature, signed bytes) with the key it was read from.
Check: TypeAlias = Callable[[bytes, Reader, bytes], None]

# Namespaces and principals: nothing that an allowed_signers line could read as a pattern, a list or a quote.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")
MAX_ARMOURED = 16 * 1024
MAGIC = b"SSHSIG"
VERSION = 1
BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
END = b"-----END SSH SIGNATURE-----\n"
COLUMNS = 70
DIGESTS = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}

RSA_DIGESTS: dict[bytes, hashes.HashAlgorithm] = {b"rsa-sha2-256": hashes.SHA256(), b"rsa-sha2-512": hashes.SHA512()}
RSA_BITS = (3072, 16384)
# FIPS 186-5 asks for more than 2**16; OpenSSL refuses more than 64 bits for long keys.
RSA_EXPONENTS = (65537, 2**64 - 1)

ED25519_PRIME = 2**255 - 19
ED25519_KEY = 32
ED25519_SIGNATURE = 64
# Points whose order divides 8: with such a key anybody can make a "signature" of any message.
ED25519_SMALL = (
    0,
    1,
    ED25519_PRIME - 1,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
)

UNCOMPRESSED = b"\x04"


class Curve(NamedTuple):
    """An elliptic curve as SSH uses it."""

    name: bytes
    curve: ec.EllipticCurve
    order: int
    digest: hashes.HashAlgorithm

    @property
    def algorithm(self) -> bytes:
        """The SSH name of keys and signatures on this curve."""
        return b"ecdsa-sha2-" + self.name


P256 = Curve(
    b"nistp256",
    ec.SECP256R1(),
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    hashes.SHA256(),
)
P384 = Curve(
    b"nistp384",
    ec.SECP384R1(),
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    hashes.SHA384(),
)


class _Envelope(NamedTuple):
    """The fields of a signature that is not yet judged."""

    key: bytes
    namespace: bytes
    digest: bytes
    signature: bytes


def verify(message: bytes, armored: bytes, namespace: str) -> bytes:
    """The public key blob that signed `message`; raises `BadSignature` and nothing else."""
    envelope = _open(_unarmour(armored))
    if not NAME.fullmatch(namespace) or envelope.namespace != namespace.encode():
        raise BadSignature(Refusal.SIG_NAMESPACE, f"{_show(envelope.namespace)} instead of {namespace!a}")
    check = read_key(envelope.key)
    signature = Reader(envelope.signature)
    algorithm = signature.string()
    try:
        check(algorithm, signature, signed_bytes(message, namespace, envelope.digest))
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        raise BadSignature(Refusal.SIG_INVALID, "the key did not sign these bytes") from None
    return envelope.key


def sign(message: bytes, key: PrivateKey, namespace: str) -> bytes:
    """An armoured signature of `message`; refuses the keys and namespaces that `verify` refuses."""
    if not NAME.fullmatch(namespace):
        raise BadSignature(Refusal.SIG_NAMESPACE, f"{namespace!a} is not a plain name")
    blob = public_blob(key)
    read_key(blob)
    signature = _sign(key, signed_bytes(message, namespace))
    fields = (blob, namespace.encode(), b"", b"sha512", signature)
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


def read_key(blob: bytes) -> Check:
    """The check that a public key blob stands for; refuses every key that may not sign."""
    key = Reader(blob)
    kind = key.string()
    read = KEY_TYPES.get(kind)
    if read is None:
        raise BadSignature(Refusal.KEY_TYPE, _show(kind))
    try:
        return read(key)
    except (ValueError, UnsupportedAlgorithm):
        raise BadSignature(Refusal.SIG_MALFORMED, f"{_show(kind)} key is no point of its curve") from None


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


def _open(blob: bytes) -> _Envelope:
    reader = Reader(blob)
    if reader.take(len(MAGIC)) != MAGIC or reader.u32() != VERSION:
        raise BadSignature(Refusal.SIG_MAGIC, "not an SSH signature of version 1")
    key, namespace, reserved, digest, signature = (reader.string() for _ in (*_Envelope._fields, "reserved"))
    reader.end()
    if reserved:
        raise BadSignature(Refusal.SIG_RESERVED, f"{len(reserved)} bytes in the reserved field")
    if digest not in DIGESTS:
        raise BadSignature(Refusal.SIG_HASH, _show(digest))
    return _Envelope(key, namespace, digest, signature)


def _read_ed25519(key: Reader) -> Check:
    raw = key.string()
    key.end()
    height = int.from_bytes(raw, "little") & (2**255 - 1)
    if len(raw) != ED25519_KEY or height >= ED25519_PRIME:
        raise BadSignature(Refusal.SIG_MALFORMED, "ssh-ed25519 key of another size or form")
    if height in ED25519_SMALL:
        raise BadSignature(Refusal.KEY_TOO_WEAK, "ssh-ed25519 key of small order")
    public = ed25519.Ed25519PublicKey.from_public_bytes(raw)

    def check(algorithm: bytes, signature: Reader, signed: bytes) -> None:
        _expect(algorithm, (b"ssh-ed25519",))
        value = signature.string()
        signature.end()
        if len(value) != ED25519_SIGNATURE:
            raise BadSignature(Refusal.SIG_MALFORMED, f"ssh-ed25519 signature of {len(value)} bytes")
        public.verify(value, signed)

    return check


def _read_ecdsa(curve: Curve, key: Reader) -> Check:
    name, raw = key.string(), key.string()
    key.end()
    if name != curve.name:
        raise BadSignature(Refusal.SIG_MALFORMED, f"{_show(curve.algorithm)} key on {_show(name)}")
    public = _point(curve, raw)

    def check(algorithm: bytes, signature: Reader, signed: bytes) -> None:
        _expect(algorithm, (curve.algorithm,))
        pair = Reader(signature.string())
        signature.end()
        r, s = pair.mpint(), pair.mpint()
        pair.end()
        if not (0 < r < curve.order and 0 < s < curve.order):
            raise BadSignature(Refusal.SIG_MALFORMED, "r or s is not between 0 and the order of the curve")
        public.verify(encode_dss_signature(r, s), signed, ec.ECDSA(curve.digest))

    return check


def _point(curve: Curve, raw: bytes) -> ec.EllipticCurvePublicKey:
    size = curve.curve.key_size // 8
    if len(raw) != 1 + 2 * size or raw[:1] != UNCOMPRESSED:
        raise BadSignature(Refusal.SIG_MALFORMED, f"{_show(curve.algorithm)} key is not an uncompressed point")
    # The bounds of OpenSSH's sshkey_ec_validate_public.
    for half in (raw[1 : 1 + size], raw[1 + size :]):
        value = int.from_bytes(half, "big")
        if value.bit_length() <= curve.order.bit_length() // 2 or value >= curve.order - 1:
            raise BadSignature(Refusal.SIG_MALFORMED, f"{_show(curve.algorithm)} key has a coordinate out of bounds")
    return ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, raw)


def _read_rsa(key: Reader) -> Check:
    exponent, modulus = key.mpint(), key.mpint()
    key.end()
    if modulus.bit_length() < RSA_BITS[0] or exponent < RSA_EXPONENTS[0]:
        raise BadSignature(Refusal.KEY_TOO_WEAK, f"ssh-rsa key of {modulus.bit_length()} bits or a small exponent")
    if modulus.bit_length() > RSA_BITS[1] or exponent > RSA_EXPONENTS[1]:
        raise BadSignature(Refusal.SIG_TOO_LARGE, f"ssh-rsa key of {modulus.bit_length()} bits or a huge exponent")
    if modulus % 2 == 0 or exponent % 2 == 0:
        raise BadSignature(Refusal.SIG_MALFORMED, "ssh-rsa key with an even number")
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()

    def check(algorithm: bytes, signature: Reader, signed: bytes) -> None:
        _expect(algorithm, tuple(RSA_DIGESTS))
        value = signature.string()
        signature.end()
        if len(value) != (modulus.bit_length() + 7) // 8:
            raise BadSignature(Refusal.SIG_MALFORMED, f"ssh-rsa signature of {len(value)} bytes")
        public.verify(value, signed, padding.PKCS1v15(), RSA_DIGESTS[algorithm])

    return check


# A new key type is one function that reads it and one line here.
KEY_TYPES: dict[bytes, Callable[[Reader], Check]] = {
    b"ssh-ed25519": _read_ed25519,
    P256.algorithm: partial(_read_ecdsa, P256),
    P384.algorithm: partial(_read_ecdsa, P384),
    b"ssh-rsa": _read_rsa,
}


def _sign(key: PrivateKey, signed: bytes) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return string(b"ssh-ed25519") + string(key.sign(signed))
    if isinstance(key, rsa.RSAPrivateKey):
        return string(b"rsa-sha2-512") + string(key.sign(signed, padding.PKCS1v15(), hashes.SHA512()))
    curve = P256 if key.key_size == P256.curve.key_size else P384
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(curve.digest)))
    return string(curve.algorithm) + string(mpint(r) + mpint(s))


def _expect(algorithm: bytes, allowed: tuple[bytes, ...]) -> None:
    if algorithm not in allowed:
        raise BadSignature(Refusal.SIG_ALGO_MISMATCH, f"{_show(algorithm)} with a key for {_show(allowed[0])}")


def _show(name: bytes) -> str:
    """A name from the input, short and printable in any terminal."""
    return ascii(name[:64].decode("ascii", "replace"))
