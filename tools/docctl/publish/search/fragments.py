"""What the index of Pagefind keeps of each page: a packed file that its results are named after."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import NamedTuple

FOLDER = "fragment/"
ENDING = ".pf_fragment"
_MAGIC = b"pagefind_dcd"


class Fragment(NamedTuple):
    """A page as the index holds it: the name of its results, its path from the root of its language, its text."""

    name: str
    page: str
    text: str


def read_fragment(path: str, data: bytes) -> Fragment | None:
    """The fragment that a file holds; none where it cannot be read."""
    try:
        given = json.loads(gzip.decompress(data).removeprefix(_MAGIC))
        name = path.rpartition("/")[2].removesuffix(ENDING)
        return Fragment(name, given["url"].lstrip("/"), str(given["content"]))
    except (OSError, EOFError, zlib.error, ValueError, KeyError, AttributeError, TypeError):
        return None


def names_in_order(fragments: list[Fragment]) -> bytes:
    """The names of the results in the order of their pages, which is that of the titles: so the dialog knows each."""
    ordered = sorted(fragments, key=lambda fragment: fragment.page)
    return (json.dumps([fragment.name for fragment in ordered], separators=(",", ":")) + "\n").encode()
