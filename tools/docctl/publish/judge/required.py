"""The blocks that pages must have, and what each says: as the records give it now, not as the page was left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.publish.judge.built_page import BuiltPage
from docctl.publish.levels import PLACES
from docctl.publish.marks import carried
from docctl.publish.marks import rule_of
from docctl.publish.revisions import audit_path
from docctl.publish.revisions import issued_revisions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.library import Record
    from docctl.publish.site import Site
    from docctl.publish.standing import Standing

# Blocks of every document page, with the rule that a page without one breaks.
DOCUMENT = {"stamp": "R-032", "meta": "R-032", "signoffs": "", "foot": "R-032", "print": "R-033"}
# Blocks of the page of one in force, of a past revision in the history area, and of the page for auditors.
IN_FORCE = {"check": "", "why": ""}
PAST = {"banner": "R-037", "print": "R-037", "meta": "", "foot": ""}
AUDIT = {"statements": "R-040", "referring": "", "foot": ""}
NOTICE, VERSIONS, FIELDS, REGISTER, FILES = "notice", "versions", "fields", "register", "files"
# Pages that are made of marked blocks alone: each must be as it was staged, by the rule that the pages answer.
WHOLE = {"due.md": "", "duties.md": "", "rules/": "", "forms/": "R-039"}
# Of the pages in these folders every block is judged, and none may stand there that the records do not give.
_GOVERNED = ("documents/", "history/", "audit/")
DOSSIER = "dossier"
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
        blocks = [block._replace(says=block.says or given.get(block.name, "")) for block in named]
        if page.startswith(_GOVERNED):
            known = {block.name for block in named}
            blocks += [Block(name, "", says) for name, says in given.items() if name not in known]
        yield page, tuple(blocks)
    for page, rule in whole_pages(files):
        found = BuiltPage(files[f"docs/{page.removesuffix('.html')}.md"].decode("utf-8", "replace")).blocks
        yield page, tuple(Block(name, rule, says) for name, says in found.items())


def whole_pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The pages whose every block is required, with the rule that they answer."""
    for path in files:
        page = path.removeprefix("docs/")
        rule = next((rule for start, rule in WHOLE.items() if path != page and page.startswith(start)), None)
        if rule is not None and page.endswith(".md"):
            yield page.removesuffix(".md") + ".html", rule


def bars_others(page: str) -> bool:
    """Whether a page may have no block but those that are required; it may stand in the folder of a language."""
    return page.startswith(_GOVERNED) or page.partition("/")[2].startswith(_GOVERNED)


def _named(site: Site, language: str) -> Iterator[tuple[str, list[Block]]]:
    for name, found in site.standings.items():
        names = DOCUMENT | _of_standing(site, found)
        own = [Block(block, rule, "") for block, rule in names.items()]
        yield f"documents/{name}.html", own + list(_marks(site, language, found.record, found.state))
        yield audit_path(name), [Block(block, rule, "") for block, rule in AUDIT.items()]
        for issued in issued_revisions(site, name):
            if issued.is_past:
                past = [Block(block, rule, "") for block, rule in PAST.items()]
                yield issued.history_path, past + list(_marks(site, language, issued.record, issued.state))
    for record in site.library.records.values():
        slug = record.type.slug
        if slug not in site.approvals.judges:
            rules = (str(raw.data["id"]) for raw in record.type.stated if raw.data["slug"] == PUBLISHED)
            own = [Block(FIELDS, next(rules, ""), "")]
            own += [Block(DOSSIER, "", "")] if slug in site.schemas.dossiers else []
            state = site.check.derived_state(record, site.day) or str(record.data.get("status", ""))
            yield f"records/{slug}/{record.id}.html", own + list(_marks(site, language, record, state))
    yield from (
        (f"registers/{table.id}.html", [Block(REGISTER, "R-038", ""), Block(FILES, "", "")]) for table in site.tables
    )


def _of_standing(site: Site, found: Standing) -> dict[str, str]:
    notice = IN_FORCE if found.in_force else {NOTICE: "R-037"}
    return notice | ({VERSIONS: "R-040"} if site.approvals.issued(found.id) else {})


def _marks(site: Site, language: str, record: Record, state: str) -> Iterator[Block]:
    """The level in its three places, worded and coloured as the parameter says; then the stamps."""
    level = site.levels.mark(site.levels.of_record(record), language)
    for place in PLACES if level else ():
        yield Block(f"level-{place}", "R-110", f"dc-level {level['css']} {level['text']}", "R-111")
    for name, mark in carried(site.schemas.marks, record.type.slug, state):
        for place in ("mark", "every-page"):
            yield Block(f"{place}-{name}", rule_of(mark, record.type.slug, state), "")
