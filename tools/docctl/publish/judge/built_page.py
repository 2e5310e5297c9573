"""One built page, read for verification: links, resources, blocks, masked values and text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_RESOURCES = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "form": ("action",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
# Nothing of these may stand in what docctl writes.
_ACTIVE = frozenset({"script", "iframe", "object", "embed", "form", "base", "meta", "link", "style"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_URL = re.compile(r"url\(\s*['\"]?([^'\")]*)|@import\s+['\"]([^'\"]*)")
_CONTENT = "md-content__inner"
_DATA = "application/json"
# The block that quotes a past text beside the one in force, and the one that says that a page is controlled.
COMPARISON, STAMP = "comparison", "stamp"
_STAMPED = "dc-stamp-on"


class BuiltPage(HTMLParser):
    """What a page links to, loads, runs and says."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.resources: list[str] = []
        self.runs: list[str] = []
        # The content security policies, and how many scripts stand in the page itself.
        self.policies: list[str] = []
        self.scripts = 0
        self._blocks: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.personal: list[str] = []
        self._text: list[str] = []
        self._beside: list[str] = []
        self.is_stamped = False
        self._content = 0
        self._silent = 0
        self._masked = False
        self.feed(html)
        self.close()

    @property
    def blocks(self) -> dict[str, str]:
        """What each marked block says: its class, its text and where its links lead, in order."""
        return {name: " ".join(" ".join(said).split()) for name, said in self._blocks.items()}

    @property
    def text(self) -> str:
        """Everything a reader can see or find, without line ends."""
        return "".join(self._text).replace("\n", "")

    @property
    def text_beside_comparisons(self) -> str:
        """The same without what stands in comparisons of two texts."""
        return "".join(self._beside).replace("\n", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to, loads or runs."""
        given = {name: value or "" for name, value in attrs}
        self._structure(tag, given)
        for name in ("id", "name"):
            if name in given:
                self.ids.add(given[name])
        self._enter(tag, given)
        if "data-dc-pii" in given:
            self.personal.append("")
            self._masked = True
        self._addresses(tag, given)
        self.runs += [f"{name}=" for name in given if name.startswith("on")]
        for name in ("title", "alt", "placeholder", "content"):
            self._show(given.get(name, ""))

    def _enter(self, tag: str, given: dict[str, str]) -> None:
        """Keep which elements within blocks are open; those without an end hold nothing."""
        name = given.get("data-dc-block", "")
        if name:
            self._blocks.setdefault(name, []).append(given.get("class", ""))
        if tag not in _VOID and (name or self._open):
            self._open.append((tag, name))
        # Where a link leads and what a drawing shows belong to what a block says.
        self._say(given.get("href", ""))
        self._say(given.get("d", ""))
        self.is_stamped = self.is_stamped or _STAMPED in given.get("class", "").split()

    def _show(self, text: str) -> None:
        self._text.append(text)
        if all(name != COMPARISON for _, name in self._open):
            self._beside.append(text)

    def _say(self, text: str) -> None:
        for _, name in self._open:
            if name:
                self._blocks[name].append(text)

    def _structure(self, tag: str, given: dict[str, str]) -> None:
        if tag == "article" and (self._content or _CONTENT in given.get("class", "")):
            self._content += 1
        if self._content and tag in _ACTIVE:
            self.runs.append(f"<{tag}>")
        if tag in {"script", "style"}:
            self._silent += 1
        if tag == "script" and "src" not in given and given.get("type") != _DATA:
            self.scripts += 1
        if tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given.get("content", ""))

    def _addresses(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"a", "area"} and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and "href" in given:
            is_page = given.get("rel") in {"canonical", "next", "prev", "alternate"}
            (self.links if is_page else self.resources).append(given["href"])
        for name in _RESOURCES.get(tag, ()):
            if name in given:
                listed = given[name].split(",") if name == "srcset" else [given[name]]
                self.resources += [part.split()[0] for part in listed if part.split()]
        self.resources += css_addresses(given.get("style", ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those within it that were left open."""
        places = [index for index, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]
        if tag == "article" and self._content:
            self._content -= 1
        if tag in {"script", "style"} and self._silent:
            self._silent -= 1
        if tag == "span":
            self._masked = False

    def handle_data(self, data: str) -> None:
        """Keep visible text; the addresses of a style sheet within the page."""
        if self._silent:
            self.resources += css_addresses(data) if self.lasttag == "style" else []
            return
        self._show(data)
        self._say(data)
        if self._masked and self.personal:
            self.personal[-1] += data


def css_addresses(css: str) -> list[str]:
    """What a style sheet loads."""
    return [first or second for first, second in _URL.findall(css)]
