"""Runs the other page engine, Zensical, which reads the same staged project; it is installed by those who choose it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from docctl.publish.engine.failure import BuildFailed

if TYPE_CHECKING:
    from pathlib import Path

# Where it writes: a folder within the project, it takes no other.
_WRITTEN = "site"


def build(stage_dir: Path, out_dir: Path) -> None:
    """Build a staged project into `out_dir`; raises `BuildFailed` where the engine is missing or makes nothing."""
    try:
        from zensical import build as build_pages  # noqa: PLC0415 - only who chose it has it
    except ImportError as missing:
        raise BuildFailed([str(missing)]) from None
    build_pages(str(stage_dir / "mkdocs.yml"), {"clean": True, "strict": True})
    written = stage_dir / _WRITTEN
    if not (written / "index.html").is_file():
        raise BuildFailed([f"{written} is empty"])
    shutil.copytree(written, out_dir, dirs_exist_ok=True)
    shutil.rmtree(written)
