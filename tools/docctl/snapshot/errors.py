"""What can be wrong with asking a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.git import GitError
from docctl.git.plumbing import printable

if TYPE_CHECKING:
    from collections.abc import Sequence


class MissingPath(KeyError):  # noqa: N818 - read as a sentence: what is wrong with the path
    """A snapshot holds no file at a path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        """The path and what is wrong with it."""
        return f"{printable(self.path)}: {self.reason}"


class NotAFile(MissingPath):
    """A snapshot lists a path that has no bytes to read: a submodule, a pipe, a socket, a device."""


class UnmergedIndex(GitError):  # noqa: N818 - as above
    """The index holds several versions of a path, so it describes no state that could be committed."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(f"not merged yet: {', '.join(printable(path) for path in paths)}")
        self.paths = tuple(paths)
