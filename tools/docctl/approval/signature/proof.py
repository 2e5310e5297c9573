"""What a signature proves once it is verified: which key signed, and how its device was used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

# The bits of a device's flags byte: WebAuthn, section 6.1.
PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, ATTESTED, EXTENDED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
RESERVED = 0x22


@dataclass(frozen=True)
class Assertion:
    """What a security key or a passkey says of the act: for whom it signed and what its holder did."""

    application: str
    flags: int
    counter: int
    origin: str = ""

    @property
    def is_passkey(self) -> bool:
        """Whether a browser asked for it; the application is then the RP ID."""
        return bool(self.origin)

    @property
    def is_present(self) -> bool:
        """Whether somebody touched the device."""
        return bool(self.flags & PRESENT)

    @property
    def is_verified(self) -> bool:
        """Whether the device asked for a PIN, a finger or a face."""
        return bool(self.flags & VERIFIED)

    @property
    def is_eligible(self) -> bool:
        """Whether the key may leave its device, as synced keys do."""
        return bool(self.flags & ELIGIBLE)

    @property
    def is_backed_up(self) -> bool:
        """Whether the key lay outside its device when it signed."""
        return bool(self.flags & BACKED_UP)


class Proof(NamedTuple):
    """The public key blob that signed; of a device also its assertion, which policy still has to judge."""

    key: bytes
    assertion: Assertion | None = None

    @property
    def method(self) -> str:
        """How a statement so signed names it."""
        return "webauthn" if self.assertion is not None and self.assertion.is_passkey else "ssh"
