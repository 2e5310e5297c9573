"""How a site is searched, as mkdocs.yml says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.publish import codes
from docctl.violation import Position
from docctl.violation import Stop

if TYPE_CHECKING:
    from docctl.publish.site import Site

# Through an index that is fetched piece by piece, or all at once where nothing can be fetched, as from a folder that
# is opened without a server.
PAGEFIND, BUILTIN = "pagefind", "builtin"


def search_mode(site: Site) -> str:
    """How this site is searched; raises `Stop` where mkdocs.yml names another way."""
    wanted = site.settings.get("search", PAGEFIND)
    if wanted not in {PAGEFIND, BUILTIN}:
        raise Stop(codes.SITE_SEARCH_MODE.at("mkdocs.yml", Position(1, 1), value=wanted))
    return str(wanted)
