"""FIDO security keys: touch and PIN by policy, agreement with ssh-keygen, and what their files may hold."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.approval.signature.keys import allowed_signers
from docctl.approval.signature.keys import line_of
from docctl.approval.signature.keys import parse_public_line
from docctl.approval.signature.passkey import refusal
from docctl.approval.signature.proof import Assertion
from docctl.approval.signature.proof import Proof
from docctl.approval.signature.security_key import SK_ECDSA
from docctl.approval.signature.security_key import SK_ED25519
from docctl.approval.signature.security_key import WEBAUTHN
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import string
from docctl.approval.statement import NAMESPACE
from tests import keygen
from tests.devices import HOST
from tests.devices import PIN
from tests.devices import POINT_KEY
from tests.devices import STATEMENT
from tests.devices import SYNCED
from tests.devices import TOUCH
from tests.devices import PasskeyAct
from tests.devices import enclosed
from tests.devices import joined
from tests.devices import point
from tests.devices import sk_blob
from tests.devices import sk_ecdsa_file
from tests.devices import sk_ed25519_blob
from tests.devices import sk_ed25519_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES: dict[str, Callable[..., bytes]] = {"ecdsa": sk_ecdsa_file, "ed25519": sk_ed25519_file}
BLOBS = {"ecdsa": sk_blob(point(POINT_KEY), "ssh:"), "ed25519": sk_ed25519_blob()}
DAY = "2026-10-13"


def code(file: bytes, message: bytes = STATEMENT) -> str:
    with pytest.raises(BadSignature) as caught:
        prove(message, file, NAMESPACE)
    return caught.value.code


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("flags", "found"), [(0, "KEY_NO_TOUCH"), (TOUCH, "KEY_NO_PIN"), (PIN, "KEY_NO_TOUCH"), (TOUCH | PIN, "")]
)
def test_touch_and_pin_where_policy_demands_both(name: str, flags: int, found: str, tmp_path: Path) -> None:
    proof = prove(STATEMENT, FILES[name](flags), NAMESPACE)
    assert proof == Proof(BLOBS[name], Assertion("ssh:", flags, 9))
    assert proof.method == "ssh"
    for demanded in ({"touch": True, "pin": True}, {}):
        assert (refusal(proof, DAY, [], demanded) or "") == found
    assert refusal(proof, DAY, [], {"touch": False, "pin": False}) is None
    assert keygen.accepts(tmp_path, STATEMENT, FILES[name](flags), BLOBS[name])


@pytest.mark.parametrize(
    ("demanded", "flags", "found"),
    [
        ({"touch": True, "pin": False}, TOUCH, ""),
        ({"touch": True, "pin": False}, PIN, "KEY_NO_TOUCH"),
        ({"touch": False, "pin": True}, PIN, ""),
        ({"touch": False}, TOUCH, "KEY_NO_PIN"),
    ],
)
def test_policy_may_demand_one_of_them(demanded: dict[str, Any], flags: int, found: str) -> None:
    proof = prove(STATEMENT, sk_ed25519_file(flags), NAMESPACE)
    assert (refusal(proof, DAY, [], demanded) or "") == found


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("flags", [0x40, 0x80, 0x02, 0x20, 0xFF])
def test_flags_that_no_security_key_sets(name: str, flags: int) -> None:
    assert code(FILES[name](flags)) == "KEY_FLAGS"


@pytest.mark.parametrize("name", FILES)
def test_a_key_may_be_eligible_for_backup(name: str) -> None:
    assert prove(STATEMENT, FILES[name](TOUCH | PIN | SYNCED), NAMESPACE).assertion


@pytest.mark.parametrize("name", FILES)
def test_other_statement_other_flags_other_application(name: str) -> None:
    file = FILES[name](TOUCH | PIN)
    assert code(file, STATEMENT + b" ") == "SIG_INVALID"
    inner = base64.b64decode(b"".join(file.split(b"\n")[1:-2]))
    end = bytes([TOUCH | PIN]) + (9).to_bytes(4, "big")
    assert inner.endswith(end)
    fields = Reader(inner[10:])
    key, *_, signature = (fields.string() for _ in range(5))
    assert code(enclosed(key, signature[:-5] + bytes([TOUCH]) + end[1:])) == "SIG_INVALID"
    assert code(enclosed(key, signature[:-1] + b"\x08")) == "SIG_INVALID"
    assert code(enclosed(key, signature + b"\0")) == "SIG_TRAILING_BYTES"
    assert code(enclosed(key, signature[:-1])) == "SIG_TRUNCATED"
    assert code(enclosed(key + b"\0", signature)) == "SIG_TRAILING_BYTES"
    assert code(enclosed(key[:-8] + string(b"ssh:demo"), signature)) == "SIG_INVALID"


@pytest.mark.parametrize("application", ["", "ssh", "SSH:", "ssh:a b", "ssh:\n", "ssh:" + "a" * 129, "ssh:\0"])
def test_a_security_key_is_made_for_ssh(application: str) -> None:
    assert code(sk_ed25519_file(TOUCH | PIN, application)) == "KEY_FORM"


def test_there_is_no_passkey_with_ed25519() -> None:
    assert code(sk_ed25519_file(TOUCH | PIN, HOST)) == "KEY_FORM"


@pytest.mark.parametrize("algorithm", [SK_ED25519, SK_ECDSA, WEBAUTHN, b"ssh-ed25519", b"ecdsa-sha2-nistp256"])
def test_each_key_has_one_algorithm(algorithm: bytes) -> None:
    owners = {SK_ED25519: BLOBS["ed25519"], SK_ECDSA: BLOBS["ecdsa"], WEBAUTHN: PasskeyAct().public}
    for kind, blob in owners.items():
        if kind != algorithm:
            assert code(enclosed(blob, joined(algorithm, bytes(64)) + bytes(5))) == "SIG_ALGORITHM"


def test_plain_keys_need_no_policy() -> None:
    assert refusal(Proof(b"any"), DAY, [], {}) is None
    assert Proof(b"any").method == "ssh"


@pytest.mark.parametrize("blob", [*BLOBS.values(), PasskeyAct().public], ids=["ecdsa", "ed25519", "passkey"])
def test_public_lines_of_devices_are_read_and_written(blob: bytes) -> None:
    line = line_of(blob)
    assert line == keygen.line(blob)
    assert parse_public_line(f"{line} YubiKey 陈立\n") == blob
    assert allowed_signers([("P-007", line, None, None)], NAMESPACE) == f'P-007 namespaces="{NAMESPACE}" {line}\n'


@pytest.mark.parametrize("name", [*FILES, "passkey"])
def test_ssh_keygen_reads_the_signers_file_of_a_device(name: str, tmp_path: Path) -> None:
    act = PasskeyAct()
    blob, file = (act.public, act.file()) if name == "passkey" else (BLOBS[name], FILES[name](TOUCH | PIN))
    window = ("2026-01-01T00:00:00Z", None)
    lines = allowed_signers([("P-007", line_of(blob), *window)], NAMESPACE)
    assert lines.endswith(f"{keygen.line(blob)}\n")
    assert keygen.accepts(tmp_path, STATEMENT, file, blob, signers=lines)
    assert not keygen.accepts(tmp_path, STATEMENT + b" ", file, blob, signers=lines)


def test_one_passkey_under_two_hosts_is_two_keys() -> None:
    assert PasskeyAct().public != replace(PasskeyAct(), rp_id="sign.example.org").public
