"""A clone that is written to, and who writes."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.git.plumbing import path_bytes

if TYPE_CHECKING:
    from docctl.git import Repository

REFS = "refs/docctl/"
PENDING = f"{REFS}pending"
RESCUE = f"{REFS}rescue/"
NUMBERS = f"{REFS}num/"


@dataclass(frozen=True)
class Writer:
    """Who writes by which command, since when (UTC, as a statement writes it); others read it while they wait."""

    command: str
    person: str
    host: str
    at: str
    pid: int
    mail: str = ""

    @property
    def by(self) -> tuple[str, str]:
        """Name and address, as commits have them."""
        return self.person, self.mail

    def to_json(self, **more: object) -> str:
        """The fields, and others beside them, on one line."""
        return json.dumps({**asdict(self), **more}, sort_keys=True)

    @classmethod
    def read(cls, text: str) -> Writer | None:
        """The same read back; none where the text is something else, such as one that was never written out."""
        try:
            data = json.loads(text)
            command, person, host, at = (str(data[name]) for name in ("command", "person", "host", "at"))
            return cls(command, person, host, at, int(data["pid"]), str(data.get("mail", "")))
        except (ValueError, TypeError, KeyError):
            return None


@dataclass(frozen=True)
class Clone:
    """A work tree, and the folder in which all work trees of its repository keep what git knows nothing of."""

    repository: Repository
    root: str
    shared: str
    pending: str

    @classmethod
    def of(cls, repository: Repository) -> Clone | None:
        """The clone of a repository; none where it has no files."""
        if repository.root is None:
            return None
        try:
            with open(os.path.join(repository.git_dir, "commondir"), encoding="utf-8") as stream:
                shared = os.path.normpath(os.path.join(repository.git_dir, stream.read().strip()))
        except FileNotFoundError:
            return cls(repository, repository.root, repository.git_dir, PENDING)
        # A linked work tree has a folder of its own in that of the main one, and finishes its own writes.
        return cls(repository, repository.root, shared, f"{PENDING}-{os.path.basename(repository.git_dir)}")

    @property
    def folder(self) -> str:
        """Where the lock lies."""
        return os.path.join(self.shared, "docctl")

    def place(self, path: str) -> bytes:
        """Where a file of the work tree is on disk."""
        return os.fsencode(self.root) + b"/" + path_bytes(path)
