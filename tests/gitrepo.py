"""A real repository for tests: own HOME, no system settings, fixed identity and dates."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

IDENTITY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.invalid",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05+00:00",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.invalid",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05+00:00",
}


def isolate(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Let nothing of the machine or of a hook that runs the tests reach git in this process."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    for name, value in settings(home).items():
        monkeypatch.setenv(name, value)


def settings(home: Path) -> dict[str, str]:
    """What makes git deterministic; `home` need not exist."""
    return {
        **IDENTITY,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
    }


def encoded(text: str) -> bytes:
    """Encode a name as git stores it, whatever the locale of the tests."""
    return text.encode("utf-8", "surrogateescape")


class GitRepo:
    """A repository at a path, made on first use; every command runs isolated and must succeed."""

    def __init__(self, path: Path, *options: str) -> None:
        self.path = path
        given = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = {**given, **settings(path.parent / "home")}
        if not (path / ".git").exists() and not (path / "HEAD").exists():
            path.mkdir(parents=True, exist_ok=True)
            self.run("init", "--quiet", "--initial-branch=main", *options)

    def run(self, *args: str | bytes, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """What a git command prints."""
        command = [b"git", *(encoded(arg) if isinstance(arg, str) else arg for arg in args)]
        environment = {**self.environment, **(env or {})}
        done = subprocess.run(command, cwd=self.path, input=stdin, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, (args, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def text(self, *args: str) -> str:
        """What a git command prints, as text without the final line end."""
        return self.run(*args).decode().rstrip("\n")

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, and the folders above it, without staging it."""
        place = Path(os.fsdecode(os.fsencode(self.path) + b"/" + encoded(path)))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
        return place

    def stage(self, *paths: str) -> None:
        """Stage the paths, or everything."""
        self.run("add", "--all", "--force", "--", *(paths or (".",)))

    def commit(self, message: str = "Change") -> str:
        """Stage everything that is not ignored and commit it; the hash."""
        self.run("add", "--all")
        self.run("commit", "--quiet", "--allow-empty", f"--message={message}")
        return self.text("rev-parse", "HEAD")
