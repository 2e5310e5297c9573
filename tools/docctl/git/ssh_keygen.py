"""ssh-keygen, for the keys that only it can use: security keys, and those an agent holds."""

from __future__ import annotations

import subprocess


class CannotSign(Exception):  # noqa: N818 - says what happened
    """ssh-keygen is missing, or it gave no signature."""


def sign(source: bytes, key: str, namespace: str, *, agent: bool) -> bytes:
    """The armoured signature over some bytes; PIN and passphrase are asked for by ssh-keygen itself.

    With `agent` the key is named by its public half and the agent signs.
    """
    command = ["ssh-keygen", "-Y", "sign", *(["-U"] if agent else []), "-n", namespace, "-f", key]
    try:
        done = subprocess.run(command, input=source, capture_output=True, check=False)
    except OSError as error:
        raise CannotSign(f"ssh-keygen cannot be started: {error.strerror}") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").split("\n")
        raise CannotSign(next((line for line in lines if line.strip()), "ssh-keygen failed without a message"))
    return done.stdout
