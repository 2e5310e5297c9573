"""Texts that the built site may show on some pages only, or nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.history.plain import plain_text
from docctl.publish.revisions import issued_revisions
from docctl.schema.record_type import values_at
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.publish.site import Site

BODY = Text("text that is not in force", "非现行有效版本的正文")
PERSONAL = Text("personal data", "个人信息")
WITHHELD = Text("what this audience may not read", "超出读者范围的内容")
_MARKUP = re.compile(r"[*_`<>\[\]{}\\|#]")
_FRAGMENTS = 3
_FRAGMENT_LENGTH = 12
_NUMBER_LENGTH = 6
_TEXT_LENGTH = 4


@dataclass(frozen=True)
class Secret:
    """A text that may not be shown on some pages, or on none where no page is named."""

    record: str
    what: Text
    text: str
    pages: frozenset[str] = frozenset()
    # Where it may stand all the same: in the history area a past text, on its own pages.
    kept_at: frozenset[str] = frozenset()
    # The rule that a page breaks with it, and the one that the search index breaks.
    rules: tuple[str, ...] = ()


def secrets(site: Site, folders: Iterable[str]) -> Iterator[Secret]:
    """Everything that may not be shown; `folders` are those of the languages."""
    languages = tuple(folders)
    yield from _bodies(site, languages)
    yield from _personal(site, languages)
    yield from _withheld(site)


def in_force_text(site: Site) -> str:
    """The texts of all documents in force as they are read."""
    shown = (found.record.document.body or "" for found in site.standings.values() if found.in_force)
    return "\n".join(plain_text(body) for body in shown)


def _bodies(site: Site, folders: tuple[str, ...]) -> Iterator[Secret]:
    """The longest lines of each text that is not in force, those left out that stand in one that is."""
    allowed = {line for found in site.standings.values() if found.in_force for line in _lines(found.record)}
    for name, found in site.standings.items():
        texts = [r.record for r in site.approvals.of(name) if r.record is not None]
        working = site.library.get(name)
        texts += [working] if working is not None else []
        past = {i.history_path: set(_lines(i.record)) for i in issued_revisions(site, name) if i.is_past}
        chosen = (line for record in texts for line in _longest(set(_lines(record)) - allowed))
        for line in dict.fromkeys(chosen):
            kept_at = frozenset(folder + path for path, held in past.items() if line in held for folder in folders)
            yield Secret(found.id, BODY, line, kept_at=kept_at, rules=("R-031",))


def _longest(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))[:_FRAGMENTS]


def _lines(record: Record) -> Iterator[str]:
    for line in (record.document.body or "").split("\n"):
        text = line.strip()
        if len(text) >= _FRAGMENT_LENGTH and not _MARKUP.search(text):
            yield text


def _personal(site: Site, folders: tuple[str, ...]) -> Iterator[Secret]:
    """Numbers and addresses of people may stand nowhere, names not on the page of the record that holds them."""
    for record in site.library.records.values():
        fields = record.type.having("x-pii")
        if not fields or record.type.slug in site.approvals.judges:
            continue
        pages = frozenset(f"{folder}records/{record.type.slug}/{record.id}.html" for folder in folders)
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


def _withheld(site: Site) -> Iterator[Secret]:
    """The longest texts of each withheld record or field that no readable record, signature or schema holds too."""
    if site.readable is None:
        return
    allowed = "\n".join(_readable(site))
    for record, hidden in site.readable.hidden_texts():
        told = {text.strip() for text in _told(record, hidden)} | set(_lines(record) if hidden is record.data else ())
        kept = (text for text in told if len(text) >= _TEXT_LENGTH and text not in allowed)
        for text in _longest(kept):
            yield Secret(record.id, WITHHELD, text, rules=("R-114", "R-115"))


def _told(record: Record, hidden: dict[str, Any]) -> Iterator[str]:
    """What people wrote: no value of a closed list, no number of a record, no date."""
    for field in record.type.fields:
        closed = {"enum", "x-ref", "format", "x-pii"} & field.schema.keys()
        if field.path[0] in hidden and not closed:
            yield from (v for _, v in values_at(hidden, field.path) if isinstance(v, str) and not _MARKUP.search(v))


def _readable(site: Site) -> Iterator[str]:
    """Everything that this audience may be told."""
    for record in site.library.records.values():
        yield record.id
        yield from _strings(record.data)
        yield record.document.body or ""
    for name in site.approvals.documents():
        yield from (judged.statement.name for r in site.approvals.of(name) for judged in r.statements)
    yield from _strings(site.schemas.policy)
    yield from _strings({slug: kind.raw for slug, kind in site.schemas.types.items()})
    yield from (*site.pages.values(), *site.templates.values())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value
