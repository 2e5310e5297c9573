"""Public keys: one form, nothing weak, and the signatures they check in one form as well."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.hashes import SHA256

from docctl.approval.signature.public_key import ED25519_PRIME
from docctl.approval.signature.public_key import ED25519_SMALL
from docctl.approval.signature.public_key import P256
from docctl.approval.signature.sshsig import armour
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.sshsig import public_blob
from docctl.approval.signature.sshsig import signed_bytes
from docctl.approval.signature.wire import mpint
from docctl.approval.signature.wire import string
from docctl.approval.statement import NAMESPACE
from tests import keygen
from tests.devices import joined
from tests.signed import KEYS
from tests.signed import MESSAGE
from tests.signed import PRIME_P
from tests.signed import PRIME_Q
from tests.signed import SIGNATURES
from tests.signed import code
from tests.signed import code_of
from tests.signed import parts
from tests.signed import rsa_3072
from tests.signed import strings

if TYPE_CHECKING:
    from pathlib import Path

ED = SIGNATURES["ed25519"]


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33), ED25519_PRIME.to_bytes(32, "little"), b"\xff" * 32])
def test_ed25519_key_has_one_size_and_form(raw: bytes) -> None:
    assert code_of(ED, key=joined(b"ssh-ed25519", raw)) == "KEY_FORM"


@pytest.mark.parametrize("size", [0, 63, 65])
def test_ed25519_signature_has_one_size(size: int) -> None:
    assert code_of(ED, signature=joined(b"ssh-ed25519", bytes(size))) == "SIG_MALFORMED"


def test_ed25519_second_form_of_s_is_refused() -> None:
    value = strings(parts(ED).signature)[1]
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(value[32:], "little") + order
    assert code_of(ED, signature=joined(b"ssh-ed25519", value[:32] + s.to_bytes(32, "little"))) == "SIG_INVALID"


@pytest.mark.parametrize("sign_bit", [0, 128])
@pytest.mark.parametrize("height", ED25519_SMALL)
def test_ed25519_key_of_small_order_is_refused(height: int, sign_bit: int) -> None:
    raw = bytearray(height.to_bytes(32, "little"))
    raw[31] |= sign_bit
    assert code_of(ED, key=joined(b"ssh-ed25519", bytes(raw))) == "KEY_TOO_WEAK"


def test_ssh_keygen_accepts_everybodys_key_and_we_do_not(tmp_path: Path) -> None:
    identity = (1).to_bytes(32, "little")
    signature = joined(b"ssh-ed25519", identity + bytes(32))
    forged = armour(parts(ED)._replace(key=joined(b"ssh-ed25519", identity), signature=signature).blob())
    assert keygen.accepts(tmp_path, MESSAGE, forged, parts(forged).key)
    assert code(forged) == "KEY_TOO_WEAK"


def ecdsa_code(r: bytes, s: bytes) -> str:
    return code_of(SIGNATURES["p256"], signature=joined(P256.algorithm, r + s))


def test_ecdsa_integers_have_one_form_and_are_in_range() -> None:
    r, s = (int.from_bytes(raw, "big") for raw in strings(strings(parts(SIGNATURES["p256"]).signature)[1]))
    assert ecdsa_code(mpint(s), mpint(r)) == "SIG_INVALID"
    assert ecdsa_code(mpint(r), string(b"\0" + mpint(s)[4:])) == "SIG_INTEGER"
    assert ecdsa_code(mpint(r), string(b"\x80")) == "SIG_INTEGER"
    for odd in (0, P256.order, P256.order + s):
        assert ecdsa_code(mpint(r), mpint(odd)) == "SIG_INTEGER"
        assert ecdsa_code(mpint(odd), mpint(s)) == "SIG_INTEGER"


def small_x() -> bytes:
    """A point of P-256 that OpenSSH refuses because its x is small."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\2" + (5).to_bytes(32, "big"))
    numbers = point.public_numbers()
    return b"\4" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")


def large_x() -> bytes:
    """A point of P-256 whose x is above the order, which OpenSSH refuses as well."""
    for x in range(P256.order, P256.order + 100):
        with contextlib.suppress(ValueError):
            point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\2" + x.to_bytes(32, "big"))
            return b"\4" + x.to_bytes(32, "big") + point.public_numbers().y.to_bytes(32, "big")
    pytest.fail("no such point")


