"""The code blocks of a documentation page, and a copy of this repository to run them in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from tests.gitrepo import GitRepo
from tests.gitrepo import settings

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
# The pages show what docctl printed on 2026-11-21.
CLOCK = "1795255200"
_FENCE = re.compile(r'^```([a-z]+)(?: title="([^"]*)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, the file it shows if it has a title, and its text."""

    language: str
    title: str
    text: str


def blocks(text: str) -> list[Block]:
    """The blocks of a page in their order."""
    return [Block(language, title, inner) for language, title, inner in _FENCE.findall(text)]


def with_blocks(text: str, render: Callable[[Block], str]) -> str:
    """The page with what a function makes of each block in the place of its text."""

    def rendered(match: re.Match[str]) -> str:
        first, _, _ = match[0].partition("\n")
        return f"{first}\n{render(Block(match[1], match[2] or '', match[3]))}```"

    return _FENCE.sub(rendered, text)


def sections(text: str) -> list[tuple[str, str]]:
    """Heading and text of each chapter of a page."""
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)  # fenced text has no such line
    return list(zip(parts[1::2], parts[2::2], strict=True))


def copy_of_this_repository(target: Path) -> GitRepo:
    """The files of the work tree, committed in a repository of their own."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    repository = GitRepo(target)
    repository.commit("Start")
    return repository


def run(script: str, repository: GitRepo, language: str) -> subprocess.CompletedProcess[str]:
    """What a shell script prints in a repository, errors among the rest."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "DOCCTL_"))}
    return subprocess.run(
        [shutil.which("sh") or "/bin/sh", "-eu", "-c", script],
        cwd=repository.path,
        env={
            **inherited,
            **settings(repository.path.parent / "home"),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{inherited['PATH']}",
            "DOCCTL_LANG": language,
            "SOURCE_DATE_EPOCH": CLOCK,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
