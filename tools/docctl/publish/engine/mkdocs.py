"""Runs the page engine, MkDocs, in this process over a staged project."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.commands.build import build as build_pages
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from docctl.publish.engine.failure import BuildFailed

if TYPE_CHECKING:
    from pathlib import Path


class _Kept(logging.Handler):
    """Keeps what the engine says instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning or error."""
        self.messages.append(record.getMessage())


def build(stage_dir: Path, out_dir: Path) -> None:
    """Build a staged project into `out_dir`, whose content is replaced; raises `BuildFailed` on any warning.

    The caller sets SOURCE_DATE_EPOCH and NO_MKDOCS_2_WARNING in the environment. The default language is built
    first, because the others lie below its folder.
    """
    logger, kept = logging.getLogger("mkdocs"), _Kept()
    before = logger.propagate
    logger.addHandler(kept)
    logger.propagate = False
    try:
        config = load_config(str(stage_dir / "mkdocs.yml"), site_dir=str(out_dir), strict=True)
        build_pages(config)
    except MkDocsException as error:
        raise BuildFailed([*kept.messages, str(error)]) from None
    finally:
        logger.removeHandler(kept)
        logger.propagate = before
