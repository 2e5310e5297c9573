"""A signing page on localhost and a person before it: a real Chromium whose passkeys a virtual authenticator holds."""

from __future__ import annotations

import base64
import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.approval.signature.passkey import Answer
from docctl.approval.signature.passkey import passkey_blob
from docctl.approval.signature.passkey import signature_file
from docctl.approval.statement import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import CDPSession
    from playwright.sync_api import Frame
    from playwright.sync_api import Page

RP_ID = "localhost"
ES256, RS256 = -7, -257
FOLDER = Path(__file__).with_name("signing")


class Passkey(NamedTuple):
    """What enrolling gave: the credential id and the public key blob."""

    credential: bytes
    key: bytes

    @property
    def credential_id(self) -> str:
        """The credential id as a person record holds it."""
        return base64.urlsafe_b64encode(self.credential).rstrip(b"=").decode()


@dataclass
class SigningPage:
    """The page in a browser tab, and the device beside it."""

    page: Page
    device: CDPSession
    authenticator: str
    port: int

    @property
    def origin(self) -> str:
        """The address that a policy has to name."""
        return f"http://{RP_ID}:{self.port}"

    @property
    def window(self) -> dict[str, Any]:
        """The entry of a policy's `passkeys` that takes what this page signs."""
        return {"rp_id": RP_ID, "origins": [self.origin], "synced": True, "from": "2026-01-01"}

    def enrol(self, person: str) -> Passkey:
        """Make a passkey for a person."""
        made = self.page.evaluate("([person, algorithms]) => enrol(person, algorithms)", [person, [ES256]])
        return Passkey(_bytes(made["credential"]), passkey_blob(RP_ID, _bytes(made["spki"])))

    def enrolled_spki(self, person: str, algorithm: int) -> bytes:
        """The public key of a passkey made with an algorithm of choice."""
        made = self.page.evaluate("([person, algorithms]) => enrol(person, algorithms)", [person, [algorithm]])
        return _bytes(made["spki"])

    def sign(self, passkey: Passkey, message: bytes, namespace: str = NAMESPACE, frame: Frame | None = None) -> bytes:
        """The `.sig` of a message: the page builds what is signed, the person confirms."""
        given = (frame or self.page).evaluate(
            "([message, namespace, credential]) => sign(message, namespace, credential)",
            [_text(message), namespace, _text(passkey.credential)],
        )
        return signature_file(Answer(*map(_bytes, given)), passkey.key, namespace)

    def verifies_its_holder(self, *, verifies: bool) -> None:
        """Whether PIN, finger or face will be right from now on."""
        self.device.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.authenticator, "isUserVerified": verifies}
        )


@contextlib.contextmanager
def signing_page(browser: Browser, port: int, *, synced: bool = True) -> Iterator[SigningPage]:
    """The page in a tab of its own, with a device whose keys are synced or stay in it."""
    context = browser.new_context()
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        "defaultBackupEligibility": synced,
        "defaultBackupState": synced,
    }
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    opened = SigningPage(page, device, made["authenticatorId"], port)
    page.goto(f"{opened.origin}/")
    yield opened
    context.close()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
