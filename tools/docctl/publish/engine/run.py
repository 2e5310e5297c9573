"""Staged projects -> the finished site: the page engine for each language, then what no engine does."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from docctl.publish.engine.failure import BuildFailed
from docctl.publish.engine.finish import finish
from docctl.publish.search.files import TEXTS
from docctl.publish.search.pagefind import FOLDER
from docctl.publish.search.pagefind import write_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from docctl.publish.site import Site

ENGINES = (MKDOCS, ZENSICAL) = ("mkdocs", "zensical")


def build_site(site: Site, stage_dir: Path, out_dir: Path, engine: str | None = None) -> None:
    """Build the projects under `stage_dir`/<language>/ into `out_dir`, by the engine of mkdocs.yml or another one.

    Raises `BuildFailed` or `IndexFailed`.

    The default language is built first, because the others lie below its folder.
    """
    build = _engine(engine or str(site.settings.get("engine", MKDOCS)))
    with _environment(site):
        for language in site.languages:
            below = "" if language == site.languages[0] else language
            try:
                build(stage_dir / language, out_dir / below)
                _index(stage_dir / language / TEXTS, out_dir / below)
            except BuildFailed as failed:
                raise BuildFailed(failed.messages, language) from None
    finish(site, out_dir)


def _index(texts: Path, out_dir: Path) -> None:
    """The search index of a language, where the site is searched through one; raises `IndexFailed`."""
    if texts.is_dir():
        write_index(texts, out_dir / FOLDER)


def _engine(name: str) -> Callable[[Path, Path], None]:
    """The engine of a name; raises `BuildFailed` for one that there is not."""
    if name not in ENGINES:
        raise BuildFailed([f"{name}: {' | '.join(ENGINES)}"])
    if name == ZENSICAL:
        from docctl.publish.engine.zensical import build  # noqa: PLC0415 - one engine is loaded, not both
    else:
        from docctl.publish.engine.mkdocs import build  # noqa: PLC0415
    return build


@contextmanager
def _environment(site: Site) -> Iterator[None]:
    """What the page engine reads from the environment: the commit's time instead of the clock."""
    moment = int(datetime.fromisoformat(site.commit_time).timestamp())
    wanted = {"SOURCE_DATE_EPOCH": str(moment), "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    logging.getLogger("MARKDOWN").setLevel(logging.WARNING)
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
