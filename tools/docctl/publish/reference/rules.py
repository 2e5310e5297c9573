"""Pages of the rules: what each demands, why, when it is checked, and what a failure says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.publish.masking import plain
from docctl.rules.catalogue import entries
from docctl.schema.files import PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages
    from docctl.rules.catalogue import Entry
    from docctl.schema.record_type import RecordType
    from docctl.violation import Code
    from docctl.violation import Text

INDEX = "rules/index.html"
COMMON, ENGINE = "common", "engine"
_PLACEHOLDER = re.compile(r"\{([a-z_0-9.]+)\}")


def rules_path(name: str) -> str:
    """Where the rules of a type are; those of every type are `common`, those of the program `engine`."""
    return f"rules/{name}.html"


def own_rules(edition: Edition) -> dict[str, list[Entry]]:
    """The rules by the page that shows them: that of their type, or of all types."""
    found: dict[str, list[Entry]] = {COMMON: []}
    for entry in entries(edition.site.schemas):
        for name in shown_with(entry, len(edition.site.schemas.types)):
            found.setdefault(name, []).append(entry)
    return found


def shown_with(entry: Entry, types: int) -> tuple[str, ...]:
    """The types on whose pages a rule is shown; one that all of them share stands on a page of its own."""
    return entry.types if 0 < len(entry.types) < types else (COMMON,)


def rule_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The list of rules, a page for each type that has some, one for all types, one for the program's own."""
    edition = pages.edition
    found = own_rules(edition)
    types = edition.site.schemas.types
    titles = {name: edition.text(types[name].title) for name in sorted(found) if name != COMMON}
    titles |= {COMMON: edition.words("rules_common")} if found[COMMON] else {}
    yield INDEX, _index(pages, found, titles)
    for name, title in titles.items():
        shown = [_shown(edition, entry, types.get(name)) for entry in found[name]]
        yield rules_path(name), _page(pages, name, title, edition.words("rules_of", type=title), shown)
    if edition.site.engine:
        shown = [_refusal(edition, code) for code in edition.site.engine]
        lead = edition.words("rules_engine_lead")
        yield rules_path(ENGINE), _page(pages, ENGINE, edition.words("rules_engine"), lead, shown)


def _index(pages: Pages, found: dict[str, list[Entry]], titles: dict[str, str]) -> bytes:
    words, engine = pages.edition.words, pages.edition.site.engine
    rows = [
        {"path": rules_path(name), "title": titles[name], "help": _numbers(found[name]), "count": len(found[name])}
        for name in titles
    ]
    rows += [
        {
            "path": rules_path(ENGINE),
            "title": words("rules_engine"),
            "help": words("rules_engine_lead"),
            "count": len(engine),
        }
    ] * bool(engine)
    heads = {"about": words("rules_numbers"), "count": words("rules_count")}
    return pages.page(INDEX, "catalogue.md", words("rules"), lead=words("rules_lead"), heads=heads, rows=rows)


def _numbers(found: list[Entry]) -> str:
    names = list(dict.fromkeys(entry.id for entry in found))
    return names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}"


def _page(pages: Pages, name: str, title: str, lead: str, rules: list[dict[str, Any]]) -> bytes:
    known: set[str] = set()
    for rule in rules:
        # An id with several entries leads to the first.
        rule["anchors"] = [anchor for anchor in (rule["id"], rule["slug"]) if anchor not in known]
        known |= {rule["id"], rule["slug"]}
    return pages.page(rules_path(name), "rules.md", title, lead=lead, rules=rules)


def _shown(edition: Edition, entry: Entry, kind: RecordType | None) -> dict[str, Any]:
    words = edition.words
    return {
        "id": entry.id,
        "slug": entry.slug,
        "statement": _filled(edition, entry.statement, kind),
        "says": _filled(edition, entry.message, kind) if entry.message is not None else "",
        "severity": entry.severity,
        "facts": [
            (words("rule_class"), words.get(f"rule_class_{entry.rule_class}", entry.rule_class)),
            (words("rule_phase"), words.get(f"rule_phase_{entry.phase}", entry.phase)),
            (words("rule_kind"), words.get(f"rule_kind_{entry.kind}", entry.kind)),
            (words("rule_because"), edition.text(entry.because) if entry.because is not None else ""),
            (words("rule_sources"), words("list_separator").join(plain(source) for source in entry.sources)),
        ],
    }


def _filled(edition: Edition, text: Text, kind: RecordType | None) -> Markup:
    """What a rule or its failure says; where it names a value there stands the name of the field."""
    parts = _PLACEHOLDER.split(edition.text(text))
    value = Markup('<span class="dc-value">{}</span>')
    filled = [value.format(_field(edition, part, kind)) if index % 2 else part for index, part in enumerate(parts)]
    return Markup("").join(filled)


def _field(edition: Edition, path: str, kind: RecordType | None) -> str:
    """What people call what a placeholder names: a field, a parameter, a variable that every rule knows."""
    variable, _, rest = path.partition(".")
    if variable == "cfg":
        document = edition.site.schemas.documents.get(PARAMETERS)
        return edition.label(document.data.get(rest, {}) if document is not None else {}, rest)
    last = rest.rpartition(".")[2]
    schemas = [field.schema for field in kind.fields if field.path[-1] == last] if kind is not None and last else []
    return edition.label(schemas[0], last) if schemas else edition.words.get(f"rule_value_{path}", "…")


def _refusal(edition: Edition, code: Code) -> dict[str, Any]:
    words = edition.words
    return {
        "id": code.code,
        "slug": code.slug,
        "statement": edition.text(code.message),
        "says": "",
        "severity": code.severity.value,
        "facts": [(words("rule_hint"), edition.text(code.hint))],
    }
