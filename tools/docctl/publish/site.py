"""Everything that the pages are made of, given as data."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.packaged import packaged_files
from docctl.publish.addresses import languages
from docctl.publish.levels import Levels
from docctl.publish.standing import Standing
from docctl.publish.standing import standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.approval.approvals import Approvals
    from docctl.due import DueItem
    from docctl.history.trace import Arrival
    from docctl.library import Library
    from docctl.library import Record
    from docctl.library.host import LibraryHost
    from docctl.publish.audience import Readable
    from docctl.registers.table import Table
    from docctl.rules.engine import Check
    from docctl.schema import Schemas
    from docctl.snapshot import Snapshot
    from docctl.violation import Code

FOLDER, CONFIG = "site/", "mkdocs.yml"
TEMPLATES, PAGES, ASSETS = "site/templates/", "site/pages/", "site/assets/"


@dataclass(frozen=True)
class Site:
    """A judged library with its tables and due items as of a day, and the files that shape the pages."""

    check: Check
    tables: Sequence[Table]
    due: Sequence[DueItem]
    schemas: Schemas
    commit: str | None
    commit_time: str
    as_of: str
    templates: dict[str, str]
    pages: dict[str, str]
    assets: dict[str, bytes]
    config: dict[str, Any]
    # For whom it is made; none where everything may be shown.
    readable: Readable | None = None
    # The issued revisions of each document with the commit that brought it.
    arrivals: Mapping[str, Sequence[Arrival]] = field(default_factory=dict)
    # What the program itself refuses, for the pages of rules.
    engine: Sequence[Code] = ()

    @property
    def library(self) -> Library:
        """The records."""
        return self.check.library

    @property
    def host(self) -> LibraryHost:
        """Who works out computed fields."""
        return self.check.host

    @property
    def approvals(self) -> Approvals:
        """The signed revisions."""
        return self.check.approvals

    @property
    def day(self) -> str:
        """The day of the as-of date."""
        return self.as_of[:10]

    @cached_property
    def levels(self) -> Levels:
        """The levels of confidentiality that hold on the day."""
        return Levels.of(self.schemas.parameters.at(self.day))

    @property
    def withheld(self) -> frozenset[str]:
        """The ids of the records that this audience may not read."""
        return self.readable.withheld if self.readable is not None else frozenset()

    def may_show(self, record: Record) -> bool:
        """Whether a record is no more confidential than its readers may read."""
        return self.readable is None or self.readable.may_read(record)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the company; the first is the default, at the root of the site."""
        return languages(self.schemas.policy)

    @property
    def settings(self) -> dict[str, Any]:
        """What mkdocs.yml says to docctl itself, under extra.docctl."""
        found: dict[str, Any] = self.config.get("extra", {}).get("docctl", {})
        return found

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Every document under signed control by id, with what holds of it on the day."""
        working = [r.id for slug in self.approvals.judges for r in self.library.of_type(slug)]
        documents = sorted({*working, *self.approvals.documents()})
        found = {name: standing(self.approvals, self.library, name, self.day) for name in documents}
        return {name: one for name, one in found.items() if one is not None}

    def shown(self, record: Record) -> Record | None:
        """What may be shown of a record: the signed bytes in force of a controlled document, any other as it is."""
        if record.type.slug not in self.approvals.judges:
            return record
        found = self.standings.get(record.id)
        return found.record if found is not None and found.in_force else None


def shaping(snapshot: Snapshot, schemas: Schemas) -> Snapshot:
    """A state with all files that shape its pages: the packaged ones beneath, where the policy keeps to them."""
    if "packaged" not in schemas.policy:
        return snapshot
    below = {**packaged_files(FOLDER), **packaged_files(CONFIG)}
    return snapshot.with_files({path: data for path, data in below.items() if path not in snapshot})


def site_files(snapshot: Snapshot) -> tuple[dict[str, str], dict[str, str], dict[str, bytes]]:
    """Templates, hand-written pages and assets of a snapshot, by their names under site/."""
    templates = {name: data.decode("utf-8", "replace") for name, data in _under(snapshot, TEMPLATES).items()}
    pages = {name: data.decode("utf-8", "replace") for name, data in _under(snapshot, PAGES).items()}
    return templates, pages, _under(snapshot, ASSETS)


def _under(snapshot: Snapshot, prefix: str) -> dict[str, bytes]:
    return {path.removeprefix(prefix): data for path, data in snapshot.read_all(snapshot.paths(prefix)).items()}
