"""What the search of a built site must hold: the texts it was to be made of, however they are packed."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from docctl.publish.search.files import EVERYTHING
from docctl.publish.search.files import TEXTS
from docctl.publish.search.files import TITLES
from docctl.publish.search.fragments import ENDING
from docctl.publish.search.fragments import names_in_order
from docctl.publish.search.fragments import read_fragment
from docctl.publish.search.pagefind import FOLDER
from docctl.publish.search.pagefind import KEPT
from docctl.publish.search.pagefind import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.publish.search.fragments import Fragment

_TAG = re.compile(r"<[^>]*>")
# Pagefind ends each block with a full stop of its own.
_NO_TEXT = re.compile(r"[\s.]+")


def search_files_of(staged: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    """The files of the search that a language of the built site holds as they were staged."""
    wanted = (f"docs/{TITLES}", f"docs/{EVERYTHING}")
    return {folder + path.removeprefix("docs/"): staged[path] for path in wanted if path in staged}


def searched_pages(staged: Mapping[str, bytes], folder: str) -> dict[str, str]:
    """The bare text that the index must hold of each page of a language; nothing where it is searched without one."""
    texts = {path.removeprefix(TEXTS): data for path, data in staged.items() if path.startswith(TEXTS)}
    return {folder + path: bare(unescape(_TAG.sub(" ", data.decode()))) for path, data in texts.items()}


def bare(text: str) -> str:
    """A text without blanks and full stops, so that texts from different hands can be compared."""
    return _NO_TEXT.sub("", text)


class BuiltSearch:
    """The index of a built site, each language's in a folder of its own."""

    def __init__(self, paths: Collection[str], read: Callable[[str], bytes]) -> None:
        """Read what it keeps of the pages, by file."""
        self.paths, self.read = paths, read
        files = sorted(path for path in paths if path.endswith(ENDING))
        self.fragments = {path: read_fragment(path, read(path)) for path in files}

    def page(self, path: str) -> str:
        """The page of the site that a fragment speaks of; the file itself where it cannot be read."""
        fragment = self.fragments[path]
        return path if fragment is None else path.partition(f"{FOLDER}/")[0] + fragment.page

    def wrong(self, pages: Mapping[str, str], files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
        """Each file of the search that is not as it must be, and pages that it lacks, with what is wrong."""
        right = set()
        for path, fragment in self.fragments.items():
            page = self.page(path)
            if fragment is None or pages.get(page) != bare(fragment.text):
                yield path, page
            else:
                right.add(page)
        yield from ((page, page) for page in sorted(pages.keys() - right))
        folders = sorted({path.partition(f"{FOLDER}/")[0] for path in self.fragments})
        needed = [f"{folder}{FOLDER}/{name}" for folder in folders for name in KEPT]
        yield from ((path, path) for path in needed if path not in self.paths)
        as_they_must_be = {**files, **{f"{folder}{FOLDER}/{NAMES}": self._names(folder) for folder in folders}}
        for path, data in as_they_must_be.items():
            if path not in self.paths or self.read(path) != data:
                yield path, path

    def _names(self, folder: str) -> bytes:
        start = f"{folder}{FOLDER}/"
        held: list[Fragment] = [f for path, f in self.fragments.items() if f is not None and path.startswith(start)]
        return names_in_order(held)