def p256_points() -> dict[str, bytes]:
    point = strings(public_blob(KEYS["p256"]))[2]
    return {
        "compressed, KEY_FORM": bytes([2 + point[-1] % 2]) + point[1:33],
        "hybrid, KEY_FORM": bytes([6 + point[-1] % 2]) + point[1:],
        "infinity, KEY_FORM": b"\0",
        "short, KEY_FORM": point[:-1],
        "off the curve": point[:-1] + bytes([point[-1] ^ 1]),
        "small x": small_x(),
        "x beyond the order": large_x(),
    }


@pytest.mark.parametrize("name", p256_points())
def test_ecdsa_key_is_an_uncompressed_point_in_bounds(name: str, tmp_path: Path) -> None:
    key = joined(P256.algorithm, b"nistp256", p256_points()[name])
    assert code_of(SIGNATURES["p256"], key=key) == (name.partition(", ")[2] or "SIG_MALFORMED")
    assert not keygen.reads_key(tmp_path, key)


def test_ecdsa_key_is_on_the_curve_of_its_type() -> None:
    kind, _, point = strings(public_blob(KEYS["p256"]))
    assert code_of(SIGNATURES["p256"], key=joined(kind, b"nistp384", point)) == "KEY_FORM"


RSA_KEYS = {
    "2048 bits": (65537, 2**2047 + 1, "KEY_TOO_WEAK"),
    "3071 bits": (65537, 2**3071 - 1, "KEY_TOO_WEAK"),
    "exponent 0": (0, PRIME_P * PRIME_Q, "KEY_TOO_WEAK"),
    "exponent 1": (1, PRIME_P * PRIME_Q, "KEY_TOO_WEAK"),
    "exponent 3": (3, PRIME_P * PRIME_Q, "KEY_TOO_WEAK"),
    "huge exponent, short modulus": (2**20_000 + 1, 2**2047 + 1, "KEY_TOO_WEAK"),
    "16385 bits": (65537, 2**16384 + 1, "SIG_TOO_LARGE"),
    "exponent of 65 bits": (2**64 + 1, PRIME_P * PRIME_Q, "SIG_TOO_LARGE"),
    "even exponent": (65538, PRIME_P * PRIME_Q, "KEY_FORM"),
    "even modulus": (65537, PRIME_P * PRIME_Q + 1, "KEY_FORM"),
    "other exponent": (65539, PRIME_P * PRIME_Q, "SIG_INVALID"),
    "other modulus": (65537, PRIME_P * PRIME_Q + 2, "SIG_INVALID"),
}


@pytest.mark.parametrize("case", RSA_KEYS)
def test_rsa_keys(case: str) -> None:
    exponent, modulus, expected = RSA_KEYS[case]
    key = string(b"ssh-rsa") + mpint(exponent) + mpint(modulus)
    assert code_of(SIGNATURES["rsa"], key=key) == expected


def test_rsa_integers_have_one_form() -> None:
    kind, exponent, modulus = strings(public_blob(KEYS["rsa"]))
    for odd in (joined(kind, b"\0" + exponent, modulus), joined(kind, exponent, modulus[1:])):
        assert code_of(SIGNATURES["rsa"], key=odd) == "SIG_INTEGER"


def test_rsa_signature_has_the_size_of_the_key() -> None:
    algorithm, value = strings(parts(SIGNATURES["rsa"]).signature)
    for odd in (b"", value[:-1], b"\0" + value):
        assert code_of(SIGNATURES["rsa"], signature=joined(algorithm, odd)) == "SIG_MALFORMED"


def test_rsa_sha256_is_accepted_and_sha1_refused() -> None:
    signed, key = signed_bytes(MESSAGE, NAMESPACE), rsa_3072()
    good = joined(b"rsa-sha2-256", key.sign(signed, padding.PKCS1v15(), SHA256()))
    assert prove(MESSAGE, armour(parts(SIGNATURES["rsa"])._replace(signature=good).blob()), NAMESPACE)
    old = joined(b"ssh-rsa", key.sign(signed, padding.PKCS1v15(), SHA1()))  # noqa: S303 - refused
    assert code_of(SIGNATURES["rsa"], signature=old) == "SIG_ALGORITHM"
