"""A site built and verified, and what is found when one page of it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.publish.engine.mkdocs import build
from docctl.publish.judge.expected import Expected
from docctl.publish.judge.expected import expected
from docctl.publish.judge.verify import verify_site
from docctl.publish.search.files import TEXTS
from docctl.publish.search.pagefind import FOLDER
from docctl.publish.search.pagefind import write_index
from docctl.publish.stage import stage_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docctl.publish.site import Site

Built = tuple[dict[str, bytes], Expected]


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def built(site: Site, folder: Path) -> Built:
    staged = {language: stage_site(site, language) for language in site.languages}
    for language, files in staged.items():
        below = "" if language == site.languages[0] else language
        stage = write(files, folder / "stage" / language)
        build(stage, folder / "site" / below)
        if (stage / TEXTS).is_dir():
            write_index(stage / TEXTS, folder / "site" / below / FOLDER)
    root = folder / "site"
    found = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return found, expected(site, staged)


def codes(files: Mapping[str, bytes], wanted: Expected) -> list[tuple[str, str]]:
    return [(v.code, v.path) for v in verify_site(files, files.__getitem__, wanted)]


def changed(good: Built, path: str, old: str, new: str) -> list[tuple[str, str]]:
    files, wanted = good
    text = files[path].decode()
    assert old in text
    return codes({**files, path: text.replace(old, new, 1).encode()}, wanted)
