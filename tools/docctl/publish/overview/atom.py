"""News of controlled documents as an Atom feed: what took effect, what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from uuid import uuid5
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from docctl.publish.masking import plain
from docctl.publish.revisions import issued_revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.revision import Revision
    from docctl.publish.edition import Edition
    from docctl.publish.site import Site

PATH = "atom.xml"
NEWEST = 50
_EFFECTIVE = "effective"
_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, order=True)
class News:
    """What happened to a revision of a document on a day."""

    day: str
    document: str
    revision: str
    state: str


def news(site: Site) -> list[News]:
    """The newest first: every issued revision that took effect by the day, and every end of one."""
    issued = (one.revision for name in site.standings for one in issued_revisions(site, name))
    found = [one for revision in issued for one in _news(revision)]
    return sorted((one for one in found if one.day <= site.day), reverse=True)[:NEWEST]


def _news(revision: Revision) -> Iterator[News]:
    if revision.came_into_force:
        yield News(revision.effective_on, revision.id, revision.name, _EFFECTIVE)
    if revision.ended_on is not None:
        yield News(revision.ended_on, revision.id, revision.name, revision.stage)


def atom_file(edition: Edition) -> bytes:
    """The feed of a language."""
    site = edition.site
    items = news(site)
    repository = UUID(str(site.schemas.policy["repository"]))
    feed = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": edition.language})
    _text(feed, "id", uuid5(repository, f"feed/{edition.language}").urn)
    _text(feed, "title", edition.words("atom_name", owner=edition.company))
    _text(feed, "updated", _moment(site, items[0].day) if items else site.commit_time)
    _text(ET.SubElement(feed, "author"), "name", edition.company)
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=edition.url + PATH)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=edition.url + "index.html")
    for item in items:
        _entry(feed, edition, item, repository)
    ET.indent(feed, " ")
    body: bytes = ET.tostring(feed, encoding="utf-8")
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + body + b"\n"


def _entry(feed: ET.Element, edition: Edition, item: News, repository: UUID) -> None:
    site = edition.site
    record = site.standings[item.document].record
    state = edition.state_title(record.type.slug, item.state)
    title = edition.words("named", id=item.document, title=edition.title(record))
    told = {"state": state, "title": title, "revision": plain(item.revision), "date": item.day}
    begins = item.state == _EFFECTIVE
    headline, summary = ("atom_effective", "atom_effective_on") if begins else ("atom_ended", "atom_ended_on")
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", uuid5(repository, f"{item.document}/{item.revision}/{item.state}").urn)
    _text(entry, "title", edition.words(headline, **told))
    _text(entry, "updated", _moment(site, item.day))
    href = edition.url + str(edition.path_of(item.document))
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=href)
    ET.SubElement(entry, "category", term=item.state, label=state)
    _text(entry, "summary", edition.words(summary, **told))


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(site: Site, day: str) -> str:
    """The beginning of a day where the company is."""
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(site.host.timezone)).isoformat()
