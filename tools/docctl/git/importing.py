"""A repository made of one `fast-import` stream: what it holds depends on the stream and on nothing else."""

from __future__ import annotations

import os

from docctl.git.plumbing import Repository

# Where a calling hook keeps what is not ours.
_FOREIGN = ("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")


class _Fresh(Repository):
    """A repository of its own, also when a hook of another one calls."""

    def _environment(self) -> dict[str, str]:
        return {name: value for name, value in super()._environment().items() if name not in _FOREIGN}


def make(folder: str | os.PathLike[str], stream: bytes) -> Repository:
    """A new repository in an existing folder: the commits of the stream, main checked out."""
    root = os.path.realpath(folder)
    fresh = _Fresh(root, os.path.join(root, ".git"))  # noqa: PTH118 - as its neighbours, no pathlib
    # No template: a user's own would bring hooks and settings along.
    fresh.run("init", "--quiet", "--template=", "--initial-branch=main", "--object-format=sha1")
    fresh.run("fast-import", "--quiet", "--date-format=raw", stdin=stream)
    fresh.run("reset", "--hard", "--quiet", "main")
    return fresh
