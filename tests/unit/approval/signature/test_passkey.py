"""Passkeys: 4 good cases and 48 bad ones, each with its code, and what the ssh-keygen of this machine says of them."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import PublicFormat
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies

from docctl.approval.signature.passkey import Answer
from docctl.approval.signature.passkey import passkey_blob
from docctl.approval.signature.passkey import refusal
from docctl.approval.signature.passkey import signature_file
from docctl.approval.signature.proof import Assertion
from docctl.approval.signature.proof import Proof
from docctl.approval.signature.public_key import P256
from docctl.approval.signature.security_key import SK_ECDSA
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.sshsig import signed_bytes
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import mpint
from docctl.approval.signature.wire import string
from docctl.approval.statement import NAMESPACE
from tests import keygen
from tests.devices import HOST
from tests.devices import ORIGIN
from tests.devices import PIN
from tests.devices import POINT_KEY
from tests.devices import STATEMENT
from tests.devices import STRANGER
from tests.devices import SYNCED
from tests.devices import TOUCH
from tests.devices import PasskeyAct
from tests.devices import joined
from tests.devices import nested
from tests.devices import point
from tests.devices import sk_blob
from tests.devices import sk_ecdsa_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = "2026-10-13"
WINDOW: dict[str, Any] = {"rp_id": HOST, "origins": [ORIGIN], "synced": True, "from": "2026-01-01"}
GOOD = PasskeyAct()
OURS = GOOD.public
BARE = TOUCH | PIN


class Case(NamedTuple):
    """A signature file, the statement beside it, its code, and whether ssh-keygen alone would take it."""

    file: bytes
    code: str
    keygen: bool = False
    message: bytes = STATEMENT
    synced: bool = True


def act(code: str, *, keygen: bool = False, **changes: Any) -> Case:
    return Case(replace(GOOD, **changes).file(), code, keygen)


def reshaped(code: str, change: Callable[[bytes], bytes], *, keygen: bool = False) -> Case:
    return Case(change(GOOD.file()), code, keygen)


def raised_flags() -> bytes:
    """Signed without PIN, the flag set afterwards."""
    honest = replace(GOOD, flags=TOUCH)
    r, s = honest.numbers()
    return replace(GOOD, flags=BARE, pair=lambda *_: mpint(r) + mpint(s)).file()


BAD: dict[str, Case] = {
    "1 one byte of the statement edited": Case(
        GOOD.file(), "CLIENT_CHALLENGE", message=STATEMENT.replace(b"P-007", b"P-008")
    ),
    "2 moved to another revision": Case(GOOD.file(), "CLIENT_CHALLENGE", message=STATEMENT.replace(b"A/1", b"A/2")),
    "3 stranger's key": act("SIGNER_UNKNOWN", key=STRANGER),
    "4 stranger signs, our key shown": act("SIG_INVALID", key=STRANGER, blob=OURS),
    "5 user not verified": act("PASSKEY_NOT_VERIFIED", keygen=True, flags=TOUCH),
    "6 user not present": act("PASSKEY_NOT_PRESENT", keygen=True, flags=PIN),
    "7 UV set afterwards": Case(raised_flags(), "SIG_INVALID"),
    "8 look-alike origin": act("PASSKEY_ORIGIN", keygen=True, origin="https://sign.examp1e.com"),
    "9 http instead of https": act("PASSKEY_ORIGIN", keygen=True, origin=f"http://{HOST}"),
    "10 other port": act("PASSKEY_ORIGIN", keygen=True, origin=f"{ORIGIN}:8443"),
    "11 sub-domain under the RP ID": act("PASSKEY_ORIGIN", keygen=True, origin=f"https://wiki.{HOST}"),
    "12 origin field and clientData differ": act("CLIENT_ORIGIN", client_origin="https://evil.example"),
    "13 credential of another RP": act("PASSKEY_RP", rp_id="other.example.com"),
    "14 our RP named, another signed": act("SIG_INVALID", signed_rp_id="other.example.com"),
    "15 registration replayed": act("CLIENT_TYPE", kind="webauthn.create"),
    "16 login assertion reused": act("CLIENT_CHALLENGE", challenge=b"\x01" * 32),
    "17 challenge is a bare SHA-256": act("CLIENT_CHALLENGE", challenge=hashlib.sha256(STATEMENT).digest()),
    "18 other namespace": act("SIG_NAMESPACE", namespace="git"),
    "19 cross-site iframe": act("CLIENT_CROSS_ORIGIN", keygen=True, tail=',"crossOrigin":true}'),
    "20 topOrigin named": act(
        "CLIENT_CROSS_ORIGIN", keygen=True, tail=',"crossOrigin":false,"topOrigin":"https://evil.example"}'
    ),
    "21 duplicate member": act("CLIENT_DUPLICATE_KEY", keygen=True, tail=',"origin":"https://evil.example"}'),
    "22 members in other order": act(
        "CLIENT_TYPE", start='{{"challenge":"{challenge}","type":"{kind}","origin":"{origin}"'
    ),
    "23 white space": act("CLIENT_TYPE", start='{{ "type":"{kind}","challenge":"{challenge}","origin":"{origin}"'),
    "24 not JSON after the prefix": act("SIG_MALFORMED", keygen=True, tail=",,,"),
    "25 padding of 3 KB": act("CLIENT_TOO_LARGE", keygen=True, tail=f',"x":"{"a" * 3000}"}}'),
    "26 deep nesting": act("CLIENT_TOO_LARGE", keygen=True, tail=f',"x":{nested(990)}}}'),
    "27 second valid form (n - s)": act(
        "SIG_NOT_CANONICAL", keygen=True, pair=lambda r, s: mpint(r) + mpint(P256.order - s)
    ),
    "28 s = 0": act("SIG_INTEGER", pair=lambda r, _: mpint(r) + string(b"")),
    "29 integer with leading zeros": act(
        "SIG_INTEGER", keygen=True, pair=lambda r, s: string(bytes(2) + r.to_bytes(32, "big")) + mpint(s)
    ),
    "30 bytes after the signature": act("SIG_TRAILING_BYTES", after=b"\0"),
    "31 authenticator extensions": act("PASSKEY_EXTENSIONS", keygen=True, flags=0x9D, extensions=b"\xa0"),
    "32 extension flag, no data": act("PASSKEY_EXTENSIONS", flags=0x9D),
    "33 attested-data flag": act("PASSKEY_FLAGS", flags=0x5D),
    "34 reserved flags": act("PASSKEY_FLAGS", keygen=True, flags=0x3F),
    "35 backed up but not eligible": act("PASSKEY_FLAGS", keygen=True, flags=0x15),
    "36 synced key, policy wants hardware": Case(GOOD.file(), "PASSKEY_SYNCED", keygen=True, synced=False),
    "37 plain sk signature called passkey": Case(sk_ecdsa_file(BARE, HOST), "SIG_ALGORITHM", keygen=True),
    "38 sha256 instead of sha512": act("SIG_HASH", keygen=True, digest=b"sha256"),
    "39 sha1": act("SIG_HASH", digest=b"sha1"),
    "40 point not on the curve": act("SIG_MALFORMED", blob=sk_blob(b"\x04" + b"\x01" * 64, HOST)),
    "41 compressed point": act("KEY_FORM", blob=sk_blob(point(POINT_KEY, PublicFormat.CompressedPoint), HOST)),
    "42 reserved field filled": act("SIG_RESERVED", keygen=True, reserved=b"junk"),
    "43 text before the armour": reshaped("SIG_ARMOUR", lambda file: b"x\n" + file),
    "44 CRLF armour": reshaped("SIG_ARMOUR", lambda file: file.replace(b"\n", b"\r\n")),
    "45 half a file": reshaped("SIG_ARMOUR", lambda file: file[: len(file) // 2]),
    "46 file of 20 KB": reshaped("SIG_TOO_LARGE", lambda file: file + b"A" * 20_000, keygen=True),
    "47 quote smuggled into origin": act("PASSKEY_ORIGIN", origin=f'{ORIGIN}","x":"'),
    "48 padded challenge": act(
        "CLIENT_ORIGIN", start='{{"type":"{kind}","challenge":"{challenge}=","origin":"{origin}"'
    ),
}

GOODS: dict[str, PasskeyAct] = {
    "synced key": GOOD,
    "hardware key": replace(GOOD, flags=BARE, counter=7),
    "no crossOrigin": replace(GOOD, tail="}"),
    "extra member": replace(GOOD, tail=',"crossOrigin":false,"other_keys_can_be_added_here":"do not compare"}'),
}


def verdict(file: bytes, message: bytes = STATEMENT, **window: Any) -> str:
    """The code, or nothing for a signature that counts."""
    try:
        proof = prove(message, file, NAMESPACE)
    except BadSignature as bad:
        return bad.code
    found = refusal(proof, DAY, [WINDOW | window], {})
    return found or ("" if proof.key == OURS else "SIGNER_UNKNOWN")


@pytest.mark.parametrize("name", GOODS)
def test_good_signatures_count(name: str, tmp_path: Path) -> None:
    assert verdict(GOODS[name].file()) == ""
    assert keygen.accepts(tmp_path, STATEMENT, GOODS[name].file(), OURS)


@pytest.mark.parametrize("name", BAD)
def test_bad_signatures_are_refused_with_their_code(name: str, tmp_path: Path) -> None:
    case = BAD[name]
    assert verdict(case.file, case.message, synced=case.synced) == case.code
    if not case.keygen:
        assert not keygen.accepts(tmp_path, case.message, case.file, OURS)


@pytest.mark.parametrize("name", [name for name, case in BAD.items() if case.keygen])
def test_ssh_keygen_alone_would_take_these(name: str, tmp_path: Path) -> None:
    assert keygen.accepts(tmp_path, BAD[name].message, BAD[name].file, OURS)


def test_the_cases_are_those_that_were_promised() -> None:
    assert [int(name.split()[0]) for name in BAD] == list(range(1, 49))
    assert len(GOODS) == 4


def test_what_a_passkey_proves() -> None:
    proof = prove(STATEMENT, GOODS["hardware key"].file(), NAMESPACE)
    assert proof == Proof(OURS, Assertion(HOST, BARE, 7, ORIGIN))
    assert proof.method == "webauthn"
    assert proof.assertion is not None
    assert (proof.assertion.is_eligible, proof.assertion.is_backed_up) == (False, False)
    synced = prove(STATEMENT, GOOD.file(), NAMESPACE).assertion
    assert synced is not None
    assert (synced.is_eligible, synced.is_backed_up) == (True, True)


def test_extensions_without_their_flag_are_refused() -> None:
    assert verdict(replace(GOOD, extensions=b"\xa0").file()) == "PASSKEY_EXTENSIONS"


@pytest.mark.parametrize(
    "application", ["", "https://sign.example.com", "Sign.example.com", "sign..com", "-a", "a\0", "a" * 254]
)
def test_a_passkey_belongs_to_a_host(application: str) -> None:
    assert verdict(replace(GOOD, rp_id=application).file()) == "KEY_FORM"


def test_a_security_key_cannot_pass_for_a_passkey() -> None:
    assert verdict(replace(GOOD, rp_id="ssh:").file()) == "SIG_ALGORITHM"


@pytest.mark.parametrize(
    ("window", "day", "code"),
    [
        ({}, DAY, ""),
        ({"from": DAY}, DAY, ""),
        ({"from": "2026-10-14"}, DAY, "PASSKEY_PERIOD"),
        ({"until": DAY}, DAY, ""),
        ({"until": "2026-10-12"}, DAY, "PASSKEY_PERIOD"),
        ({"until": DAY}, "2026-10-14", "PASSKEY_PERIOD"),
        ({"origins": []}, DAY, "PASSKEY_ORIGIN"),
        ({"rp_id": "example.com"}, DAY, "PASSKEY_RP"),
        ({"synced": False}, DAY, "PASSKEY_SYNCED"),
    ],
)
def test_windows_of_the_policy(window: dict[str, Any], day: str, code: str) -> None:
    proof = prove(STATEMENT, GOOD.file(), NAMESPACE)
    assert (refusal(proof, day, [WINDOW | window], {}) or "") == code


def test_one_window_that_takes_it_is_enough() -> None:
    proof = prove(STATEMENT, GOOD.file(), NAMESPACE)
    closed = WINDOW | {"synced": False}
    assert refusal(proof, DAY, [], {}) == "PASSKEY_RP"
    assert refusal(proof, DAY, [closed, WINDOW], {}) is None
    assert refusal(proof, DAY, [closed, WINDOW | {"until": "2026-02-01"}], {}) == "PASSKEY_SYNCED"
    assert refusal(proof, DAY, [closed, WINDOW | {"origins": ["https://other.example.com"]}], {}) == "PASSKEY_SYNCED"


def test_a_window_that_says_nothing_takes_no_synced_keys() -> None:
    silent = {name: value for name, value in WINDOW.items() if name != "synced"}
    assert refusal(prove(STATEMENT, GOOD.file(), NAMESPACE), DAY, [silent], {}) == "PASSKEY_SYNCED"


def spki(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def answer(given: PasskeyAct, *, upper: bool = False) -> Answer:
    r, s = given.numbers()
    der = encode_dss_signature(r, P256.order - s if upper else s)
    return Answer(given.authenticator_data, given.client_data, der)


def test_the_public_key_of_a_new_passkey() -> None:
    assert len(spki(POINT_KEY)) == 91
    assert passkey_blob(HOST, spki(POINT_KEY)) == OURS


def test_other_algorithms_are_refused() -> None:
    other = ec.derive_private_key(5, ec.SECP384R1())
    for odd in (b"", spki(other), spki(POINT_KEY)[:-1], spki(POINT_KEY) + b"\0", b"\x30" * 91):
        with pytest.raises(BadSignature, match=r"^PASSKEY_ALGORITHM: .*ES256"):
            passkey_blob(HOST, odd)


def test_a_new_passkey_is_a_point_of_its_curve_and_of_a_host() -> None:
    with pytest.raises(BadSignature, match=r"^SIG_MALFORMED: "):
        passkey_blob(HOST, spki(POINT_KEY)[:-1] + b"\0")
    with pytest.raises(BadSignature, match=r"^KEY_FORM: "):
        passkey_blob("https://sign.example.com", spki(POINT_KEY))


@pytest.mark.parametrize("upper", [False, True])
def test_an_answer_has_one_file(*, upper: bool) -> None:
    assert signature_file(answer(GOOD, upper=upper), OURS, NAMESPACE) == GOOD.file()


def test_extensions_are_kept_for_the_verifier_to_refuse() -> None:
    extended = replace(GOOD, flags=0x9D, extensions=b"\xa0")
    assert verdict(signature_file(answer(extended), OURS, NAMESPACE)) == "PASSKEY_EXTENSIONS"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"authenticator_data": b""}, "PASSKEY_RP"),
        ({"authenticator_data": GOOD.authenticator_data[:36]}, "SIG_TRUNCATED"),
        ({"authenticator_data": bytes(37)}, "PASSKEY_RP"),
        ({"signature": b"\x30\x00"}, "SIG_MALFORMED"),
        ({"signature": encode_dss_signature(1, P256.order + 1)}, "SIG_INTEGER"),
        ({"signature": encode_dss_signature(0, 1)}, "SIG_INTEGER"),
        ({"client_data": b"[]"}, "SIG_MALFORMED"),
        ({"client_data": b"\xff"}, "SIG_MALFORMED"),
    ],
)
def test_odd_answers_are_refused(change: dict[str, bytes], code: str) -> None:
    with pytest.raises(BadSignature) as caught:
        signature_file(answer(GOOD)._replace(**change), OURS, NAMESPACE)
    assert caught.value.code == code


def test_an_answer_without_origin_does_not_verify() -> None:
    file = signature_file(answer(GOOD)._replace(client_data=b"{}"), OURS, NAMESPACE)
    assert verdict(file) == "PASSKEY_ORIGIN"


def test_the_challenge_is_what_ssh_signs() -> None:
    assert len(signed_bytes(STATEMENT, NAMESPACE)) == 111
    assert joined(SK_ECDSA) == OURS[: len(SK_ECDSA) + 4]
    assert GOOD.flags == TOUCH | PIN | SYNCED


_ANY = strategies.one_of(strategies.binary(max_size=120), strategies.sampled_from(answer(GOOD)))


@given(_ANY, _ANY, _ANY, strategies.one_of(strategies.binary(max_size=60), strategies.just(OURS)))
@settings(derandomize=True, deadline=None, max_examples=300, database=None)
def test_any_answer_is_written_or_refused_by_one_exception(said: bytes, client: bytes, der: bytes, key: bytes) -> None:
    with contextlib.suppress(BadSignature):
        signature_file(Answer(said, client, der), key, NAMESPACE)


@given(strategies.binary(max_size=120), strategies.text(max_size=20))
@settings(derandomize=True, deadline=None, max_examples=300, database=None)
def test_any_public_key_is_read_or_refused_by_one_exception(data: bytes, rp_id: str) -> None:
    with pytest.raises(BadSignature):
        passkey_blob(rp_id, data)
    with contextlib.suppress(BadSignature):
        passkey_blob(rp_id, spki(POINT_KEY))


@pytest.mark.parametrize("rp_id", ["\ud800", "", "例.com", "a b"])
def test_an_odd_host_is_refused(rp_id: str) -> None:
    with pytest.raises(BadSignature, match=r"^KEY_FORM: "):
        passkey_blob(rp_id, spki(POINT_KEY))
