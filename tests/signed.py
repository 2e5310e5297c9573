"""One key of each plain type, what they signed, and signatures taken apart."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric import rsa

from docctl.approval.signature.public_key import P256
from docctl.approval.signature.public_key import P384
from docctl.approval.signature.sshsig import armour
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.sshsig import sign
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import string
from docctl.approval.statement import NAMESPACE

if TYPE_CHECKING:
    from docctl.approval.signature.sshsig import PrivateKey

MESSAGE = b'{"type": "docctl/statement/v1"}\n'
PRIME_P = int(
    "f5c190c38d4a329d8b6e4701e0cecbbc0abdf624b6f3df88dc76707690467754b27ac7763150f7bedfcf6c1b7b7092d7"
    "6e1fa6d00ecdd9b033f9361bb63ec3a1a484fcd12f59ca8bcdd7c8532b816c4776c45e9ed0d0e15ef0e99f1630fc1831"
    "a91c41192d66a4ba00d601019bd13188fb69c283971351c4d0fd7803b45758f7f8f7190707171f0202fb6bba03328d45"
    "4732c59500ae9e1c88b281d8b35a4dadffe05fbc7dbf9b7e36b05d2d23bbe8f535b18ad7103a797ed46d74e494a4d495",
    16,
)
PRIME_Q = int(
    "d07041d36fc85ed0a1a196a931b59dc00369b45c4572fc665fa7ad5ea2642c53633b93f2d1027cf403293a6706671431"
    "a903ff61f4c1e67af3e954d3373d4792d4f11bd6f28394b85ed48627e62347acbb6b8f9e0b1f3511485961c3628fc19b"
    "b199994fb34a84660f61671b9d609a1a5961905deedd85e8e6f74c7993cd009eb933bd83e3fdf9e2f5e8bf552a28859c"
    "d2ed63190f0e7a9a8b816e61da097529eb801201207b5b71d8d82275e4dbaad38728d17121067484d368d938518e7971",
    16,
)


def rsa_3072() -> rsa.RSAPrivateKey:
    """The same RSA key at every run: making one takes a second."""
    d = rsa.rsa_recover_private_exponent(65537, PRIME_P, PRIME_Q)
    return rsa.RSAPrivateNumbers(
        p=PRIME_P,
        q=PRIME_Q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, PRIME_P),
        dmq1=rsa.rsa_crt_dmq1(d, PRIME_Q),
        iqmp=rsa.rsa_crt_iqmp(PRIME_P, PRIME_Q),
        public_numbers=rsa.RSAPublicNumbers(65537, PRIME_P * PRIME_Q),
    ).private_key()


KEYS: dict[str, PrivateKey] = {
    "ed25519": ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
    "p256": ec.derive_private_key(P256.order // 3, ec.SECP256R1()),
    "p384": ec.derive_private_key(P384.order // 3, ec.SECP384R1()),
    "rsa": rsa_3072(),
}
SIGNATURES = {name: sign(MESSAGE, key, NAMESPACE) for name, key in KEYS.items()}


class Parts(NamedTuple):
    """A signature taken apart; `blob` puts it together again."""

    key: bytes
    namespace: bytes
    reserved: bytes
    digest: bytes
    signature: bytes

    def blob(self) -> bytes:
        """The fields put together again."""
        return b"SSHSIG\0\0\0\1" + b"".join(map(string, self))


def decoded(armored: bytes) -> bytes:
    """The bytes inside the text form."""
    return base64.b64decode(b"".join(armored.split(b"\n")[1:-2]))


def parts(armored: bytes) -> Parts:
    """The fields of a signature file."""
    reader = Reader(decoded(armored)[10:])
    found = Parts(*(reader.string() for _ in Parts._fields))
    reader.end()
    return found


def strings(data: bytes) -> list[bytes]:
    """The strings of which `data` is made."""
    reader, found, left = Reader(data), [], len(data)
    while left:
        found.append(reader.string())
        left -= 4 + len(found[-1])
    return found


def code(armored: bytes, message: bytes = MESSAGE, namespace: str = NAMESPACE) -> str:
    """The code with which a signature is refused; one that counts fails the test."""
    with pytest.raises(BadSignature) as caught:
        prove(message, armored, namespace)
    assert str(caught.value).startswith(caught.value.code)
    return caught.value.code


def code_of(armored: bytes, **changes: bytes) -> str:
    """The code after fields of the envelope were replaced."""
    return code(armour(parts(armored)._replace(**changes).blob()))
