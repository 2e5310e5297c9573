"""Who puts a signature under a statement: a private key at hand, or a program that holds one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from docctl.approval.signature import sshsig
from docctl.approval.signature.sshsig import PrivateKey
from docctl.approval.statement import NAMESPACE

# A program, such as ssh-keygen with a security key or an agent, gets the bytes and gives the armoured signature.
Signer: TypeAlias = PrivateKey | Callable[[bytes], bytes]


def signature(source: bytes, signer: Signer) -> bytes:
    """The armoured signature over the bytes of a statement."""
    return signer(source) if callable(signer) else sshsig.sign(source, signer, NAMESPACE)
