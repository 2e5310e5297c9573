"""Runs Pagefind, a program of its own, over the staged texts of one language."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from pagefind_bin import get_executable

from docctl.publish.search import fragments

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "pagefind"
# The index knows no Chinese: its words are what stands between blanks.
_LANGUAGE = "en"
_SECONDS = 600
# What our dialog loads; the program also writes interfaces of its own.
KEPT = ("pagefind.js", "pagefind-entry.json", f"wasm.{_LANGUAGE}.pagefind")
NAMES = "pages.json"
_KEPT_ENDING = ".pf_meta"


class IndexFailed(Exception):  # noqa: N818 - says what happened
    """The program is missing, took too long, or refused."""


def write_index(texts: Path, out: Path) -> None:
    """Write the index of all pages under `texts` into `out`, whose content is replaced; raises `IndexFailed`."""
    shutil.rmtree(out, ignore_errors=True)
    options = ["--site", str(texts), "--output-path", str(out), "--force-language", _LANGUAGE, "--keep-index-url"]
    try:
        # Its settings are also read from the environment and from the folder it starts in: neither has any here.
        done = subprocess.run(
            [str(get_executable().resolve()), *options, "--silent"],
            cwd=texts,
            env={},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise IndexFailed(str(error)) from None
    if done.returncode != 0 or not (out / KEPT[0]).is_file():
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise IndexFailed(said or f"exit code {done.returncode}")
    for file in out.iterdir():
        if file.is_file() and file.name not in KEPT and file.suffix != _KEPT_ENDING:
            file.unlink()
    files = (out / fragments.FOLDER).iterdir()
    held = [fragment for file in files if (fragment := fragments.read_fragment(file.name, file.read_bytes()))]
    (out / NAMES).write_bytes(fragments.names_in_order(held))
