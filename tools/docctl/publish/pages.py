"""Templates filled: a page is front matter, HTML blocks that we write, and perhaps the body of a document."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from typing import Any

import jinja2
from markupsafe import Markup

from docctl.publish import codes
from docctl.publish.cells import Cells
from docctl.publish.search.mode import search_mode
from docctl.publish.security import POLICY_TAG
from docctl.publish.site import TEMPLATES
from docctl.violation import Position
from docctl.violation import Stop

if TYPE_CHECKING:
    from docctl.publish.edition import Edition


class Pages:
    """Writes the pages of one edition."""

    def __init__(self, edition: Edition) -> None:
        """Prepare the templates; a template never sees the disk."""
        self.edition = edition
        self.environment = jinja2.Environment(
            loader=jinja2.DictLoader(edition.site.templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.globals |= self._globals()

    def _globals(self) -> dict[str, Any]:
        site, edition = self.edition.site, self.edition
        return {
            "t": edition.words,
            "language": edition.language,
            "company": edition.company,
            "as_of": site.as_of,
            "built_at": edition.built_at,
            "commit": site.commit or "",
            "search": search_mode(site),
            "policy": Markup(POLICY_TAG),  # noqa: S704 - our own constant
            "max_age_days": int(site.settings.get("max_age_days", 0)),
        }

    def cells(self, path: str) -> Cells:
        """The renderer of values for a page."""
        return Cells(self.edition, root_of(path))

    def page(self, path: str, template: str, title: str, **context: Any) -> bytes:
        """The Markdown of the page at a path such as `documents/X.html`; raises `Stop` for a wrong template."""
        given = {
            "title": title,
            "title_line": Markup(json.dumps(escape(title), ensure_ascii=False)),  # noqa: S704 - escaped, then quoted
            "root": root_of(path),
            "site_root": self.site_root(path),
            "others": self._others(path),
            "level": {},
            "marks": [],
            **context,
        }
        try:
            text = self.environment.get_template(template).render(given)
        except jinja2.TemplateError as error:
            raise Stop(_problem(template, error)) from None
        return text.encode("utf-8", "replace")

    def site_root(self, path: str) -> str:
        """The way from a page to the root of the site, where lies what there is once for all languages."""
        is_first = self.edition.language == self.edition.site.languages[0]
        return root_of(path) + ("" if is_first else "../")

    def _others(self, path: str) -> list[dict[str, str]]:
        """The same page in the other languages: the default one at the root of the site, the rest below."""
        languages = self.edition.site.languages
        here = self.edition.language
        up = self.site_root(path)
        return [
            {
                "language": language,
                "name": self.edition.words(f"language_{language}"),
                "href": up + ("" if language == languages[0] else f"{language}/") + path,
            }
            for language in languages
            if language != here
        ]


def root_of(path: str) -> str:
    """The way from a page to the root of its language."""
    return "../" * path.count("/")


def _problem(template: str, error: jinja2.TemplateError) -> Any:
    name = getattr(error, "name", None) or template
    line = getattr(error, "lineno", None) or 1
    return codes.SITE_TEMPLATE.at(TEMPLATES + str(name), Position(line, 1), problem=error.message or "")
