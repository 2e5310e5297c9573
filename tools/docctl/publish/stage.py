"""A library -> a complete MkDocs project for one language: the same input gives the same bytes."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.document.audit import audit_pages
from docctl.publish.document.body import clean_body
from docctl.publish.document.history import history_pages
from docctl.publish.document.page import document_pages
from docctl.publish.document.rendition import served_files
from docctl.publish.document.verify_pages import verify_pages
from docctl.publish.edition import Edition
from docctl.publish.engine.config import settings
from docctl.publish.levels import STYLE_SHEET
from docctl.publish.overview.atom import PATH as ATOM
from docctl.publish.overview.atom import atom_file
from docctl.publish.overview.calendar import calendar_files
from docctl.publish.overview.due import due_page
from docctl.publish.overview.start import start_page
from docctl.publish.pages import Pages
from docctl.publish.record import pages as records
from docctl.publish.record.forms import INDEX as FORMS
from docctl.publish.record.forms import form_pages
from docctl.publish.record.forms import forms_in_use
from docctl.publish.reference.duties import duty_pages
from docctl.publish.reference.lifecycles import lifecycle_pages
from docctl.publish.reference.rules import rule_pages
from docctl.publish.references import uses_of
from docctl.publish.register import tables
from docctl.publish.register.files import register_files
from docctl.publish.search.files import search_files
from docctl.publish.words import Words
from docctl.publish.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.site import Site

_HEADING = re.compile(r"^# +(.+?) *#*$", re.MULTILINE)
_WRITTEN = re.compile(r"([a-z0-9-]+)\.([a-z]{2})\.md")


def stage_site(site: Site, language: str) -> dict[str, bytes]:
    """The files of the project by path, `mkdocs.yml` and everything under `docs/`."""
    words = read_words(site.templates, site.languages)
    edition = Edition(site, language, Words(words, language))
    pages = Pages(edition)
    built = dict(_pages(pages))
    written = _hand_written(edition)
    staged = {f"docs/{path.removesuffix('.html')}.md": data for path, data in built.items()}
    staged |= {f"docs/{stem}.md": text.encode("utf-8", "replace") for stem, (_, text) in written.items()}
    staged |= {f"docs/{path}": data for path, data in _files(pages)}
    staged |= {f"docs/assets/{name}": data for name, data in site.assets.items()}
    staged |= search_files(edition, built, written)
    if language == site.languages[0]:
        staged |= {f"docs/{path}": data for path, data in _at_the_root(pages)}
    staged[f"docs/{STYLE_SHEET}"] = site.levels.style_sheet()
    staged["mkdocs.yml"] = settings(edition, _nav(edition, {stem: title for stem, (title, _) in written.items()}))
    return dict(sorted(staged.items()))


def _pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    uses = uses_of(pages.edition.site)
    yield "index.html", start_page(pages)
    yield from tables.register_pages(pages)
    yield "due.html", due_page(pages)
    yield from document_pages(pages, uses)
    yield from history_pages(pages)
    yield from audit_pages(pages, uses)
    yield from records.record_pages(pages, uses)
    yield from records.list_pages(pages)
    yield from form_pages(pages)
    yield from lifecycle_pages(pages)
    yield from rule_pages(pages)
    yield from duty_pages(pages)


def _files(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """What is no page: the page engine copies it as it is."""
    yield from register_files(pages)
    yield from calendar_files(pages.edition)
    yield ATOM, atom_file(pages.edition)


def _at_the_root(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The files that the site has once, whatever its languages; the engine copies them as they are."""
    yield from verify_pages(pages)
    yield from served_files(pages.edition.site)


def _hand_written(edition: Edition) -> dict[str, tuple[str, str]]:
    """Title and text of the pages people wrote, `help.zh.md`, `help.en.md`; a missing language shows another."""
    found: dict[str, dict[str, str]] = {}
    for name, text in edition.site.pages.items():
        if match := _WRITTEN.fullmatch(name):
            found.setdefault(match[1], {})[match[2]] = text
    order = (edition.language, *edition.site.languages)
    chosen = {
        stem: next((given[language] for language in order if language in given), "")
        for stem, given in sorted(found.items())
    }
    return {stem: _written(edition, stem, text) for stem, text in chosen.items()}


def _written(edition: Edition, stem: str, text: str) -> tuple[str, str]:
    heading = _HEADING.search(text)
    title = heading[1] if heading else stem
    body = clean_body(text, lambda target: target if target.endswith(".html") else None, keep_title=True)
    page = Pages(edition).page(f"{stem}.html", "written.md", title, body=Markup(body))  # noqa: S704 - cleaned
    return title, page.decode()


def _nav(edition: Edition, written: dict[str, str]) -> list[dict[str, Any]]:
    """The menu: start, the list of what is in force, registers, due items, records, help."""
    master = edition.site.settings.get("master_list")
    first = [t for t in edition.site.tables if t.id == master]
    return [
        {escape(edition.words("start")): "index.md"},
        *({escape(edition.text(table.title)): f"registers/{table.id}.md"} for table in first),
        {escape(edition.words("registers")): "registers/index.md"},
        {escape(edition.words("due")): "due.md"},
        {escape(edition.words("records")): "records/index.md"},
        *([{escape(edition.words("forms")): FORMS.replace(".html", ".md")}] if forms_in_use(edition) else []),
        {escape(edition.words("lifecycles")): "lifecycles/index.md"},
        {escape(edition.words("rules")): "rules/index.md"},
        *([{escape(edition.words("duties")): "duties.md"}] if edition.site.schemas.duties else []),
        *({escape(title): f"{stem}.md"} for stem, title in written.items()),
    ]
