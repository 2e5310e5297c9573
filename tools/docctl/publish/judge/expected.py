"""What the built site must hold, and what it must not show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.publish.judge.required import required_blocks
from docctl.publish.judge.required import whole_pages
from docctl.publish.judge.searched import search_files_of
from docctl.publish.judge.searched import searched_pages
from docctl.publish.judge.secrets import in_force_text
from docctl.publish.judge.secrets import secrets
from docctl.publish.levels import STYLE_SHEET

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.publish.judge.required import Block
    from docctl.publish.judge.secrets import Secret
    from docctl.publish.site import Site

# Whoever scans a printed code rests on these; and what lies in these folders is served to readers as it is.
_ELSEWHERE = ("assets/", "search/")
_SEALED_ASSETS = "assets/verify/"
_CLOSED = ("v/", "history/", "audit/", "files/")


@dataclass(frozen=True)
class Expected:
    """The pages of the whole site, the blocks that they must have, files as they must be, and the secrets."""

    pages: frozenset[str]
    blocks: Mapping[str, tuple[Block, ...]]
    # The rule that a site without a page breaks, where there is one.
    rules: Mapping[str, str]
    files: Mapping[str, bytes]
    # What the engine copies as it is, and the folders in which nothing else may lie.
    copies: Mapping[str, bytes]
    closed: tuple[str, ...]
    # Pages of records that this audience may not read, and where the records themselves are kept.
    absent: frozenset[str]
    sources: tuple[str, ...]
    base_url: str
    secrets: tuple[Secret, ...]
    # The texts in force: a line of one may begin with a line of an older one.
    in_force: str
    # What the index of the search holds of each page, and other files of the search as they must be.
    searched: Mapping[str, str]
    search_files: Mapping[str, bytes]


def expected(site: Site, staged: Mapping[str, Mapping[str, bytes]]) -> Expected:
    """What the site built from the staged files of each language must be."""
    below = {language: "" if language == site.languages[0] else f"{language}/" for language in staged}
    blocks = {below[lang] + page: b for lang, files in staged.items() for page, b in required_blocks(site, lang, files)}
    withheld = list(_withheld(site))
    return Expected(
        pages=frozenset(below[language] + page for language, files in staged.items() for page in _pages(files)),
        blocks=blocks,
        rules={below[lang] + page: rule for lang, files in staged.items() for page, rule in whole_pages(files)},
        copies={below[lang] + path: data for lang, files in staged.items() for path, data in _copies(files)},
        closed=tuple(folder + inner for folder in below.values() for inner in _CLOSED),
        files={folder + STYLE_SHEET: site.levels.style_sheet() for folder in below.values()},
        absent=frozenset(folder + page for folder in below.values() for page, _ in withheld),
        sources=tuple(source for _, source in withheld),
        base_url=str(site.schemas.policy.get("base_url", "")),
        secrets=tuple(secrets(site, below.values())),
        in_force=in_force_text(site),
        searched={page: s for lang, files in staged.items() for page, s in searched_pages(files, below[lang]).items()},
        search_files={p: data for lang, f in staged.items() for p, data in search_files_of(f, below[lang]).items()},
    )


def _pages(files: Iterable[str]) -> Iterator[str]:
    for path in files:
        if path.startswith("docs/") and path.endswith(".md"):
            yield path.removeprefix("docs/").removesuffix(".md") + ".html"
        elif path.startswith("docs/") and path.endswith(".html"):
            yield path.removeprefix("docs/")


def _copies(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Staged files that are no pages of the engine; assets are judged by what they load, the search by itself."""
    for path, data in files.items():
        name = path.removeprefix("docs/")
        is_judged_elsewhere = name.startswith(_ELSEWHERE) and _SEALED_ASSETS not in name
        if name != path and not name.endswith(".md") and not is_judged_elsewhere:
            yield name, data


def _withheld(site: Site) -> Iterator[tuple[str, str]]:
    """Where the page of each withheld record would be, and where the record is."""
    if site.readable is None:
        return
    judges = site.readable.whole.approvals.judges
    for name in sorted(site.withheld):
        record = site.readable.whole.library.get(name)
        if record is not None:
            slug = record.type.slug
            yield (f"documents/{name}.html" if slug in judges else f"records/{slug}/{name}.html"), record.path
