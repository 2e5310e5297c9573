"""The sheets of a numbered copy as HTML: head, foot and stamp of every page, who signed, who holds it, the text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from urllib.parse import quote

from docctl.publish.copy.text import text_on_paper
from docctl.publish.document.qr_code import qr_code
from docctl.publish.document.signoffs import signoffs
from docctl.publish.edition import Edition
from docctl.publish.masking import plain
from docctl.publish.pages import Pages
from docctl.publish.words import Words
from docctl.publish.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.library import Record
    from docctl.publish.revisions import Issued
    from docctl.publish.site import Site
    from docctl.publish.standing import Standing

TEMPLATE = "copy.html"


class Attached(NamedTuple):
    """A finished file that stands for the text: its name, its digest, and of each page whether it lies across."""

    name: str
    sha256: str
    across: Sequence[bool]


class Subject(NamedTuple):
    """What is copied: a document on the day of issue and the revision in force, and the record of the copy."""

    found: Standing
    issued: Issued
    record: Record


def sheets(site: Site, subject: Subject, attached: Attached | None) -> str:
    """The whole copy, in the language of the document's text; raises `Stop` for a template that is wrong."""
    edition = _edition(site, subject)
    record, issued = subject.issued.record, subject.issued
    level = edition.level(record)
    made = Pages(edition).page(
        TEMPLATE,
        TEMPLATE,
        f"{edition.number(record)} {plain(issued.revision.name)}",
        number=edition.number(record),
        revision=plain(issued.revision.name),
        name=edition.title(record),
        other_name=edition.other_title(record),
        effective_on=plain(issued.revision.effective_on),
        department=edition.title_of(str(record.data.get(edition.department_field(record), ""))),
        level=level,
        level_colours=site.levels.style_sheet().decode(),
        stamps=list(_stamps(edition, subject.record)),
        signoffs=signoffs(edition, subject.found),
        history=list(_history(record)),
        copy=_copy(edition, subject.record),
        content_hash=issued.content_hash.partition(":")[2],
        code=_code(edition, subject),
        attached=attached,
        body="" if attached is not None else text_on_paper(site, record.document.body or ""),
    )
    return made.decode()


def _edition(site: Site, subject: Subject) -> Edition:
    """The language of the company in which the text is written; the first one, where it is in none of them."""
    words = read_words(site.templates, site.languages)
    editions = [Edition(site, language, Words(words, language)) for language in site.languages]
    record = subject.issued.record
    text = record.document.body if (record.document.body or "").strip() else plain(record.data.get("title", ""))
    return next((edition for edition in editions if not edition.is_foreign(text or "")), editions[0])


def _stamps(edition: Edition, record: Record) -> Iterator[dict[str, str]]:
    """The words of each stamp, and what they mean for those who do not read them."""
    titles = {mark["mark"]: mark["title"] for mark in edition.site.schemas.marks.values()}
    for stamp in record.data.get("stamps", ()):
        other = "" if edition.language == "zh" else plain(titles.get(stamp, ""))
        yield {"mark": plain(stamp), "title": other}


def _history(record: Record) -> Iterator[dict[str, str]]:
    """What each revision changed, as the document itself says, the newest first."""
    for row in reversed(record.data.get("change_history", [])):
        yield {key: plain(row.get(key, "")) for key in ("revision", "date", "summary")}


def _copy(edition: Edition, record: Record) -> dict[str, Any]:
    """Who holds the copy since when."""
    data = record.data
    named = {key: edition.title_of(str(data[key])) for key in ("recipient", "issued_by") if key in data}
    return {
        "record": record.id,
        "number": plain(data.get("copy_no", "")),
        "department": edition.title_of(str(data.get("recipient_department", ""))),
        "copies": data.get("copies", 1),
        "issued_on": plain(data.get("issued_on", "")),
        "recipient": named.get("recipient", ""),
        "issued_by": named.get("issued_by", ""),
    }


def _code(edition: Edition, subject: Subject) -> str:
    """The printed code: the address that tells whether the revision is in force, or what it is in words."""
    base = str(edition.site.schemas.policy.get("base_url", "")).rstrip("/")
    number = plain(subject.record.data.get("copy_no", ""))
    told = f"{edition.number(subject.issued.record)} {subject.issued.revision.name} {number}"
    address = f"{base}/{subject.issued.verify_path}#{quote(number)}" if base else told
    return qr_code(address, edition.words("copy_scan"))
