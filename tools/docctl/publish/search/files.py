"""Entries -> the files that the search reads: titles for the dialog, and the texts to be found."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from typing import Any

from pypinyin import Style
from pypinyin import lazy_pinyin

from docctl.publish.search.entries import entries
from docctl.publish.search.mode import BUILTIN
from docctl.publish.search.mode import search_mode
from docctl.publish.search.page_text import BREAK
from docctl.publish.search.spacing import spaced
from docctl.publish.search.spacing import unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.publish.edition import Edition
    from docctl.publish.search.entries import Entry

# What the index is made of, a page for a page; it is no part of the built site.
TEXTS = "search-texts/"
TITLES = "search/titles.json"
EVERYTHING = "search/everything.js"
# Parts the head of an entry from the text of its page, so that an excerpt can begin behind it.
HEAD_END = " ‖ "
_WORDS = "search_"


def search_files(
    edition: Edition, built: Mapping[str, bytes], written: Mapping[str, tuple[str, str]]
) -> dict[str, bytes]:
    """The files of one language by their path in the staged project."""
    found = entries(edition, built, written)
    titles = _titles(edition, found)
    if search_mode(edition.site) == BUILTIN:
        texts = [unspaced(entry.text) for entry in found]
        return {f"docs/{EVERYTHING}": b"window.dcSearch=" + _json({**titles, "contents": texts}) + b";\n"}
    pages = {TEXTS + entry.path: _page(entry) for entry in found}
    return pages | {f"docs/{TITLES}": _json(titles) + b"\n"}


def _page(entry: Entry) -> bytes:
    """A page made for the index alone: head and text."""
    head = BREAK.join(part for part in (entry.number, entry.title, entry.other_title) if part)
    rest = BREAK.join(part for part in (entry.kind, entry.state_title) if part)
    body = f"<h1>{escape(spaced(head))}</h1><p>{escape(spaced(BREAK + rest + HEAD_END + entry.text))}</p>"
    return f'<html lang="en"><body data-pagefind-body>{body}</body></html>\n'.encode("utf-8", "replace")


def _titles(edition: Edition, found: Sequence[Entry]) -> dict[str, Any]:
    """What the dialog shows of each entry; what repeats is listed once, and an entry names its place in the list."""
    kinds = _listed(_kind(entry) for entry in found)
    departments = _listed(entry.department for entry in found)
    states = _listed(_state(entry) for entry in found)
    groups = edition.site.schemas.search.get("groups", {})
    texts = edition.words.texts
    return {
        "words": {key.removeprefix(_WORDS): edition.words(key) for key in sorted(texts) if key.startswith(_WORDS)},
        "groups": [[key, edition.label(group, key)] for key, group in groups.items()],
        "kinds": kinds,
        "departments": [[name, edition.title_of(name) if name else ""] for name in departments],
        "states": states,
        "entries": [
            [
                kinds.index(_kind(entry)),
                _stem(entry),
                entry.title,
                entry.other_title,
                initials(entry.title) or initials(entry.other_title),
                departments.index(entry.department),
                states.index(_state(entry)),
                *([entry.number] if entry.number != _stem(entry) else []),
            ]
            for entry in found
        ],
    }


def _kind(entry: Entry) -> tuple[str, str, str]:
    return entry.path.rpartition("/")[0], entry.kind, entry.group


def _state(entry: Entry) -> tuple[str, str, int]:
    return entry.state, entry.state_title, int(entry.is_current)


def _stem(entry: Entry) -> str:
    return entry.path.rpartition("/")[2].removesuffix(".html")


def _listed(values: Iterable[Any]) -> list[Any]:
    return sorted(set(values))


def initials(text: str) -> str:
    """The first letters of the pinyin of a text, 合同评审 -> htps; nothing where no character of it is Chinese."""
    letters = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda other: f"\0{other}")
    if all(letter.startswith("\0") for letter in letters):
        return ""
    joined = "".join(letters).lower()
    return "".join(letter for letter in joined if letter.isascii() and letter.isalnum())


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
