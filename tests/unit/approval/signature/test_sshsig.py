"""SSH signatures: round trips, agreement with ssh-keygen, every refusal, and 1,000 mutants."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies

from docctl.approval.signature.sshsig import PrivateKey
from docctl.approval.signature.sshsig import armour
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.sshsig import public_blob
from docctl.approval.signature.sshsig import read_key
from docctl.approval.signature.sshsig import sign
from docctl.approval.signature.sshsig import signed_bytes
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import mpint
from docctl.approval.signature.wire import string
from tests.devices import joined
from tests.signed import KEYS
from tests.signed import MESSAGE
from tests.signed import SIGNATURES
from tests.signed import code
from tests.signed import code_of
from tests.signed import decoded
from tests.signed import parts
from tests.signed import strings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMESPACE = "docctl.statement.v1"
ED = SIGNATURES["ed25519"]
without_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None and not os.environ.get("CI"), reason="ssh-keygen is not installed"
)


def ssh_keygen(*arguments: str | Path, stdin: bytes = MESSAGE) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *arguments], input=stdin, capture_output=True, check=False)


def write_key(folder: Path, key: PrivateKey) -> Path:
    path = folder / "key"
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    return path


def ssh_keygen_accepts(folder: Path, armored: bytes) -> bool:
    """Whether `ssh-keygen -Y verify` accepts the signature, its own key being an allowed signer."""
    blob = parts(armored).key
    line = f"P-007 {Reader(blob).string().decode()} {base64.b64encode(blob).decode()}\n"
    (folder / "allowed").write_text(line, "ascii")
    (folder / "sig").write_bytes(armored)
    options = ("-f", folder / "allowed", "-I", "P-007", "-n", NAMESPACE, "-s", folder / "sig")
    return ssh_keygen("-Y", "verify", *options).returncode == 0


@pytest.mark.parametrize("name", KEYS)
def test_what_is_signed_verifies(name: str) -> None:
    assert prove(MESSAGE, SIGNATURES[name], NAMESPACE).key == public_blob(KEYS[name])


@pytest.mark.parametrize("message", [b"", b"\0", "批准".encode(), b"x" * 100_000])
def test_any_message_can_be_signed(message: bytes) -> None:
    assert prove(message, sign(message, KEYS["ed25519"], NAMESPACE), NAMESPACE)


@without_ssh_keygen
@pytest.mark.parametrize("name", KEYS)
def test_ssh_keygen_accepts_what_we_sign(name: str, tmp_path: Path) -> None:
    assert ssh_keygen_accepts(tmp_path, SIGNATURES[name])


@without_ssh_keygen
@pytest.mark.parametrize("digest", ["sha256", "sha512"])
@pytest.mark.parametrize("name", KEYS)
def test_we_accept_what_ssh_keygen_signs(name: str, digest: str, tmp_path: Path) -> None:
    path = write_key(tmp_path, KEYS[name])
    made = ssh_keygen("-Y", "sign", "-n", NAMESPACE, "-O", f"hashalg={digest}", "-f", path)
    assert prove(MESSAGE, made.stdout, NAMESPACE).key == public_blob(KEYS[name])


@without_ssh_keygen
@pytest.mark.parametrize("name", ["ed25519", "rsa"])
def test_deterministic_signatures_are_ssh_keygens_bytes(name: str, tmp_path: Path) -> None:
    path = write_key(tmp_path, KEYS[name])
    assert ssh_keygen("-Y", "sign", "-n", NAMESPACE, "-f", path).stdout == SIGNATURES[name]


@pytest.mark.parametrize("size", range(150, 220))
def test_armour_is_read_at_every_length_of_the_last_line(size: int) -> None:
    assert code(armour(bytes(size))) == "SIG_MAGIC"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + b"\n",
        lambda text: b"\n" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"\n", b"\n\n", 1),
        lambda text: text.replace(b"SIGNATURE", b"SIGNATURES", 1),
        lambda text: text.replace(b"\n", b" \n", 2),
        lambda text: text[:40] + text[40:].replace(b"\n", b"", 1),
        lambda text: text[:50] + b"\n" + text[50:],
        lambda text: text[:50] + b"!" + text[50:],
        lambda text: text[:50] + "é".encode() + text[51:],
        lambda text: text.replace(b"\n-----END", b"=\n-----END"),
        lambda text: text + text,
        lambda _: b"",
        lambda _: b"-----BEGIN SSH SIGNATURE-----\n",
        lambda _: b"-----BEGIN SSH SIGNATURE-----\nU1NIU\n-----END SSH SIGNATURE-----\n",
        lambda _: b"\xff" * 300,
    ],
)
def test_only_the_armour_of_ssh_keygen_is_read(change: Callable[[bytes], bytes]) -> None:
    assert code(change(ED)) == "SIG_ARMOUR"


def test_unused_bits_of_the_base64_must_be_zero() -> None:
    text = armour(b"SSHSIG\0\0\0\1")
    twin = text.replace(b"Q==", b"R==")
    assert decoded(twin) == decoded(text)
    assert code(text) == "SIG_TRUNCATED"
    assert code(twin) == "SIG_ARMOUR"
    assert code(text.replace(b"=", b"")) == "SIG_ARMOUR"


def test_size_is_limited() -> None:
    assert code(armour(bytes(13_000))) == "SIG_TOO_LARGE"


@pytest.mark.parametrize("cut", [0, 5, 9, 12, 40, 100])
def test_truncated(cut: int) -> None:
    assert code(armour(decoded(ED)[:cut])) == "SIG_TRUNCATED"


def test_a_length_beyond_the_end_is_truncation() -> None:
    assert code(armour(b"SSHSIG\0\0\0\1\xff\xff\xff\xff")) == "SIG_TRUNCATED"


def test_trailing_bytes() -> None:
    found = parts(ED)
    assert code(armour(decoded(ED) + b"\0")) == "SIG_TRAILING_BYTES"
    assert code_of(ED, key=found.key + b"\0") == "SIG_TRAILING_BYTES"
    assert code_of(ED, signature=found.signature + b"\0") == "SIG_TRAILING_BYTES"


@pytest.mark.parametrize("name", ["p256", "rsa"])
def test_trailing_bytes_of_other_types(name: str) -> None:
    found = parts(SIGNATURES[name])
    assert code_of(SIGNATURES[name], key=found.key + b"\0") == "SIG_TRAILING_BYTES"
    assert code_of(SIGNATURES[name], signature=found.signature + b"\0") == "SIG_TRAILING_BYTES"
    algorithm, value = strings(found.signature)
    inner = "SIG_MALFORMED" if name == "rsa" else "SIG_TRAILING_BYTES"
    assert code_of(SIGNATURES[name], signature=joined(algorithm, value + b"\0")) == inner


@pytest.mark.parametrize("start", [b"SSHSIX\0\0\0\1", b"SSHSIG\0\0\0\0", b"SSHSIG\0\0\0\2"])
def test_magic_and_version(start: bytes) -> None:
    assert code(armour(start + decoded(ED)[10:])) == "SIG_MAGIC"


def test_reserved_field_must_be_empty() -> None:
    assert code_of(ED, reserved=b"\0") == "SIG_RESERVED"


@pytest.mark.parametrize("digest", [b"sha1", b"sha384", b"SHA512", b"sha512\0", b"", b"\xff"])
def test_only_sha256_and_sha512(digest: bytes) -> None:
    assert code_of(ED, digest=digest) == "SIG_HASH"


def test_hash_name_is_part_of_what_is_signed() -> None:
    assert code_of(ED, digest=b"sha256") == "SIG_INVALID"


@pytest.mark.parametrize("namespace", [b"", b"git", b"docctl.statement.v1\0", b"\xe6\x89\xb9"])
def test_namespace_must_be_the_expected_one(namespace: bytes) -> None:
    assert code_of(ED, namespace=namespace) == "SIG_NAMESPACE"


@pytest.mark.parametrize("namespace", ["", "two words", "a,b", "*", 'x"', "批准", "\ud800", "n\0", "n\n"])
def test_a_namespace_is_a_plain_name(namespace: str) -> None:
    odd = armour(parts(ED)._replace(namespace=namespace.encode("utf-8", "replace")).blob())
    assert code(odd, namespace=namespace) == "SIG_NAMESPACE"
    with pytest.raises(BadSignature, match=r"^SIG_NAMESPACE: "):
        sign(MESSAGE, KEYS["ed25519"], namespace)


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("other", [b"ssh-rsa", b"ecdsa-sha2-nistp521", b"ssh-ed25519\0", b"", b"webauthn"])
def test_algorithm_must_suit_the_key(name: str, other: bytes) -> None:
    _, value = strings(parts(SIGNATURES[name]).signature)
    assert code_of(SIGNATURES[name], signature=joined(other, value)) == "SIG_ALGORITHM"


def test_the_signature_of_another_key_type_is_a_mismatch() -> None:
    assert code_of(ED, signature=parts(SIGNATURES["p256"]).signature) == "SIG_ALGORITHM"
    assert code_of(SIGNATURES["rsa"], signature=parts(ED).signature) == "SIG_ALGORITHM"


@pytest.mark.parametrize("name", KEYS)
def test_other_message_or_other_key(name: str) -> None:
    assert code(SIGNATURES[name], message=MESSAGE + b" ") == "SIG_INVALID"
    stranger: PrivateKey = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    if name != "ed25519":
        stranger = ec.derive_private_key(99, ec.SECP256R1())
    if name in ("ed25519", "p256"):
        assert code_of(SIGNATURES[name], key=public_blob(stranger)) == "SIG_INVALID"


@pytest.mark.parametrize(
    "kind",
    [
        b"sk-ssh-ed25519-cert-v01@openssh.com",
        b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
        b"ssh-ed25519-cert-v01@openssh.com",
        b"ecdsa-sha2-nistp521",
        b"ssh-dss",
        b"ssh-ed25519\0",
        b"",
        b"\xff\x1b[31m" * 20,
    ],
)
def test_other_key_types(kind: bytes) -> None:
    with pytest.raises(BadSignature) as caught:
        prove(MESSAGE, armour(parts(ED)._replace(key=joined(kind, bytes(32), b"ssh:")).blob()), NAMESPACE)
    assert caught.value.code == "KEY_TYPE"
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("curve", [ec.SECP521R1(), ec.SECP256K1()])
def test_we_do_not_sign_with_other_curves(curve: ec.EllipticCurve) -> None:
    with pytest.raises(BadSignature, match=r"^KEY_TYPE: "):
        sign(MESSAGE, ec.derive_private_key(7, curve), NAMESPACE)


@pytest.mark.parametrize("name", ["ed25519", "p256", "rsa"])
def test_an_empty_key_is_truncated(name: str) -> None:
    kind = strings(parts(SIGNATURES[name]).key)[0]
    assert code_of(SIGNATURES[name], key=string(kind)) == "SIG_TRUNCATED"


@without_ssh_keygen
def test_rsa_2048_is_refused_though_ssh_keygen_signs(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    made = ssh_keygen("-Y", "sign", "-n", NAMESPACE, "-f", write_key(tmp_path, key)).stdout
    assert ssh_keygen_accepts(tmp_path, made)
    assert code(made) == "KEY_TOO_WEAK"
    with pytest.raises(BadSignature, match=r"^KEY_TOO_WEAK: "):
        sign(MESSAGE, key, NAMESPACE)


def test_signed_bytes_are_those_of_the_protocol() -> None:
    signed = signed_bytes(b"", "n")
    assert signed[:25] == b"SSHSIG\0\0\0\1n\0\0\0\0\0\0\0\6sha512"
    assert len(signed) == 25 + 4 + 64


@pytest.mark.parametrize("value", [0, 1, 127, 128, 255, 256, 2**64])
def test_integers_round_trip(value: int) -> None:
    assert Reader(mpint(value)).mpint() == value


@given(strategies.binary(max_size=300), strategies.booleans())
@settings(derandomize=True, deadline=None, max_examples=200, database=None)
def test_any_bytes_are_refused_by_one_exception(data: bytes, dressed: bool) -> None:  # noqa: FBT001 - hypothesis
    with pytest.raises(BadSignature):
        prove(MESSAGE, armour(b"SSHSIG\0\0\0\1" + data) if dressed else data, NAMESPACE)


@given(strategies.sampled_from(sorted(KEYS)), strategies.lists(strategies.binary(max_size=80), max_size=4))
@settings(derandomize=True, deadline=None, max_examples=200, database=None)
def test_any_key_is_read_or_refused_by_one_exception(name: str, fields: list[bytes]) -> None:
    kind = strings(public_blob(KEYS[name]))[0]
    with contextlib.suppress(BadSignature):
        read_key(joined(kind, *fields))
