"""Public keys as SSH writes them and the signatures they check: Ed25519, ECDSA and RSA, each in one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeAlias

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import Refusal
from docctl.approval.signature.wire import shown

if TYPE_CHECKING:
    from docctl.approval.signature.proof import Assertion

# Judges (algorithm, rest of the signature, signed bytes) with the key it was read from; a device adds what it asserts.
Check: TypeAlias = Callable[[bytes, Reader, bytes], "Assertion | None"]

ED25519 = b"ssh-ed25519"
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

RSA = b"ssh-rsa"
RSA_DIGESTS: dict[bytes, hashes.HashAlgorithm] = {b"rsa-sha2-256": hashes.SHA256(), b"rsa-sha2-512": hashes.SHA512()}
RSA_BITS = (3072, 16384)
# FIPS 186-5 asks for more than 2**16; OpenSSL refuses more than 64 bits for long keys.
RSA_EXPONENTS = (65537, 2**64 - 1)

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


def read_ed25519(key: Reader) -> Check:
    """The check of an `ssh-ed25519` key."""
    raw = key.string()
    key.end()
    public = ed25519_point(raw)

    def check(algorithm: bytes, signature: Reader, signed: bytes) -> None:
        expect(algorithm, (ED25519,))
        value = ed25519_value(signature)
        signature.end()
        public.verify(value, signed)

    return check


def ed25519_point(raw: bytes) -> ed25519.Ed25519PublicKey:
    """A key of 32 bytes that only its owner can sign with."""
    height = int.from_bytes(raw, "little") & (2**255 - 1)
    if len(raw) != ED25519_KEY or height >= ED25519_PRIME:
        raise BadSignature(Refusal.KEY_FORM, "Ed25519 key of another size or form")
    if height in ED25519_SMALL:
        raise BadSignature(Refusal.KEY_TOO_WEAK, "Ed25519 key of small order")
    return ed25519.Ed25519PublicKey.from_public_bytes(raw)


def ed25519_value(signature: Reader) -> bytes:
    """The 64 bytes of an Ed25519 signature."""
    value = signature.string()
    if len(value) != ED25519_SIGNATURE:
        raise BadSignature(Refusal.SIG_MALFORMED, f"Ed25519 signature of {len(value)} bytes")
    return value


def read_ecdsa(curve: Curve, key: Reader) -> Check:
    """The check of an `ecdsa-sha2-…` key on a curve."""
    name, raw = key.string(), key.string()
    key.end()
    public = curve_point(curve, name, raw)

    def check(algorithm: bytes, signature: Reader, signed: bytes) -> None:
        expect(algorithm, (curve.algorithm,))
        r, s = curve_pair(curve, signature)
        signature.end()
        public.verify(encode_dss_signature(r, s), signed, ec.ECDSA(curve.digest))

    return check


def curve_point(curve: Curve, name: bytes, raw: bytes) -> ec.EllipticCurvePublicKey:
    """The uncompressed point behind the name of its curve."""
    if name != curve.name:
        raise BadSignature(Refusal.KEY_FORM, f"{shown(curve.name)} key on {shown(name)}")
    size = curve.curve.key_size // 8
    if len(raw) != 1 + 2 * size or raw[:1] != UNCOMPRESSED:
        raise BadSignature(Refusal.KEY_FORM, f"{shown(curve.name)} key is not an uncompressed point")
    # The bounds of OpenSSH's sshkey_ec_validate_public.
    for half in (raw[1 : 1 + size], raw[1 + size :]):
        value = int.from_bytes(half, "big")
        if value.bit_length() <= curve.order.bit_length() // 2 or value >= curve.order - 1:
            raise BadSignature(Refusal.SIG_MALFORMED, f"{shown(curve.name)} key has a coordinate out of bounds")
    return ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, raw)


def curve_pair(curve: Curve, signature: Reader) -> tuple[int, int]:
    """The two numbers of an ECDSA signature."""
    pair = Reader(signature.string())
    r, s = pair.mpint(), pair.mpint()
    pair.end()
    if not (0 < r < curve.order and 0 < s < curve.order):
        raise BadSignature(Refusal.SIG_INTEGER, "r or s is not between 0 and the order of the curve")
    return r, s


def read_rsa(key: Reader) -> Check:
    """The check of an `ssh-rsa` key."""
    exponent, modulus = key.mpint(), key.mpint()
    key.end()
    if modulus.bit_length() < RSA_BITS[0] or exponent < RSA_EXPONENTS[0]:
        raise BadSignature(Refusal.KEY_TOO_WEAK, f"RSA key of {modulus.bit_length()} bits or a small exponent")
    if modulus.bit_length() > RSA_BITS[1] or exponent > RSA_EXPONENTS[1]:
        raise BadSignature(Refusal.SIG_TOO_LARGE, f"RSA key of {modulus.bit_length()} bits or a huge exponent")
    if modulus % 2 == 0 or exponent % 2 == 0:
        raise BadSignature(Refusal.KEY_FORM, "RSA key with an even number")
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()

    def check(algorithm: bytes, signature: Reader, signed: bytes) -> None:
        expect(algorithm, tuple(RSA_DIGESTS))
        value = signature.string()
        signature.end()
        if len(value) != (modulus.bit_length() + 7) // 8:
            raise BadSignature(Refusal.SIG_MALFORMED, f"RSA signature of {len(value)} bytes")
        public.verify(value, signed, padding.PKCS1v15(), RSA_DIGESTS[algorithm])

    return check


def expect(algorithm: bytes, allowed: tuple[bytes, ...]) -> None:
    """Refuse a signature algorithm that does not suit the key."""
    if algorithm not in allowed:
        raise BadSignature(Refusal.SIG_ALGORITHM, f"{shown(algorithm)} with a key for {shown(allowed[0])}")
