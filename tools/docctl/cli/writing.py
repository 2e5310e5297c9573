"""Writing files into the work tree: whole or not at all, and never over something unexpected."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.cli.options import dry_run
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.git import Repository

__all__ = ["dry_run", "work_tree", "write_files"]


def work_tree(repository: Repository) -> Path:
    """The top of the work tree; a repository without one holds nothing that could be edited."""
    if repository.root is None:
        raise Trouble(
            Text("a bare repository has no files to write to", "这里没有可写入的文件（服务器上的文件库）"),
            Text("work in a clone of it", "请在自己的文件库副本中操作"),
        )
    return Path(repository.root)


def write_files(repository: Repository, files: Mapping[str, bytes], *, dry: bool, quiet: bool = False) -> None:
    """Write files by repository path and say so; each appears complete under its name, or not at all."""
    top = work_tree(repository)
    for path, data in sorted(files.items()):
        if not dry:
            _write(top / path, data)
        if quiet:
            continue
        say(Text(f"{'would write' if dry else 'wrote'} {path}", f"{'将写入' if dry else '已写入'} {path}"))


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".docctl-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
