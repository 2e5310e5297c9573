"""Keys: reading them, naming them, and telling ssh-keygen whose they are."""

from __future__ import annotations

import binascii
import hashlib
import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from docctl.approval.signature.security_key import SK_ECDSA
from docctl.approval.signature.security_key import SK_ED25519
from docctl.approval.signature.sshsig import NAME
from docctl.approval.signature.sshsig import PrivateKey
from docctl.approval.signature.sshsig import public_blob
from docctl.approval.signature.sshsig import read_key
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

# A demo key is the Ed25519 key whose private half is SHA-256(DEMO_DOMAIN + seed in UTF-8): known to all, worth nothing.
DEMO_DOMAIN = b"docctl demo key v1\0"

_PRIVATE = re.compile(rb"-----BEGIN OPENSSH PRIVATE KEY-----\r?\n(.+?)-----END OPENSSH PRIVATE KEY-----", re.DOTALL)
_PRIVATE_MAGIC = b"openssh-key-v1\0"
_PUBLIC = re.compile(r"([a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})(?: [^\r\n]*)?")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z|[0-9]{14}Z")
_ABOUT_KEYS = (Refusal.KEY_TYPE, Refusal.KEY_FORM, Refusal.KEY_TOO_WEAK)
# What cryptography raises for a broken file or a wrong passphrase.
_LOAD_ERRORS = (ValueError, TypeError, NotImplementedError, UnsupportedAlgorithm, InvalidTag)


class UnusableKey(Exception):  # noqa: N818 - the glossary's word
    """A key that docctl cannot read or will not use."""

    def __init__(self, code: Refusal, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


def load_private_key(data: bytes, passphrase: Callable[[], bytes] | None) -> PrivateKey:
    """The key of an OpenSSH private key file; asks for the passphrase only if there is one and the key is of use."""
    encrypted, blob = _outline(data)
    _require_usable(blob)
    if Reader(blob).string() in (SK_ED25519, SK_ECDSA):
        raise UnusableKey(Refusal.KEY_TYPE, "the private half of a security key is in the device, not in its file")
    secret = _ask(passphrase) if encrypted else None
    try:
        # Only the three types of PrivateKey pass _require_usable.
        key = cast("PrivateKey", load_ssh_private_key(data, secret))
    except _LOAD_ERRORS:
        if encrypted:
            raise UnusableKey(Refusal.KEY_PASSPHRASE, "wrong passphrase, or a damaged file") from None
        raise UnusableKey(Refusal.KEY_UNREADABLE, "damaged private key file") from None
    # Not checked by cryptography for Ed25519; such a key would sign what its own public half refuses.
    if public_blob(key) != blob:
        raise UnusableKey(Refusal.KEY_UNREADABLE, "the halves of the private key file do not belong together")
    return key


def is_in_device(data: bytes) -> bool:
    """Whether an OpenSSH private key file only points to a key that a device holds."""
    try:
        return Reader(_outline(data)[1]).string() in (SK_ED25519, SK_ECDSA)
    except (UnusableKey, BadSignature):
        return False


def public_line(key: PrivateKey) -> str:
    """The public half of `key` as one line without a comment."""
    return line_of(public_blob(key))


def line_of(blob: bytes) -> str:
    """A public key blob as one line without a comment."""
    return f"{Reader(blob).string().decode('ascii')} {_base64(blob)}"


def parse_public_line(text: str) -> bytes:
    """The blob of a public key line such as a `.pub` file holds; its comment is dropped."""
    match = _PUBLIC.fullmatch(text.strip(" \t\r\n"))
    if match is None:
        raise UnusableKey(Refusal.KEY_UNREADABLE, "not one line of key type, base64 and comment")
    kind, encoded = match.groups()
    try:
        blob = binascii.a2b_base64(encoded)
    except binascii.Error:
        raise UnusableKey(Refusal.KEY_UNREADABLE, "not base64") from None
    _require_usable(blob)
    if line_of(blob) != f"{kind} {encoded}":
        raise UnusableKey(Refusal.KEY_UNREADABLE, f"{kind} is not the type inside the key, or its base64 is odd")
    return blob


def blob_of(text: str) -> bytes | None:
    """The blob of a public key line; none for one that is unusable and so signs nothing."""
    try:
        return parse_public_line(text)
    except UnusableKey:
        return None


def fingerprint(blob: bytes) -> str:
    """The name that `ssh-keygen -l` prints for a public key."""
    return "SHA256:" + _base64(hashlib.sha256(blob).digest()).rstrip("=")


def demo_key(seed: str) -> PrivateKey:
    """The published key of a person in a demonstration; it proves nothing."""
    return ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(DEMO_DOMAIN + seed.encode()).digest())


