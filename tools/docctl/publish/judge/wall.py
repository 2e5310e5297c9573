"""The second wall: what a sanitiser would take out of a page's content may not be there."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import nh3

_CONTENT = re.compile(r'<article class="md-content__inner[^>]*>(.*)</article>', re.DOTALL)
_STRUCTURE = {"article", "aside", "details", "div", "figcaption", "figure", "header", "hr", "nav", "section"}
_STRUCTURE |= {"summary"}
_WORDS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "p",
    "pre",
    "s",
    "small",
}
_WORDS |= {"span", "strong", "sub", "sup", "time", "h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS = {"dd", "dl", "dt", "li", "ol", "ul", "caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th"}
_LISTS |= {"thead", "tr"}
# Fields for the reader's own filters; no form, so that nothing is sent.
_FIELDS = {"button", "input", "label", "option", "output", "select"}
_DRAWINGS = {"circle", "desc", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text", "title", "tspan"}
TAGS = _STRUCTURE | _WORDS | _LISTS | _FIELDS | _DRAWINGS
_EVERYWHERE = {"class", "dir", "hidden", "id", "lang", "role", "tabindex", "title"}
_OF_WORDS = {"href", "hreflang", "rel", "download", "datetime", "open", "start", "align"}
_OF_TABLES = {"colspan", "rowspan", "scope", "headers"}
_OF_FIELDS = {
    "disabled",
    "for",
    "name",
    "placeholder",
    "selected",
    "type",
    "value",
    "checked",
    "multiple",
    "autocomplete",
}
_OF_DRAWINGS = {
    "cx", "cy", "d", "dx", "dy", "fill", "fill-rule", "font-family", "font-size", "font-weight", "height", "opacity",
    "points", "preserveAspectRatio", "r", "rx", "ry", "shape-rendering", "stroke", "stroke-dasharray",
    "stroke-linecap", "stroke-linejoin", "stroke-width", "text-anchor", "transform", "viewBox", "width", "x", "x1",
    "x2", "xmlns", "y", "y1", "y2",
}  # fmt: skip
_ATTRIBUTES = {"*": _EVERYWHERE | _OF_WORDS | _OF_TABLES | _OF_FIELDS | _OF_DRAWINGS}
_PREFIXES = {"aria-", "data-"}
# What may be linked beside pages of the site; nothing of these is loaded by the page itself.
SCHEMES = {"http", "https", "mailto", "tel"}


def taken_out(page: str) -> list[str]:
    """The tags, attributes and addresses of a page's content that a sanitiser removes, as people would write them."""
    content = _CONTENT.search(page)
    if content is None:
        return []
    clean = cleaned(content[1])
    return sorted((_Parts(content[1]).found - _Parts(clean).found).keys())


def cleaned(html: str) -> str:
    """HTML without what runs, loads or is hidden in it."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes=_PREFIXES,
        url_schemes=SCHEMES,
        link_rel=None,
    )


class _Parts(HTMLParser):
    """How often each tag and each attribute with its value stands in a text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[f"<{tag}>"] += 1
        for name, value in attrs:
            self.found[f'<{tag} {name}="{value or ""}">'] += 1
