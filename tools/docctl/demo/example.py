"""The example library as it is on its last day: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.packaged import place
from docctl.reader import read
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARTS = ("records/", "schemas/", "site/", "mkdocs.yml", ".gitattributes", ".gitignore")
PEOPLE = "records/person/"


def last_tree(folder: Path | None = None) -> dict[str, bytes]:
    """Every file of the last day by path."""
    snapshot = Snapshot.of_worktree(str(folder or place()), PARTS)
    return snapshot.read_all(snapshot.paths())


def identities(tree: Mapping[str, bytes]) -> dict[str, str]:
    """How the persons of a library sign their changes, as `name <mail>` by id."""
    found = {}
    for path, source in tree.items():
        if path.startswith(PEOPLE):
            document, _ = read(path, source)
            if document is not None:
                found[str(document.data["id"])] = f"{document.data['name']} <{document.data['git_identity']}>"
    return found
