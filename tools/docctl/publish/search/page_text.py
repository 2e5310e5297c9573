"""A staged page -> the text that its readers see, without frame, head and lists of other pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from docctl.history.plain import plain_text

BREAK = " · "
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LABEL_END = re.compile(r": \s+")
_CHINESE_LABEL_END = re.compile(r"(?<=[\u3400-\u9fff）]): ")
_CELLS = re.compile(r"\s*\|\s*")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|>)[ \t]+")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNREAD = frozenset({"del", "nav", "script", "style", "svg"})
_INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "ins", "mark", "small", "span", "strong", "sub", "sup"})
# An entry gives what the head of a page says, once.
_HEAD = "dc-head"


class _Reader(HTMLParser):
    """Collects the text of a page, or of one block of it, outside what is excluded."""

    def __init__(self, block: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._block = block
        # The elements that are open, each with whether the text in it is read.
        self._open = [("", not block)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _VOID:
            self._part("\n" if tag in {"br", "hr"} else "")
            return
        is_wanted = self._open[-1][1] or bool(self._block and given.get("data-dc-block") == self._block)
        self._open.append((tag, is_wanted and not _is_unread(tag, given)))
        self._part("" if tag in _INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "dt":
            self._part(": ")
        elif tag not in _INLINE | _VOID:
            self._part("\n")
        places = [index for index, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._part(data)

    def _part(self, text: str) -> None:
        if self._open[-1][1]:
            self.parts.append(text)


def _is_unread(tag: str, given: dict[str, str | None]) -> bool:
    return tag in _UNREAD or "data-search-exclude" in given or _HEAD in (given.get("class") or "").split()


def page_text(page: str, block: str = "") -> str:
    """What a staged page says, in one line; with `block` only what stands in that block."""
    reader = _Reader(block)
    reader.feed(_FRONT_MATTER.sub("", page, count=1))
    reader.close()
    said = _CHINESE_LABEL_END.sub("：", _LABEL_END.sub(": ", "".join(reader.parts)))
    lines = (_CELLS.sub(BREAK, _ITEM.sub("", line).strip().strip("|")) for line in plain_text(said).split("\n"))
    return BREAK.join(" ".join(line.split()) for line in lines if line.strip())