@lru_cache(maxsize=64)
def demo_blobs(seeds: frozenset[str]) -> frozenset[bytes]:
    """The published keys of several seeds: one of them under another name proves as little."""
    return frozenset(public_blob(demo_key(seed)) for seed in seeds)


def allowed_signers(entries: Iterable[tuple[str, str, str | None, str | None]], namespace: str) -> str:
    """The file for `ssh-keygen -Y verify -f`, from (principal, public line, valid after, valid before in UTC)."""
    _require_name(namespace)
    return "".join(_signer(namespace, *entry) for entry in entries)


def _signer(namespace: str, principal: str, public: str, after: str | None, before: str | None) -> str:
    _require_name(principal)
    start, end = _time(after), _time(before)
    if start and end and start >= end:
        message = f"{principal}: valid after {after} and before {before} is never"
        raise ValueError(message)
    options = [f'namespaces="{namespace}"']
    options += [f'{name}="{time}"' for name, time in (("valid-after", start), ("valid-before", end)) if time]
    return f"{principal} {','.join(options)} {line_of(parse_public_line(public))}\n"


def _time(text: str | None) -> str:
    """`2026-10-13T08:21:07Z` or `20261013082107Z` as ssh-keygen reads it."""
    if text is None:
        return ""
    if not _TIME.fullmatch(text):
        message = f"{text!a} is not a UTC time such as 2026-10-13T08:21:07Z"
        raise ValueError(message)
    digits = re.sub(r"[-:T]", "", text)
    datetime.strptime(digits, "%Y%m%d%H%M%S%z")
    return digits


def _require_name(name: str) -> None:
    if not NAME.fullmatch(name):
        message = f"{name!a} is not a plain name: letters, digits and . _ @ -"
        raise ValueError(message)


def _require_usable(blob: bytes) -> None:
    try:
        read_key(blob)
    except BadSignature as bad:
        code = bad.code if bad.code in _ABOUT_KEYS else Refusal.KEY_UNREADABLE
        raise UnusableKey(code, str(bad)) from None


def _outline(data: bytes) -> tuple[bool, bytes]:
    """Whether a private key file is encrypted, and its public blob, which never is."""
    match = _PRIVATE.search(data)
    try:
        body = binascii.a2b_base64(match[1]) if match else b""
        reader = Reader(body)
        if reader.take(len(_PRIVATE_MAGIC)) != _PRIVATE_MAGIC:
            raise UnusableKey(Refusal.KEY_UNREADABLE, "damaged private key file")
        cipher, kdf, _ = reader.string(), reader.string(), reader.string()
        reader.u32()
        return (cipher, kdf) != (b"none", b"none"), reader.string()
    except (binascii.Error, BadSignature):
        message = "not an OpenSSH private key file; ssh-keygen -p -f FILE rewrites an older one"
        raise UnusableKey(Refusal.KEY_UNREADABLE, message) from None


def _ask(passphrase: Callable[[], bytes] | None) -> bytes:
    secret = passphrase() if passphrase else b""
    if not secret:
        raise UnusableKey(Refusal.KEY_PASSPHRASE, "the key is encrypted and no passphrase was given")
    return secret


def _base64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")
