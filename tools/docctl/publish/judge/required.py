"""The blocks that pages must have, and what each says: as the records give it now, not as the page was left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.publish.judge.built_page import BuiltPage
from docctl.publish.levels import PLACES
from docctl.publish.marks import carried
from docctl.publish.marks import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.library import Record
    from docctl.publish.site import Site
    from docctl.publish.standing import Standing

# Blocks of every document page, with the rule that a page without one breaks.
DOCUMENT = {"stamp": "R-032", "meta": "R-032", "signoffs": "", "foot": "R-032", "print": "R-033"}
NOTICE, VERSIONS, FIELDS, REGISTER, DOSSIER = "notice", "versions", "fields", "register", "dossier"
# The rule of a type whose records are published as such: what their pages show is checked against it.
PUBLISHED = "site.forms.published"


class Block(NamedTuple):
    """A block of a page, the rule it answers and what it says; `wording` is the rule on that, where it is another."""

    name: str
    rule: str
    says: str
    wording: str = ""


def required_blocks(site: Site, language: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The pages of a language that must have blocks, with these blocks."""
    for page, named in _named(site, language):
        staged = files.get(f"docs/{page.removesuffix('.html')}.md", b"")
        given = BuiltPage(staged.decode("utf-8", "replace")).blocks
        yield page, tuple(block._replace(says=block.says or given.get(block.name, "")) for block in named)


def _named(site: Site, language: str) -> Iterator[tuple[str, list[Block]]]:
    for name, found in site.standings.items():
        names = DOCUMENT | _of_standing(site, found)
        own = [Block(block, rule, "") for block, rule in names.items()]
        yield f"documents/{name}.html", own + list(_marks(site, language, found.record, found.state))
    for record in site.library.records.values():
        slug = record.type.slug
        if slug not in site.approvals.judges:
            rules = (str(raw.data["id"]) for raw in record.type.stated if raw.data["slug"] == PUBLISHED)
            own = [Block(FIELDS, next(rules, ""), "")]
            own += [Block(DOSSIER, "", "")] if slug in site.schemas.dossiers else []
            state = site.check.derived_state(record, site.day) or str(record.data.get("status", ""))
            yield f"records/{slug}/{record.id}.html", own + list(_marks(site, language, record, state))
    yield from ((f"registers/{table.id}.html", [Block(REGISTER, "R-038", "")]) for table in site.tables)


def _of_standing(site: Site, found: Standing) -> dict[str, str]:
    notice = {} if found.in_force else {NOTICE: "R-037"}
    return notice | ({VERSIONS: "R-040"} if site.approvals.issued(found.id) else {})


def _marks(site: Site, language: str, record: Record, state: str) -> Iterator[Block]:
    """The level in its three places, worded and coloured as the parameter says; then the stamps."""
    level = site.levels.mark(site.levels.of_record(record), language)
    for place in PLACES if level else ():
        yield Block(f"level-{place}", "R-110", f"dc-level {level['css']} {level['text']}", "R-111")
    for name, mark in carried(site.schemas.marks, record.type.slug, state):
        for place in ("mark", "every-page"):
            yield Block(f"{place}-{name}", rule_of(mark, record.type.slug, state), "")
