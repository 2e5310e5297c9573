"""The SSH wire format (RFC 4251, section 5), read strictly and written in its one form."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """The stable codes with which a signature or a key is refused."""

    SIG_ARMOUR = "SIG_ARMOUR"
    SIG_TRUNCATED = "SIG_TRUNCATED"
    SIG_TRAILING_BYTES = "SIG_TRAILING_BYTES"
    SIG_MAGIC = "SIG_MAGIC"
    SIG_RESERVED = "SIG_RESERVED"
    SIG_HASH = "SIG_HASH"
    SIG_NAMESPACE = "SIG_NAMESPACE"
    SIG_ALGORITHM = "SIG_ALGORITHM"
    SIG_INTEGER = "SIG_INTEGER"
    SIG_NOT_CANONICAL = "SIG_NOT_CANONICAL"
    SIG_INVALID = "SIG_INVALID"
    SIG_MALFORMED = "SIG_MALFORMED"
    SIG_TOO_LARGE = "SIG_TOO_LARGE"
    KEY_TYPE = "KEY_TYPE"
    KEY_FORM = "KEY_FORM"
    KEY_TOO_WEAK = "KEY_TOO_WEAK"
    KEY_FLAGS = "KEY_FLAGS"
    KEY_NO_TOUCH = "KEY_NO_TOUCH"
    KEY_NO_PIN = "KEY_NO_PIN"
    KEY_UNREADABLE = "KEY_UNREADABLE"
    KEY_PASSPHRASE = "KEY_PASSPHRASE"  # noqa: S105 - the code of a refusal, not a passphrase
    PASSKEY_RP = "PASSKEY_RP"
    PASSKEY_PERIOD = "PASSKEY_PERIOD"
    PASSKEY_NOT_PRESENT = "PASSKEY_NOT_PRESENT"
    PASSKEY_NOT_VERIFIED = "PASSKEY_NOT_VERIFIED"
    PASSKEY_FLAGS = "PASSKEY_FLAGS"
    PASSKEY_EXTENSIONS = "PASSKEY_EXTENSIONS"
    PASSKEY_SYNCED = "PASSKEY_SYNCED"
    PASSKEY_ORIGIN = "PASSKEY_ORIGIN"
    PASSKEY_ALGORITHM = "PASSKEY_ALGORITHM"
    CLIENT_TOO_LARGE = "CLIENT_TOO_LARGE"
    CLIENT_TYPE = "CLIENT_TYPE"
    CLIENT_CHALLENGE = "CLIENT_CHALLENGE"
    CLIENT_ORIGIN = "CLIENT_ORIGIN"
    CLIENT_DUPLICATE_KEY = "CLIENT_DUPLICATE_KEY"
    CLIENT_CROSS_ORIGIN = "CLIENT_CROSS_ORIGIN"
    REQUEST_FORM = "REQUEST_FORM"
    REQUEST_KEY = "REQUEST_KEY"
    REQUEST_KIND = "REQUEST_KIND"


class BadSignature(Exception):  # noqa: N818 - the glossary's word
    """A signature, or the key inside it, that docctl does not accept."""

    def __init__(self, code: Refusal, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code


class Reader:
    """A cursor over bytes in the SSH wire format; every misfit is a `BadSignature`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        start, end = self._at, self._at + count
        if end > len(self._data):
            raise BadSignature(Refusal.SIG_TRUNCATED, f"{count} bytes expected, {len(self._data) - start} left")
        self._at = end
        return self._data[start:end]

    def byte(self) -> int:
        """The next byte as a number."""
        return self.take(1)[0]

    def u32(self) -> int:
        """The next four bytes as a number."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """The next length-prefixed bytes."""
        return self.take(self.u32())

    def mpint(self) -> int:
        """The next integer, which must be non-negative and in its shortest form."""
        raw = self.string()
        value = int.from_bytes(raw, "big")
        if mpint(value) != string(raw):
            raise BadSignature(Refusal.SIG_INTEGER, "an integer is negative or has needless zeros")
        return value

    def end(self) -> None:
        """Refuse whatever is left."""
        left = len(self._data) - self._at
        if left:
            raise BadSignature(Refusal.SIG_TRAILING_BYTES, f"{left} bytes too many")


def string(data: bytes) -> bytes:
    """`data` with its length before it."""
    return len(data).to_bytes(4, "big") + data


def mpint(value: int) -> bytes:
    """A non-negative integer in its shortest form."""
    # One bit more than the value has: a set top bit would make it negative. Zero is the empty string.
    size = value.bit_length() // 8 + 1 if value else 0
    return string(value.to_bytes(size, "big"))


def shown(name: bytes) -> str:
    """A name from the input, short and printable in any terminal."""
    return ascii(name[:64].decode("ascii", "replace"))
