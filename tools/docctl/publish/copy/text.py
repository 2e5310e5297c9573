"""The signed text of a document as HTML for paper, by the same Markdown as the pages of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import markdown
from markupsafe import Markup

from docctl.publish.document.body import clean_body
from docctl.publish.judge.wall import cleaned

if TYPE_CHECKING:
    from docctl.publish.site import Site

# Those of Python-Markdown itself that open no file: the settings of a library name what else is installed.
_KNOWN = frozenset({"admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables", "toc"})
# What the page engine adds to those that mkdocs.yml names.
_ALWAYS: dict[str, dict[str, Any]] = {"tables": {}, "toc": {}}
_DIAGRAM = "mermaid"


def text_on_paper(site: Site, body: str) -> Markup:
    """A body as HTML: what a page of the site shows, without anything that leads to other pages."""
    extensions = _extensions(site)
    clean = clean_body(body, lambda _: None)
    html = markdown.markdown(clean, extensions=list(extensions), extension_configs=extensions)
    return Markup(cleaned(html))  # noqa: S704 - sanitised for exactly this


def holds_diagram(body: str) -> bool:
    """Whether a body holds a diagram in words, which paper shows as words."""
    fences = (line.strip() for line in body.split("\n"))
    return any(line.startswith(("```", "~~~")) and line.strip("`~ ").startswith(_DIAGRAM) for line in fences)


def _extensions(site: Site) -> dict[str, dict[str, Any]]:
    """Those that mkdocs.yml names, with their settings."""
    given: dict[str, dict[str, Any]] = dict(_ALWAYS)
    for entry in site.config.get("markdown_extensions", ()):
        named = entry.items() if isinstance(entry, dict) else [(str(entry), {})]
        given |= {name: dict(settings or {}) for name, settings in named if name in _KNOWN}
    return given
