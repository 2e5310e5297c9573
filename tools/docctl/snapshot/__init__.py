"""The files of a commit, the index or the work tree, as one state that nothing changes."""

from __future__ import annotations

from docctl.snapshot.errors import MissingPath
from docctl.snapshot.errors import NotAFile
from docctl.snapshot.errors import UnmergedIndex
from docctl.snapshot.snapshot import Snapshot

__all__ = ["MissingPath", "NotAFile", "Snapshot", "UnmergedIndex"]
