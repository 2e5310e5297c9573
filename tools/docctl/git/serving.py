"""Serving a repository to one client: git speaks to it over standard input and output until it is done."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def serve(service: str, folder: str, variables: Mapping[str, str]) -> int:
    """Run `git receive-pack` or `git upload-pack` on a folder, with just these variables; its exit code."""
    return subprocess.run(["git", service, folder], env=dict(variables), check=False).returncode
