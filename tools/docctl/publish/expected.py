"""What the built site must hold, and what it must not show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.schema.record_type import values_at
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.library import Record
    from docctl.publish.site import Site

BODY = Text("text that is not in force", "非现行有效版本的正文")
PERSONAL = Text("personal data", "个人信息")
_MARKUP = re.compile(r"[*_`<>\[\]{}\\|#]")
_FRAGMENTS = 3
_FRAGMENT_LENGTH = 12
_NUMBER_LENGTH = 6


@dataclass(frozen=True)
class Secret:
    """A text that may not be shown on some pages, or on none where no page is named."""

    record: str
    what: Text
    text: str
    pages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Expected:
    """The pages of the whole site, those of controlled documents among them, and the secrets."""

    pages: frozenset[str]
    documents: frozenset[str]
    base_url: str
    secrets: tuple[Secret, ...]


def expected(site: Site, staged: Mapping[str, Mapping[str, bytes]]) -> Expected:
    """What the site built from the staged files of each language must be."""
    pages = {_below(site, language) + page for language, files in staged.items() for page in _pages(files)}
    documents = {f"{_below(site, language)}documents/{name}.html" for language in staged for name in site.standings}
    secrets = (*_bodies(site), *_personal(site, staged))
    base_url = str(site.schemas.policy.get("base_url", ""))
    return Expected(frozenset(pages), frozenset(documents), base_url, tuple(secrets))


def _below(site: Site, language: str) -> str:
    return "" if language == site.languages[0] else f"{language}/"


def _pages(files: Iterable[str]) -> Iterator[str]:
    for path in files:
        if path.startswith("docs/") and path.endswith(".md"):
            yield path.removeprefix("docs/").removesuffix(".md") + ".html"


def _bodies(site: Site) -> Iterator[Secret]:
    """The longest lines of each text that is not in force, those left out that stand in one that is."""
    allowed = {line for found in site.standings.values() if found.in_force for line in _lines(found.record)}
    for name, found in site.standings.items():
        texts = [r.record for r in site.approvals.of(name) if r.record is not None]
        working = site.library.get(name)
        texts += [working] if working is not None else []
        lines = {line for record in texts for line in _lines(record)} - allowed
        for line in sorted(lines, key=lambda line: (-len(line), line))[:_FRAGMENTS]:
            yield Secret(found.id, BODY, line)


def _lines(record: Record) -> Iterator[str]:
    for line in (record.document.body or "").split("\n"):
        text = line.strip()
        if len(text) >= _FRAGMENT_LENGTH and not _MARKUP.search(text):
            yield text


def _personal(site: Site, languages: Iterable[str]) -> Iterator[Secret]:
    """Numbers and addresses of people may stand nowhere, names not on the page of the record that holds them."""
    for record in site.library.records.values():
        fields = record.type.having("x-pii")
        if not fields or record.type.slug in site.approvals.judges:
            continue
        own = f"records/{record.type.slug}/{record.id}.html"
        pages = frozenset(_below(site, language) + own for language in languages)
        public = set(_public(record))
        for text in dict.fromkeys(str(value) for field in fields for _, value in values_at(record.data, field.path)):
            if len(text) >= _NUMBER_LENGTH and (any(c.isdigit() for c in text) or "@" in text):
                yield Secret(record.id, PERSONAL, text)
            elif len(text) > 1 and not any(text in other for other in public):
                yield Secret(record.id, PERSONAL, text, pages)


def _public(record: Record) -> Iterator[str]:
    for field in record.type.fields:
        if "x-pii" not in field.schema:
            for _, value in values_at(record.data, field.path):
                if isinstance(value, str):
                    yield value
