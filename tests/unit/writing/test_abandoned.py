from __future__ import annotations

import os
from typing import TYPE_CHECKING

from docctl.writing.abandoned import AGE
from docctl.writing.abandoned import remove_abandoned

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_795_000_000.0
LOCKS = ["HEAD.lock", "packed-refs.lock", "refs/heads/main.lock", "refs/docctl/num/O-1.lock"]


def left(folder: Path, names: list[str], age: float) -> list[str]:
    """What is still there of some files of an age."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (NOW - age, NOW - age))
    removed = remove_abandoned(str(folder), NOW)
    kept = [name for name in names if (folder / name).exists()]
    assert sorted(removed) == sorted(str(folder / name) for name in names if name not in kept)
    return kept


def test_only_old_locks_of_names_are_removed(tmp_path: Path) -> None:
    assert left(tmp_path, LOCKS, AGE + 1) == []
    assert left(tmp_path, LOCKS, AGE - 1) == LOCKS
    others = ["refs/heads/main", "config.lock", "objects/a.lock", "docctl/x.lock"]
    assert left(tmp_path, others, AGE + 1) == others


def test_what_is_no_file_stays(tmp_path: Path) -> None:
    (tmp_path / "refs/heads/main.lock").mkdir(parents=True)
    (tmp_path / "HEAD.lock").symlink_to(tmp_path)
    assert remove_abandoned(str(tmp_path), NOW + 10 * AGE + 1e9) == []


def test_a_folder_without_locks_is_left_alone(tmp_path: Path) -> None:
    assert remove_abandoned(str(tmp_path / "none"), NOW) == []
