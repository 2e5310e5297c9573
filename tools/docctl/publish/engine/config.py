"""The settings of the page engine for one language, made from the mkdocs.yml of the repository."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.levels import STYLE_SHEET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.publish.edition import Edition

# Pages that are found by links and search, not in the menu: with them in it a site is five times as large.
_NOT_IN_NAV = "/documents/*\n/history/*/*\n/audit/*\n/registers/*\n/records/*/*\n/lifecycles/*\n/rules/*\n/forms/*\n"


def settings(edition: Edition, nav: Sequence[dict[str, Any]]) -> bytes:
    """A complete mkdocs.yml; JSON is YAML, and no tag or anchor can hide in it."""
    base = {name: value for name, value in edition.site.config.items() if name not in {"nav", "docs_dir", "site_dir"}}
    extra = {name: value for name, value in base.get("extra", {}).items() if name != "docctl"}
    given: dict[str, Any] = {
        **base,
        "site_name": escape(edition.company),
        "site_url": edition.url,
        "docs_dir": "docs",
        "use_directory_urls": False,
        "nav": list(nav),
        "not_in_nav": _NOT_IN_NAV,
        "theme": _theme(edition, base.get("theme", {})),
        "extra": {**extra, "generator": False},
        "extra_css": [*_assets(edition, ".css"), STYLE_SHEET],
        "extra_javascript": _assets(edition, ".js"),
    }
    return (json.dumps(given, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")


def _assets(edition: Edition, ending: str) -> list[str]:
    """The files at the top of assets/ that every page loads, in the order of their names."""
    return [f"assets/{name}" for name in sorted(edition.site.assets) if "/" not in name and name.endswith(ending)]


def _theme(edition: Edition, theme: dict[str, Any]) -> dict[str, Any]:
    """The theme with the words of the light switch; no font is fetched."""
    palette = [_with_name(edition, entry) for entry in theme.get("palette", ())]
    return {**theme, "language": edition.language, "font": False, "palette": palette}


def _with_name(edition: Edition, entry: dict[str, Any]) -> dict[str, Any]:
    name = edition.words("to_light" if entry.get("scheme") == "slate" else "to_dark")
    return {**entry, "toggle": {**entry["toggle"], "name": name}} if "toggle" in entry else entry
