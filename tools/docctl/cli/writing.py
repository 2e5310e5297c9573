"""Writing files into the work tree: whole or not at all, and never over something unexpected."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.git import Repository

dry_run = click.option("--dry-run", is_flag=True, help="Show what would be written, write nothing. / 只显示，不写入。")


def write_files(repository: Repository, files: Mapping[str, bytes], *, dry: bool) -> None:
    """Write files by repository path; each appears complete under its name, or not at all."""
    if repository.root is None:
        raise Trouble(Text("a bare repository has no work tree", "裸仓库没有工作区"))
    top = Path(repository.root)
    for path, data in sorted(files.items()):
        if not dry:
            _write(top / path, data)
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
