"""Requests to enrol a key: strict to read, and signed by the key that they name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies

from docctl.approval.signature.enrol_request import NAMESPACE
from docctl.approval.signature.enrol_request import EnrolRequest
from docctl.approval.signature.enrol_request import parse
from docctl.approval.signature.enrol_request import verify
from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import line_of
from docctl.approval.signature.keys import public_line
from docctl.approval.signature.sshsig import sign
from docctl.approval.signature.wire import BadSignature
from docctl.approval.statement import NAMESPACE as STATEMENT_NAMESPACE
from tests.devices import PIN
from tests.devices import SYNCED
from tests.devices import TOUCH
from tests.devices import PasskeyAct
from tests.devices import sk_blob
from tests.devices import sk_ed25519_blob
from tests.devices import sk_ed25519_file

KEY = demo_key("P-007")
REQUEST = EnrolRequest(
    repository="6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44",
    person="P-007",
    kind="ssh",
    key=public_line(KEY),
    at="2026-10-13T08:21:07Z",
)
ACT = PasskeyAct(namespace=NAMESPACE)
PASSKEY = replace(
    REQUEST, kind="passkey", key=line_of(ACT.public), credential="AbC-_9", device="iPhone 陈立", synced=True
)


def code(data: bytes, signature: bytes) -> str:
    with pytest.raises(BadSignature) as caught:
        verify(data, signature)
    return caught.value.code


def test_a_plain_key_asks_for_itself() -> None:
    data = REQUEST.to_bytes()
    request, proof = verify(data, sign(data, KEY, NAMESPACE))
    assert request == REQUEST
    assert line_of(proof.key) == REQUEST.key


def test_a_passkey_asks_for_itself() -> None:
    for request, flags in ((PASSKEY, TOUCH | PIN | SYNCED), (replace(PASSKEY, synced=False), TOUCH | PIN)):
        data = request.to_bytes()
        found, proof = verify(data, replace(ACT, message=data, flags=flags).file())
        assert found == request
        assert proof.method == "webauthn"


def test_a_security_key_asks_for_itself() -> None:
    data = replace(REQUEST, key=line_of(sk_ed25519_blob()), device="YubiKey").to_bytes()
    assert verify(data, sk_ed25519_file(TOUCH, message=data, namespace=NAMESPACE))[0].device == "YubiKey"


def test_another_key_cannot_ask() -> None:
    data = REQUEST.to_bytes()
    assert code(data, sign(data, demo_key("P-008"), NAMESPACE)) == "REQUEST_KEY"


def test_a_statement_is_no_request_and_a_request_no_statement() -> None:
    data = REQUEST.to_bytes()
    assert code(data, sign(data, KEY, STATEMENT_NAMESPACE)) == "SIG_NAMESPACE"


def test_an_edited_request_is_refused() -> None:
    data = REQUEST.to_bytes()
    signature = sign(data, KEY, NAMESPACE)
    assert code(data.replace(b"P-007", b"P-008"), signature) == "SIG_INVALID"
    assert code(replace(REQUEST, key="ssh-ed25519 AAAA").to_bytes(), signature) == "KEY_UNREADABLE"


def test_what_is_said_of_the_key_must_be_so() -> None:
    data = replace(PASSKEY, key=REQUEST.key).to_bytes()
    assert code(data, sign(data, KEY, NAMESPACE)) == "REQUEST_KIND"
    data = replace(REQUEST, key=PASSKEY.key).to_bytes()
    assert code(data, replace(ACT, message=data).file()) == "REQUEST_KIND"
    data = replace(PASSKEY, synced=False).to_bytes()
    assert code(data, replace(ACT, message=data).file()) == "REQUEST_KIND"
    data = PASSKEY.to_bytes()
    assert code(data, replace(ACT, message=data, flags=TOUCH | PIN).file()) == "REQUEST_KIND"


def test_a_request_is_read_as_it_was_written() -> None:
    assert parse(PASSKEY.to_bytes()) == PASSKEY
    assert b'"device": "iPhone \xe9\x99\x88' in PASSKEY.to_bytes()
    assert sk_blob(b"", "ssh:")[:4] == bytes([0, 0, 0, 34])


def edited(**changes: Any) -> bytes:
    given = json.loads(PASSKEY.to_bytes()) | changes
    return json.dumps({name: value for name, value in given.items() if value is not None}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b" " * 9000,
        PASSKEY.to_bytes().replace(b"{", b'{"at": "2026-10-13T08:21:07Z",', 1),
        edited(type="docctl/statement/v1"),
        edited(extra="x"),
        replace(PASSKEY, device="\ud800").to_bytes(),
        edited(person=None),
        edited(person=""),
        edited(person=7),
        edited(person="P-007\n"),
        edited(kind="gpg"),
        edited(kind=["ssh"]),
        edited(kind="ssh"),
        edited(credential=None),
        edited(synced=None),
        edited(synced="true"),
        edited(credential="a+b"),
        edited(at="2026-10-13"),
        edited(at="2026-10-13T08:21:07"),
        edited(at="2026-10-13T08:21:07+08:00"),
        edited(at="2026-10-13T08:21:0Z+"),
        edited(at="2026-02-30T08:21:07Z"),
    ],
)
def test_anything_else_is_no_request(data: bytes) -> None:
    assert code(data, b"") == "REQUEST_FORM"


@given(strategies.binary(max_size=200))
@settings(derandomize=True, deadline=None, max_examples=200, database=None)
def test_any_bytes_are_refused_by_one_exception(data: bytes) -> None:
    assert code(data, data) == "REQUEST_FORM"
