"""Modes of files: a library holds plain files only."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from docctl.git.plumbing import EXECUTABLE
from docctl.git.plumbing import FILE
from docctl.git.plumbing import GITLINK
from docctl.git.plumbing import SYMLINK
from docctl.guard import codes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.git import Entry
    from docctl.violation import Violation

# Elsewhere lie scripts, which have to be programs.
CONTENT = ("records/", "schemas/", "site/")
_CODES = {SYMLINK: codes.MODE_SYMLINK, GITLINK: codes.MODE_SUBMODULE}


def mode_problems(entries: Iterable[Entry]) -> Iterator[Violation]:
    """Each entry that is no plain file; programs only where records, schemas and pages lie."""
    for entry in entries:
        if entry.mode == FILE:
            continue
        if entry.mode == EXECUTABLE:
            if entry.path.startswith(CONTENT):
                yield codes.MODE_EXECUTABLE.at(entry.path)
        elif entry.mode in _CODES:
            yield _CODES[entry.mode].at(entry.path)
        elif not stat.S_ISREG(int(entry.mode, 8)):
            yield codes.MODE_SPECIAL.at(entry.path)
