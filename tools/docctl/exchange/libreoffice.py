"""Word files as PDF, by LibreOffice where the machine has it: a program of its own, with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

_NAMES = ("soffice", "libreoffice")
_SECONDS_A_FILE, _SECONDS = 20, 120
_PATH = "/usr/bin:/bin"
# A file from anybody runs nothing and fetches nothing.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


class NotConverted(Exception):  # noqa: N818 - says what happened
    """LibreOffice is missing, took too long, or made no PDF of a file."""


def program() -> str | None:
    """Where LibreOffice is on this machine."""
    return next(filter(None, (shutil.which(name) for name in _NAMES)), None)


def pdfs_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each file by name as PDF, in one run; raises `NotConverted`, with the name of the file it is about."""
    found = program()
    if found is None:
        raise NotConverted("")
    with tempfile.TemporaryDirectory(prefix="docctl-word-") as folder:
        root = Path(folder)
        # Numbers instead of names: no name of a file becomes an argument.
        given = [root / f"{number}{Path(name).suffix.lower()}" for number, name in enumerate(files)]
        for path, data in zip(given, files.values(), strict=True):
            path.write_bytes(data)
        _run(found, root, given)
        return {name: _made(root / "out" / f"{path.stem}.pdf", name) for name, path in zip(files, given, strict=True)}


def _run(found: str, root: Path, given: Sequence[Path]) -> None:
    profile = root / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8", newline="\n")
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile.as_uri()}"]
    try:
        subprocess.run(
            [found, *options, "--convert-to", "pdf", "--outdir", str(root / "out"), *map(str, given)],
            cwd=root,
            env={"HOME": str(root), "PATH": _PATH, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS + _SECONDS_A_FILE * len(given),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotConverted(str(error)) from None


def _made(path: Path, name: str) -> bytes:
    """The PDF of a file; LibreOffice says of a file that it cannot read only that there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotConverted(name) from None
