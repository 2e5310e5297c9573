"""The site in one language: labels, titles, states and addresses."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.publish.marks import carried
from docctl.publish.masking import masked
from docctl.publish.masking import plain
from docctl.publish.moments import local
from docctl.schema.labels import is_foreign
from docctl.schema.labels import value_label

if TYPE_CHECKING:
    from docctl.library import Record
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.publish.site import Site
    from docctl.publish.words import Words
    from docctl.violation import Text

_ENGLISH = {"title": "title_en", "name": "name_en"}
# The department in charge: where the envelope of every record names it, and where documents of some policies do.
_DEPARTMENTS = ("owner_department", "issuing_department")


class Edition:
    """Answers what things are called in a language and where their pages are."""

    def __init__(self, site: Site, language: str, words: Words) -> None:
        """Keep the site and its texts."""
        self.site, self.language, self.words = site, language, words

    @cached_property
    def company(self) -> str:
        """The company's name."""
        given = self.site.schemas.policy.get("company", {})
        return plain(given.get(self.language) or next(iter(given.values()), "docctl"))

    @property
    def url(self) -> str:
        """The permanent address of the root of this language, with a slash at its end; empty where there is none."""
        base = str(self.site.schemas.policy.get("base_url", "")).rstrip("/")
        below = "" if self.language == self.site.languages[0] else f"{self.language}/"
        return f"{base}/{below}" if base else ""

    @cached_property
    def built_at(self) -> str:
        """When the state that the pages show was committed, in the company's time."""
        return local(self.site.commit_time, self.site.host.timezone)

    def text(self, text: Text) -> str:
        """A sentence in this language."""
        return plain(text.get(self.language))

    def label(self, schema: dict[str, Any], name: str) -> str:
        """What people call a field."""
        found = schema.get("x-zh") if self.language == "zh" else schema.get("title")
        return plain(found or schema.get("title") or name)

    def value_label(self, schema: dict[str, Any], value: object) -> str:
        """A value of a closed list; `x-labels` hold the language that the value itself is not in."""
        return plain(value_label(schema, value, self.language) if isinstance(value, str) else value)

    def is_foreign(self, text: str) -> bool:
        """Whether a text is in another language than the pages."""
        return is_foreign(text, self.language)

    @staticmethod
    def number(record: Record) -> str:
        """The number of a document as it stands on it."""
        return plain(record.data.get("doc_no") or record.id)

    def role(self, name: object) -> str:
        """The title of a role."""
        given = self.site.schemas.roles.get(str(name), {})
        return self.label(given, str(name))

    def bound(self, slug: str) -> BoundLifecycle | None:
        """The lifecycle of a type."""
        return self.site.check.book.lifecycles.get(slug)

    def state_title(self, slug: str, state: str) -> str:
        """What people call a state of a type's lifecycle."""
        bound = self.bound(slug)
        return self.text(bound.lifecycle.title(state)) if bound is not None else plain(state)

    def state(self, record: Record) -> str:
        """The state of a record on the day: of a document by its statements, else derived or stored."""
        if (found := self.site.standings.get(record.id)) is not None:
            return found.state
        return self.site.check.derived_state(record, self.site.day) or str(record.data.get("status", ""))

    def level(self, record: Record) -> dict[str, str]:
        """How the page of a record shows its level of confidentiality."""
        return self.site.levels.mark(self.site.levels.of_record(record), self.language)

    def marks(self, record: Record, state: str) -> list[dict[str, str]]:
        """The stamps that the page of a record in a state carries; the words are the stamp's own in every language."""
        found = []
        for name, mark in carried(self.site.schemas.marks, record.type.slug, state):
            other = "" if self.language == "zh" else plain(mark["title"])
            found.append({"name": name, "text": plain(mark["mark"]), "title": other})
        return found

    def path(self, record: Record) -> str:
        """Where the page of a record is, from the root of this language."""
        if record.type.slug in self.site.approvals.judges:
            return f"documents/{record.id}.html"
        return f"records/{record.type.slug}/{record.id}.html"

    def path_of(self, name: str) -> str | None:
        """Where the page of a record with an id is; none where no page is made."""
        if name in self.site.standings:
            return f"documents/{name}.html"
        record = self.site.library.get(name)
        return None if record is None else self.path(record)

    def title(self, record: Record) -> str:
        """What a record is called, in English pages by its English name where it has one; personal names are masked."""
        name = next((n for n in _ENGLISH if n in record.data), None)
        if name is None:
            return self._computed_title(record)
        if self._is_personal(record, name):
            return masked(record.data[name])
        english = record.data.get(_ENGLISH[name]) if self.language == "en" else None
        return plain(english or record.data[name])

    def title_of(self, name: str) -> str:
        """What the record with an id is called; the id where there is none."""
        record = self.site.library.get(name)
        return plain(name) if record is None else self.title(record)

    def other_title(self, record: Record) -> str:
        """What a record is called in the other language, where it has a name in both."""
        name = next((n for n in _ENGLISH if n in record.data), None)
        if name is None or self._is_personal(record, name):
            return ""
        given = (plain(record.data[field]) for field in (name, _ENGLISH[name]) if field in record.data)
        return next((text for text in given if text != self.title(record)), "")

    @staticmethod
    def department_field(record: Record) -> str:
        """The field that names the department in charge of a record."""
        return next((name for name in _DEPARTMENTS if name in record.data), _DEPARTMENTS[0])

    @staticmethod
    def _is_personal(record: Record, name: str) -> bool:
        return bool(record.type.properties.get(name, {}).get("x-pii"))

    def _computed_title(self, record: Record) -> str:
        if record.faulty or (record.type.slug, "title") not in self.site.host.computed:
            return record.id
        try:
            return plain(self.site.host.compute(record, "title"))
        except (SkipRule, Undecided):
            return record.id
