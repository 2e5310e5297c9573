"""The built site judged: all pages there, no dead link, nothing from outside, no block missing, nothing leaked."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote
from urllib.parse import urlsplit

from docctl.person_numbers import find_numbers
from docctl.publish import codes
from docctl.publish.judge.built_page import STAMP
from docctl.publish.judge.built_page import BuiltPage
from docctl.publish.judge.built_page import css_addresses
from docctl.publish.judge.required import bars_others
from docctl.publish.judge.searched import BuiltSearch
from docctl.publish.judge.searched import bare
from docctl.publish.judge.secrets import BODY
from docctl.publish.judge.secrets import PERSONAL
from docctl.publish.judge.wall import SCHEMES
from docctl.publish.judge.wall import taken_out
from docctl.publish.security import POLICY
from docctl.rules.personal_numbers import NAMES
from docctl.rules.personal_numbers import REQUIRED_MASKED

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator

    from docctl.publish.judge.expected import Expected
    from docctl.publish.judge.secrets import Secret
    from docctl.violation import Violation

# Copied files that people read; what else is copied is a finished document.
_TEXTS = (".csv", ".ics", ".json", ".xml")
_MASKED = re.compile(r".?\*+")
_FOLD = re.compile(r"\r\n[ \t]")
_REGISTER = "/registers/"


def verify_site(paths: Collection[str], read: Callable[[str], bytes], expected: Expected) -> list[Violation]:
    """Everything that is wrong with a built site; `paths` are its files from its root, `read` gives their bytes."""
    site = _Built(frozenset(paths), read, expected)
    left = expected.pages - site.paths
    found = [
        codes.SITE_PAGE_MISSING.at(page, sources=_sources(expected.rules.get(page, "")), value=page) for page in left
    ]
    found += [codes.SITE_WITHHELD.at(page, sources=("R-114",), value=page) for page in expected.absent & site.paths]
    found += site.changed_files()
    found += site.changed_copies()
    found += site.wrong_search()
    for path in sorted(site.paths):
        found += site.problems(path)
    return sorted(dict.fromkeys(found), key=lambda violation: violation.order)


class _Built:
    """The files of a built site, each page read once."""

    def __init__(self, paths: frozenset[str], read: Callable[[str], bytes], expected: Expected) -> None:
        self.paths, self.read, self.expected = paths, read, expected
        self.page = cache(lambda path: BuiltPage(self.text(path)))
        self.search = BuiltSearch(paths, read)
        self.bare_secrets = [(secret, bare(secret.text)) for secret in expected.secrets]

    def text(self, path: str) -> str:
        return self.read(path).decode("utf-8", "replace")

    def changed_files(self) -> Iterator[Violation]:
        for path, data in self.expected.files.items():
            if path not in self.paths or self.read(path) != data:
                yield codes.SITE_FILE_CHANGED.at(path, sources=("R-111",), value=path)

    def changed_copies(self) -> Iterator[Violation]:
        """What was copied as it is, and is not as it was given; and what nobody gave."""
        known = self.expected.copies.keys() | self.expected.pages
        for path, data in self.expected.copies.items():
            is_reported = path in self.expected.pages and path not in self.paths
            if not is_reported and (path not in self.paths or self.read(path) != data):
                sources = ("R-038",) if _REGISTER in f"/{path}" else ()
                yield codes.SITE_COPY_CHANGED.at(path, sources=sources, value=path)
        for path in self.paths - known:
            if path.startswith(self.expected.closed):
                yield codes.SITE_STRAY.at(path, value=path)

    def wrong_search(self) -> Iterator[Violation]:
        for path, value in self.search.wrong(self.expected.searched, self.expected.search_files):
            yield codes.SITE_SEARCH_CHANGED.at(path, value=value)

    def problems(self, path: str) -> Iterator[Violation]:
        if path.endswith(".html"):
            yield from self._page(path)
        elif path.endswith(".css"):
            for address in css_addresses(self.text(path)):
                yield from self._resource(path, address)
        elif (fragment := self.search.fragments.get(path)) is not None:
            yield from self._found_by_search(path, self.search.page(path), bare(fragment.text))
        elif path in self.expected.search_files:
            yield from self._found_by_search(path, path, bare(self.text(path)))
        elif path in self.expected.copies and path.endswith(_TEXTS):
            yield from self._copy(path)

    def _copy(self, path: str) -> Iterator[Violation]:
        """What a file says beside the pages; long lines of a calendar are folded, the rest is written as it is."""
        text = unescape(_FOLD.sub("", self.text(path)))
        yield from self._numbers(path, text)
        yield from self._leaks(path, text)

    def _page(self, path: str) -> Iterator[Violation]:
        page = self.page(path)
        for address in dict.fromkeys(page.links):
            yield from self._link(path, address)
        for address in dict.fromkeys(page.resources):
            yield from self._resource(path, address)
        yield from (codes.SITE_ORIGIN.at(path, value=what) for what in (*page.runs, *taken_out(self.text(path))))
        if page.policies != [POLICY] or page.scripts:
            yield codes.SITE_POLICY.at(path, value=path)
        yield from self._blocks(path, page)
        for value in page.personal:
            if not _MASKED.fullmatch(value):
                yield codes.SITE_LEAK.at(path, value=path, what=PERSONAL)
        yield from self._numbers(path, page.text)
        yield from self._leaks(path, page.text, page.text_beside_comparisons)

    def _numbers(self, path: str, text: str) -> Iterator[Violation]:
        for number in find_numbers(text):
            if number.kind in REQUIRED_MASKED:
                yield codes.SITE_LEAK.at(path, sources=("R-122",), value=path, what=NAMES[number.kind])

    def _blocks(self, path: str, page: BuiltPage) -> Iterator[Violation]:
        if bars_others(path):
            known = {block.name for block in self.expected.blocks.get(path, ())}
            yield from (codes.SITE_BLOCK_STRAY.at(path, value=name) for name in page.blocks if name not in known)
            if page.is_stamped and STAMP not in known:
                yield codes.SITE_BLOCK_STRAY.at(path, sources=("R-037",), value=STAMP)
        for block in self.expected.blocks.get(path, ()):
            said = page.blocks.get(block.name)
            if said is None:
                yield codes.SITE_BLOCK_MISSING.at(path, sources=_sources(block.rule), value=block.name)
            elif said != block.says:
                sources = _sources(block.wording or block.rule)
                yield codes.SITE_BLOCK_CHANGED.at(path, sources=sources, value=block.name)

    def _leaks(self, path: str, text: str, beside: str | None = None) -> Iterator[Violation]:
        """What a text shows that it may not; of a page, past texts only `beside` its comparisons with them."""
        for secret in self.expected.secrets:
            shown = text if beside is None or secret.what is not BODY else beside
            if secret.text in shown and _applies(secret, path) and not self._is_in_force(secret):
                yield _leak(path, secret, secret.rules[:1])

    def _found_by_search(self, path: str, page: str, text: str) -> Iterator[Violation]:
        """What may not be found; `text` is bare."""
        for secret, hidden in self.bare_secrets:
            if hidden and hidden in text and _applies(secret, page) and not self._is_in_force(secret):
                yield _leak(path, secret, secret.rules[-1:])

    def _is_in_force(self, secret: Secret) -> bool:
        """Whether the line of a past text is a part of one in force, as its beginning for example."""
        return secret.what is BODY and secret.text in self.expected.in_force

    def _link(self, path: str, address: str) -> Iterator[Violation]:
        parts = urlsplit(address)
        if unquote(parts.path).endswith(self.expected.sources):
            yield codes.SITE_WITHHELD.at(path, sources=("R-115",), value=address)
        if self._is_own(address):
            parts = urlsplit(address.removeprefix(self.expected.base_url.rstrip("/")) or "/")
        elif parts.scheme or parts.netloc:
            if parts.scheme not in SCHEMES:
                yield codes.SITE_ORIGIN.at(path, value=address)
            return
        target = self._target(path, unquote(parts.path))
        fragment = unquote(parts.fragment)
        if target not in self.paths or (fragment and not self._has(target, fragment)):
            yield codes.SITE_LINK_DEAD.at(path, value=address)

    def _resource(self, path: str, address: str) -> Iterator[Violation]:
        parts = urlsplit(address)
        if parts.scheme == "data" or address.startswith("#"):
            return
        if parts.scheme or parts.netloc:
            yield codes.SITE_ORIGIN.at(path, value=address)
        elif self._target(path, unquote(parts.path)) not in self.paths:
            yield codes.SITE_LINK_DEAD.at(path, value=address)

    def _is_own(self, address: str) -> bool:
        base = self.expected.base_url.rstrip("/")
        return bool(base) and (address == base or address.startswith(base + "/"))

    def _target(self, path: str, relative: str) -> str:
        if not relative:
            return path
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), relative)).lstrip("/")
        is_folder = relative.endswith(("/", "/.", "/..")) or relative in {".", ".."}
        return posixpath.join(joined, "index.html") if is_folder else joined

    def _has(self, target: str, fragment: str) -> bool:
        return not target.endswith(".html") or fragment in self.page(target).ids


def _leak(path: str, secret: Secret, rules: tuple[str, ...]) -> Violation:
    return codes.SITE_LEAK.at(path, record=secret.record, sources=rules, value=secret.record, what=secret.what)


def _sources(rule: str) -> tuple[str, ...]:
    return (rule,) if rule else ()


def _applies(secret: Secret, path: str) -> bool:
    return path not in secret.kept_at and (not secret.pages or path in secret.pages)
