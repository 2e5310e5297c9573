"""Pages of the lifecycles: the drawing, and each step with who signs and what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from markupsafe import Markup

from docctl.lifecycle.described import described
from docctl.lifecycle.drawing import svg
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.described import Described
    from docctl.publish.edition import Edition
    from docctl.publish.pages import Pages


def lifecycle_path(name: str) -> str:
    """Where the page of a lifecycle is."""
    return f"lifecycles/{name}.html"


def lifecycle_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The list of lifecycles that govern a type, and a page for each."""
    governing: dict[str, list[BoundLifecycle]] = {}
    for _, bound in sorted(pages.edition.site.check.book.lifecycles.items()):
        governing.setdefault(bound.lifecycle.name, []).append(bound)
    yield "lifecycles/index.html", _index(pages, governing)
    for name, bounds in sorted(governing.items()):
        yield lifecycle_path(name), _page(pages, name, bounds)


def _index(pages: Pages, governing: dict[str, list[BoundLifecycle]]) -> bytes:
    edition = pages.edition
    rows = [
        {
            "path": lifecycle_path(name),
            "title": edition.text(bounds[0].lifecycle.own_title),
            "help": _types(edition, bounds),
            "count": len(bounds[0].lifecycle.states),
        }
        for name, bounds in sorted(governing.items())
    ]
    words = edition.words
    return pages.page(
        "lifecycles/index.html",
        "catalogue.md",
        words("lifecycles"),
        lead=words("lifecycles_lead"),
        heads={"about": words("lifecycle_types"), "count": words("lifecycle_states")},
        rows=rows,
    )


def _page(pages: Pages, name: str, bounds: list[BoundLifecycle]) -> bytes:
    edition, lifecycle = pages.edition, bounds[0].lifecycle
    roles = edition.site.schemas.roles
    steps = described(lifecycle, roles, lambda field: _label(bounds[0], field))
    return pages.page(
        lifecycle_path(name),
        "lifecycle.md",
        edition.text(lifecycle.own_title),
        types=_types(edition, bounds),
        signed=lifecycle.is_signed,
        # Every text in it is escaped where it is drawn.
        drawing=Markup(svg(lifecycle, roles, edition.language).rstrip("\n")),  # noqa: S704
        rows=[_row(edition, bounds[0], step) for step in steps],
    )


def _types(edition: Edition, bounds: Iterable[BoundLifecycle]) -> str:
    return edition.words("list_separator").join(edition.text(bound.type.title) for bound in bounds)


def _label(bound: BoundLifecycle, name: str) -> Text:
    given = bound.type.properties.get(name, {})
    return Text(str(given.get("title", name)), str(given.get("x-zh", name)))


def _row(edition: Edition, bound: BoundLifecycle, found: Described) -> dict[str, Any]:
    def listed(texts: Iterable[Text]) -> str:
        return edition.words("list_separator").join(edition.text(text) for text in texts)

    lifecycle = bound.lifecycle
    return {
        "step": edition.text(found.step.title),
        "origins": listed(lifecycle.title(state) for state in found.step.origins),
        "target": edition.text(lifecycle.title(found.step.target)),
        "signers": edition.text(found.step.signers),
        "distinct": listed(found.distinct),
        "needs": listed(found.needs),
        "refused": [edition.text(text) for text in found.refused],
        "sources": found.sources,
    }
