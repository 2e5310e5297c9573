"""Keys: private key files, public lines, fingerprints, demo keys and the file for ssh-keygen."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies

from docctl.approval.signature.keys import UnusableKey
from docctl.approval.signature.keys import allowed_signers
from docctl.approval.signature.keys import blob_of
from docctl.approval.signature.keys import demo_blobs
from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import fingerprint
from docctl.approval.signature.keys import is_in_device
from docctl.approval.signature.keys import load_private_key
from docctl.approval.signature.keys import parse_public_line
from docctl.approval.signature.keys import public_line
from docctl.approval.signature.public_key import P256
from docctl.approval.signature.public_key import P384
from docctl.approval.signature.sshsig import PrivateKey
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.sshsig import public_blob
from docctl.approval.signature.sshsig import sign
from docctl.approval.signature.wire import string
from tests.devices import joined
from tests.devices import sk_ed25519_blob

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMESPACE = "docctl.statement.v1"
KEY = demo_key("P-007")
LINE = public_line(KEY)
KEYS: dict[str, PrivateKey] = {
    "ed25519": KEY,
    "p256": ec.derive_private_key(P256.order // 3, ec.SECP256R1()),
    "p384": ec.derive_private_key(P384.order // 3, ec.SECP384R1()),
}

without_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None and not os.environ.get("CI"), reason="ssh-keygen is not installed"
)


def ssh_keygen(*arguments: str | Path, stdin: bytes = b"") -> bytes:
    made = subprocess.run(["ssh-keygen", *arguments], input=stdin, capture_output=True, check=True)
    return made.stdout


def private_file(key: PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def encrypted_file(key: PrivateKey, passphrase: bytes) -> bytes:
    encryption = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(passphrase)
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption)


def private_outline(kind: bytes, cipher: bytes = b"none") -> bytes:
    """A private key file with nothing behind its public half."""
    fields = (cipher, b"none", b"", string(kind) + string(bytes(range(32))) + string(b"ssh:"))
    header = b"openssh-key-v1\0" + b"".join(map(string, fields[:3])) + b"\0\0\0\1" + string(fields[3])
    return pem(header + string(b""))


def pem(body: bytes) -> bytes:
    begin, end = (f"-----{word} OPENSSH PRIVATE KEY-----\n".encode() for word in ("BEGIN", "END"))
    return begin + base64.encodebytes(body) + end


def load_code(data: bytes, passphrase: Callable[[], bytes] | None = None) -> str:
    with pytest.raises(UnusableKey) as caught:
        load_private_key(data, passphrase)
    assert str(caught.value).startswith(f"{caught.value.code}: ")
    return caught.value.code


def line_code(text: str) -> str:
    with pytest.raises(UnusableKey) as caught:
        parse_public_line(text)
    return caught.value.code


def never() -> bytes:
    pytest.fail("asked for a passphrase without need")


@pytest.mark.parametrize("name", KEYS)
def test_a_plain_key_file_is_read_without_asking(name: str) -> None:
    key = load_private_key(private_file(KEYS[name]), never)
    assert public_blob(key) == public_blob(KEYS[name])
    assert prove(b"m", sign(b"m", key, NAMESPACE), NAMESPACE).key == public_blob(key)


def test_rsa_key_files_need_3072_bits() -> None:
    assert load_code(private_file(rsa.generate_private_key(65537, 2048)), never) == "KEY_TOO_WEAK"


@without_ssh_keygen
@pytest.mark.parametrize(("kind", "bits"), [("ed25519", "256"), ("ecdsa", "256"), ("ecdsa", "384"), ("rsa", "3072")])
def test_the_files_of_ssh_keygen_are_read(kind: str, bits: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    ssh_keygen("-q", "-t", kind, "-b", bits, "-N", "", "-C", "陈立 at home", "-f", path)
    key = load_private_key(path.read_bytes(), None)
    blob = parse_public_line((tmp_path / "key.pub").read_text("utf-8"))
    assert blob == public_blob(key)
    assert fingerprint(blob) in ssh_keygen("-l", "-f", path).decode()


def test_passphrase_right_wrong_missing_empty() -> None:
    data = encrypted_file(KEY, "合格".encode())
    assert public_blob(load_private_key(data, "合格".encode)) == public_blob(KEY)
    assert load_code(data, lambda: b"wrong") == "KEY_PASSPHRASE"
    assert load_code(data, lambda: b"") == "KEY_PASSPHRASE"
    assert load_code(data) == "KEY_PASSPHRASE"


@without_ssh_keygen
@pytest.mark.parametrize("cipher", ["aes256-ctr", "aes256-gcm@openssh.com"])
def test_passphrase_of_ssh_keygen(cipher: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    ssh_keygen("-q", "-t", "ed25519", "-a", "1", "-Z", cipher, "-N", "secret", "-f", path)
    key = load_private_key(path.read_bytes(), lambda: b"secret")
    assert public_line(key) in (tmp_path / "key.pub").read_text("ascii")
    assert load_code(path.read_bytes(), lambda: b"wrong") == "KEY_PASSPHRASE"


def test_an_error_while_asking_is_not_swallowed() -> None:
    def interrupt() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_private_key(encrypted_file(KEY, b"secret"), interrupt)


@pytest.mark.parametrize("kind", [b"sk-ssh-ed25519@openssh.com", b"ssh-dss", b"ecdsa-sha2-nistp521"])
def test_other_types_are_refused_before_asking(kind: bytes) -> None:
    assert load_code(private_outline(kind, b"aes256-ctr"), never) == "KEY_TYPE"


def test_p521_is_refused() -> None:
    assert load_code(private_file(ec.derive_private_key(2**500, ec.SECP521R1()))) == "KEY_TYPE"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\n!\n-----END OPENSSH PRIVATE KEY-----\n",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        pem(b"openssh-key-v2\0" + bytes(90)),
        pem(b"openssh-key-v1\0" + bytes(9)),
        pem(b"openssh-key-v1\0" + bytes(90)).replace(b"OPENSSH", b"RSA"),
        private_outline(b"ssh-ed25519"),
        private_file(KEY)[:200] + private_file(KEY)[210:],
        KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")),
    ],
)
def test_unreadable_files(data: bytes) -> None:
    assert load_code(data, never) == "KEY_UNREADABLE"


def test_halves_of_a_file_belong_together() -> None:
    stranger = demo_key("P-008").private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    seed = KEY.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    body = base64.b64decode(b"".join(private_file(KEY).split(b"\n")[1:-2]))
    assert seed in body
    assert load_code(pem(body.replace(seed, stranger))) == "KEY_UNREADABLE"


@given(strategies.data())
@settings(derandomize=True, deadline=None, max_examples=150, database=None)
def test_damaged_files_are_refused_by_one_exception(data: strategies.DataObject) -> None:
    body = bytearray(base64.b64decode(b"".join(private_file(KEY).split(b"\n")[1:-2])))
    at = data.draw(strategies.integers(0, len(body) - 1))
    body[at : at + data.draw(strategies.integers(0, 3))] = data.draw(strategies.binary(max_size=5))
    try:
        key = load_private_key(pem(bytes(body)), lambda: b"secret")
    except UnusableKey:
        return
    assert public_blob(key) == public_blob(KEY)


def test_public_line_round_trip() -> None:
    for key in KEYS.values():
        assert parse_public_line(public_line(key)) == public_blob(key)


@pytest.mark.parametrize("text", [f"{LINE}\n", f"{LINE}\r\n", f"{LINE} chen@desk 陈立", f"  {LINE} "])
def test_comment_and_line_end_are_dropped(text: str) -> None:
    assert parse_public_line(text) == public_blob(KEY)


CERTIFICATE = base64.b64encode(string(b"ssh-ed25519-cert-v01@openssh.com") + bytes(99)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 ",
        "ssh-ed25519 A",
        "ssh-ed25519 AAAA",
        LINE.replace(" ", "  "),
        LINE.replace(" ", "\t"),
        f"no-pty {LINE}",
        f"cert-authority {LINE}",
        f'namespaces="git" {LINE}',
        f"* {LINE}",
        f"P-007 {LINE}",
        f"{LINE}\n{LINE}",
        f"{LINE}=",
        f"{LINE[:60]}\n{LINE[60:]}",
        f"ssh-rsa {LINE.split()[1]}",
        f"# {LINE}",
        LINE.upper(),
    ],
)
def test_only_a_bare_public_line_is_read(text: str) -> None:
    assert line_code(text) == "KEY_UNREADABLE"


def test_unused_bits_of_the_base64_must_be_zero() -> None:
    line = public_line(KEYS["p256"])
    assert line.endswith("=")
    twin = f"{line[:-2]}{chr(ord(line[-2]) + 1)}="
    assert base64.b64decode(twin.split()[1]) == public_blob(KEYS["p256"])
    assert line_code(twin) == "KEY_UNREADABLE"


def test_public_lines_of_other_types() -> None:
    assert line_code(f"ssh-ed25519-cert-v01@openssh.com {CERTIFICATE}") == "KEY_TYPE"
    assert line_code(public_line(ec.derive_private_key(7, ec.SECP521R1()))) == "KEY_TYPE"
    assert line_code(public_line(rsa.generate_private_key(65537, 2048))) == "KEY_TOO_WEAK"


@given(strategies.text("Asd19-=+/ \n\t\0é陈\ud800", max_size=100), strategies.booleans())
@settings(derandomize=True, deadline=None, max_examples=300, database=None)
def test_any_text_is_refused_by_one_exception(text: str, typed: bool) -> None:  # noqa: FBT001 - hypothesis
    with pytest.raises(UnusableKey):
        parse_public_line(f"ssh-ed25519 {text}" if typed else text)


def test_demo_keys_never_change() -> None:
    assert fingerprint(public_blob(KEY)) == "SHA256:oL/HrqPWYsScRcfSLsdUY2gy6HvMW4zW/qXwKmQZiRA"


def test_demo_keys_are_known() -> None:
    published = demo_blobs(frozenset({"P-006", "P-007"}))
    assert public_blob(KEY) in published
    assert public_blob(demo_key("P-008")) not in published
    assert public_blob(KEYS["p256"]) not in published
    assert isinstance(KEY, ed25519.Ed25519PrivateKey)


def test_allowed_signers_lines() -> None:
    entries = [
        ("P-007", f"{LINE} a comment", None, None),
        ("chen@example.com", LINE, "2026-01-31T00:00:00Z", None),
        ("P-007", LINE, "20260131000000Z", "2027-01-31T23:59:59Z"),
    ]
    assert allowed_signers(entries, NAMESPACE) == (
        f'P-007 namespaces="{NAMESPACE}" {LINE}\n'
        f'chen@example.com namespaces="{NAMESPACE}",valid-after="20260131000000Z" {LINE}\n'
        f'P-007 namespaces="{NAMESPACE}",valid-after="20260131000000Z",valid-before="20270131235959Z" {LINE}\n'
    )
    assert allowed_signers([], NAMESPACE) == ""


@pytest.mark.parametrize("name", ["", "*", "P-00?", "!P-007", "a,b", "a b", 'a"', "#P-007", "陈立", "P-007\n"])
def test_principals_and_namespaces_are_plain_names(name: str) -> None:
    with pytest.raises(ValueError, match="is not a plain name"):
        allowed_signers([(name, LINE, None, None)], NAMESPACE)
    with pytest.raises(ValueError, match="is not a plain name"):
        allowed_signers([], name)


@pytest.mark.parametrize(
    "time",
    [
        "",
        "2026-01-31",
        "20260131",
        "20260131Z",
        "2026-01-31T00:00:00",
        "2026-01-31T00:00:00+08:00",
        "2026-02-30T00:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T23:59:60Z",
        "0000-01-31T00:00:00Z",
        "2026-01-31T00:00:00Z\n",
        "２０２６0131000000Z",
    ],
)
def test_times_are_utc(time: str) -> None:
    for after, before in ((time, None), (None, time)):
        with pytest.raises(ValueError, match=r"."):
            allowed_signers([("P-007", LINE, after, before)], NAMESPACE)


def test_an_empty_window_is_refused() -> None:
    with pytest.raises(ValueError, match="is never"):
        allowed_signers([("P-007", LINE, "2026-01-31T00:00:00Z", "20260131000000Z")], NAMESPACE)


@without_ssh_keygen
@pytest.mark.parametrize(
    ("time", "namespace", "principal", "good"),
    [
        ("20260615000000Z", NAMESPACE, "P-007", True),
        ("20251231235959Z", NAMESPACE, "P-007", False),
        ("20270101000001Z", NAMESPACE, "P-007", False),
        ("20260615000000Z", "git", "P-007", False),
        ("20260615000000Z", NAMESPACE, "P-008", False),
    ],
)
def test_ssh_keygen_reads_the_file(*, time: str, namespace: str, principal: str, good: bool, tmp_path: Path) -> None:
    window = ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
    (tmp_path / "allowed").write_text(allowed_signers([("P-007", LINE, *window)], NAMESPACE), "ascii")
    (tmp_path / "sig").write_bytes(sign(b"m", KEY, namespace))
    options = ("-f", tmp_path / "allowed", "-I", principal, "-n", namespace, "-s", tmp_path / "sig")
    command = ("-Y", "verify", *options, "-O", f"verify-time={time}")
    if good:
        assert b"Good" in ssh_keygen(*command, stdin=b"m")
    else:
        with pytest.raises(subprocess.CalledProcessError):
            ssh_keygen(*command, stdin=b"m")


def test_a_line_that_is_no_key_has_no_blob() -> None:
    assert blob_of(f"{LINE} a comment") == public_blob(KEY)
    assert blob_of("ssh-ed25519 AAAA") is None


def test_a_key_in_a_device_is_known_by_its_file() -> None:
    assert not is_in_device(b"no key at all")
    assert not is_in_device(KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    blob = sk_ed25519_blob()
    body = b"openssh-key-v1\0" + joined(b"none", b"none", b"") + (1).to_bytes(4, "big") + joined(blob, b"")
    text = base64.b64encode(body).decode()
    pem = f"-----BEGIN OPENSSH PRIVATE KEY-----\n{text}\n-----END OPENSSH PRIVATE KEY-----\n"
    assert is_in_device(pem.encode())
