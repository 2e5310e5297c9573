"""A folder in which a library is made: it was empty before, and stays so if the making fails."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docctl.cli.terminal import Trouble
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def require_empty(target: Path) -> None:
    """Nothing that is there may be lost, nor mixed up with what is made."""
    if target.is_dir() and not any(target.iterdir()):
        return
    if target.exists() or target.is_symlink():
        raise Trouble(
            Text(f"{show(target)} is there already and not empty", f"{show(target)} 已存在且不是空文件夹"),
            Text("name a folder that does not exist yet", "请指定一个尚不存在的文件夹"),
        )


@contextmanager
def making(target: Path) -> Iterator[None]:
    """The folder is there; what is half made when something fails is of no use to anybody and goes again."""
    existed = target.is_dir()
    try:
        target.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for made in target.iterdir() if target.is_dir() else ():
            shutil.rmtree(made) if made.is_dir() and not made.is_symlink() else made.unlink()
        if target.is_dir() and not existed:
            target.rmdir()
        raise
