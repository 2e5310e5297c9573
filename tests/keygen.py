"""What the ssh-keygen of this machine says of a signature: a second opinion beside ours."""

from __future__ import annotations

import base64
import subprocess
from typing import TYPE_CHECKING

from docctl.approval.signature.wire import Reader
from docctl.approval.statement import NAMESPACE
from tests.optional import require

if TYPE_CHECKING:
    from pathlib import Path


def line(blob: bytes) -> str:
    """A public key as one line, whatever stands in it."""
    return f"{Reader(blob).string().decode('ascii')} {base64.b64encode(blob).decode('ascii')}"


def accepts(folder: Path, message: bytes, armored: bytes, blob: bytes, signers: str = "") -> bool:
    """Whether `ssh-keygen -Y verify` accepts a signature of the one allowed signer, who owns the key."""
    (folder / "allowed").write_text(signers or f"P-007 {line(blob)}\n", "ascii")
    (folder / "sig").write_bytes(armored)
    options = ("-f", folder / "allowed", "-I", "P-007", "-n", NAMESPACE, "-s", folder / "sig")
    command = (require("ssh-keygen"), "-Y", "verify", *options)
    return subprocess.run(command, input=message, capture_output=True, check=False).returncode == 0


def reads_key(folder: Path, blob: bytes) -> bool:
    """Whether `ssh-keygen -l` takes a public key."""
    (folder / "key.pub").write_text(f"{line(blob)}\n", "ascii")
    command = (require("ssh-keygen"), "-l", "-f", folder / "key.pub")
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
