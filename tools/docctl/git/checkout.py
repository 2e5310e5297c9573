"""What stands in a work tree, as git would take it over: what it ignores stays out, however much there is."""

# No pathlib: names that are not UTF-8 need bytes, which it cannot hold.
# ruff: noqa: PTH118

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from docctl.git.plumbing import EXECUTABLE
from docctl.git.plumbing import FILE
from docctl.git.plumbing import GITLINK
from docctl.git.plumbing import Entry
from docctl.git.process import path_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.git.plumbing import Repository


def checkout_entries(repository: Repository) -> list[Entry]:
    """Names and modes of all files of a work tree, tracked or new; object ids are not worked out."""
    root = os.fsencode(repository.root or repository.git_dir)
    changed = repository.changed_in_worktree()
    trusted = repository.trusts_modes()
    tracked = [entry for entry in repository.index() if not entry.stage]
    found = [entry for entry in tracked if entry.path not in changed]
    # A folder in the place of a tracked file is no entry: its files are new ones.
    names = [entry.path + "/" * (entry.mode == GITLINK) for entry in tracked if entry.path in changed]
    return sorted([*found, *_on_disk(root, [*names, *repository.untracked()], trusted=trusted)])


def _on_disk(root: bytes, names: list[str], *, trusted: bool) -> Iterator[Entry]:
    for name in names:
        try:
            mode = os.lstat(os.path.join(root, path_bytes(name))).st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        if stat.S_ISDIR(mode) and not name.endswith("/"):
            continue
        yield Entry(name.rstrip("/"), _as_git(mode, trusted=trusted), "")


def _as_git(mode: int, *, trusted: bool) -> str:
    if stat.S_ISREG(mode):
        return EXECUTABLE if trusted and mode & stat.S_IXUSR else FILE
    return GITLINK if stat.S_ISDIR(mode) else f"{stat.S_IFMT(mode):06o}"
