"""The page of duties: who does, decides, is consulted and is informed in each process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from docctl.publish.masking import plain
from docctl.publish.register.listing import Heading
from docctl.publish.register.listing import Line
from docctl.publish.register.listing import Listing
from docctl.schema.duties import PARTS
from docctl.schema.duties import department_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.cells import Cells
    from docctl.publish.pages import Pages

PATH = "duties.html"


def duty_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The page, where the company says who has which part."""
    edition, cells = pages.edition, pages.cells(PATH)
    duties = edition.site.schemas.duties
    if not duties:
        return
    columns = [Heading("process", edition.words("duty_process"))]
    columns += [Heading(part, edition.words(f"duty_{part}")) for part in PARTS]
    rows = []
    for name, duty in duties.items():
        parties = [cells.joined(_party(cells, one) for one in duty.get(part, ())) for part in PARTS]
        rows.append(Line((name, *("" for _ in PARTS)), [Markup.escape(edition.label(duty, name)), *parties]))
    table = Listing(columns, rows)
    yield PATH, pages.page(PATH, "duties.md", edition.words("duties"), lead=edition.words("duties_lead"), table=table)


def _party(cells: Cells, party: str | dict[str, str]) -> Markup:
    """A department by its name, linked where the library holds it; anyone else by the words given."""
    edition = cells.edition
    code = department_of(party)
    path = edition.path_of(code) if code is not None else None
    name = plain(party[edition.language]) if isinstance(party, dict) else _department(cells, party)
    if path is None:
        return Markup.escape(name)
    return Markup('<a href="{}">{}</a>').format(cells.root + path, name)


def _department(cells: Cells, code: str) -> str:
    edition = cells.edition
    record = edition.site.library.get(code)
    return edition.title(record) if record is not None else edition.label(edition.site.schemas.departments[code], code)
