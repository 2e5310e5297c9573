"""A real browser signs: its passkeys verify here and with ssh-keygen, and what browsers refuse they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from docctl.approval.signature import enrol_request
from docctl.approval.signature.enrol_request import EnrolRequest
from docctl.approval.signature.keys import line_of
from docctl.approval.signature.passkey import passkey_blob
from docctl.approval.signature.passkey import refusal
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.wire import BadSignature
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.approval.statement import digest
from tests import keygen
from tests.browser.browsing import served
from tests.browser.signing_page import FOLDER
from tests.browser.signing_page import RP_ID
from tests.browser.signing_page import RS256
from tests.browser.signing_page import SigningPage
from tests.browser.signing_page import signing_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

DAY = "2026-10-13"
STATEMENT = Statement(
    repository="6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44",
    record="HM-QP-XS003",
    revision="A/1",
    files={"HM-QP-XS003.md": digest("# 客户管理制度\n".encode())},
    transition="approve",
    meaning="批准实施",
    person="P-007",
    name="王建国",
    role="general_manager",
    at=f"{DAY}T08:21:07Z",
    method="webauthn",
    seen=[digest(b"review")],
    requires=["submit:author", "review:qa", "approve:general_manager"],
    policy=3,
    tool="docctl 0.1.0",
    effective_on="2026-10-15",
).to_bytes()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(FOLDER) as number:
        yield number


@pytest.fixture
def phone(browser: Browser, port: int) -> Iterator[SigningPage]:
    with signing_page(browser, port) as page:
        yield page


def test_a_statement_signed_in_a_browser_verifies_here_and_with_ssh_keygen(phone: SigningPage, tmp_path: Path) -> None:
    passkey = phone.enrol("P-007")
    signature = phone.sign(passkey, STATEMENT)
    proof = prove(STATEMENT, signature, NAMESPACE)
    assert proof.key == passkey.key
    assert proof.method == "webauthn"
    assert proof.assertion is not None
    assert (proof.assertion.application, proof.assertion.origin) == (RP_ID, phone.origin)
    assert (proof.assertion.is_verified, proof.assertion.is_eligible) == (True, True)
    assert refusal(proof, DAY, [phone.window], {}) is None
    assert refusal(proof, DAY, [phone.window | {"synced": False}], {}) == "PASSKEY_SYNCED"
    assert keygen.accepts(tmp_path, STATEMENT, signature, passkey.key)


def test_another_statement_is_refused_here_and_by_ssh_keygen(phone: SigningPage, tmp_path: Path) -> None:
    passkey = phone.enrol("P-007")
    signature = phone.sign(passkey, STATEMENT)
    other = STATEMENT.replace(b"A/1", b"A/2")
    with pytest.raises(BadSignature, match=r"^CLIENT_CHALLENGE: "):
        prove(other, signature, NAMESPACE)
    assert not keygen.accepts(tmp_path, other, signature, passkey.key)


def test_every_signature_of_a_browser_verifies(phone: SigningPage) -> None:
    passkey = phone.enrol("P-007")
    for number in range(20):
        message = STATEMENT + bytes([number])
        assert prove(message, phone.sign(passkey, message), NAMESPACE).key == passkey.key


def test_a_key_that_stays_in_its_device_says_so(browser: Browser, port: int) -> None:
    with signing_page(browser, port, synced=False) as device:
        passkey = device.enrol("P-007")
        proof = prove(STATEMENT, device.sign(passkey, STATEMENT), NAMESPACE)
        assert refusal(proof, DAY, [device.window | {"synced": False}], {}) is None


def test_a_new_passkey_asks_to_be_enrolled(phone: SigningPage) -> None:
    passkey = phone.enrol("P-007")
    request = EnrolRequest(
        repository="6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44",
        person="P-007",
        kind="passkey",
        key=line_of(passkey.key),
        at=f"{DAY}T08:21:07Z",
        credential=passkey.credential_id,
        device="iPhone 王建国",
        synced=True,
    )
    data = request.to_bytes()
    found, proof = enrol_request.verify(data, phone.sign(passkey, data, enrol_request.NAMESPACE))
    assert found == request
    assert refusal(proof, DAY, [phone.window], {}) is None


def test_without_the_right_finger_nothing_is_signed(phone: SigningPage) -> None:
    passkey = phone.enrol("P-007")
    phone.verifies_its_holder(verifies=False)
    with pytest.raises(Error, match="NotAllowedError"):
        phone.sign(passkey, STATEMENT)


def test_a_page_without_a_name_cannot_ask(phone: SigningPage) -> None:
    phone.page.goto(phone.origin.replace(RP_ID, "127.0.0.1"))
    with pytest.raises(Error, match="SecurityError"):
        phone.enrol("P-007")


def test_a_page_inside_another_site_signs_and_is_refused(phone: SigningPage, tmp_path: Path) -> None:
    passkey = phone.enrol("P-007")
    phone.page.goto(f"{phone.origin.replace(RP_ID, '127.0.0.1')}/frame.html")
    inner = phone.page.frame(url=f"{phone.origin}/")
    assert inner is not None
    signature = phone.sign(passkey, STATEMENT, frame=inner)
    with pytest.raises(BadSignature, match=r"^CLIENT_CROSS_ORIGIN: "):
        prove(STATEMENT, signature, NAMESPACE)
    assert keygen.accepts(tmp_path, STATEMENT, signature, passkey.key)


def test_a_device_that_knows_other_algorithms_only_is_refused_with_advice(phone: SigningPage) -> None:
    with pytest.raises(BadSignature, match=r"^PASSKEY_ALGORITHM: .*ES256"):
        passkey_blob(RP_ID, phone.enrolled_spki("P-007", RS256))
