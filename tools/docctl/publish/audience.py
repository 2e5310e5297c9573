"""What an audience of the site may read: the records up to its ceiling, without the fields kept from it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from docctl.library import Library
from docctl.library import Record
from docctl.publish.levels import Levels
from docctl.publish.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.approvals import Approvals
    from docctl.rules.engine import Check

AUDIENCES = "x-audience"


class UnknownAudience(Exception):  # noqa: N818 - says what is wrong with the request
    """Nobody said how much such an audience may read."""

    def __init__(self, known: list[str]) -> None:
        """Keep the audiences that are known."""
        super().__init__(", ".join(known))
        self.known = known


@dataclass(frozen=True)
class Readable:
    """A check over what an audience may read, the whole it is a part of, and the ids that were left out."""

    audience: str
    check: Check
    whole: Check
    withheld: frozenset[str]
    levels: Levels
    ceiling: int

    def may_read(self, record: Record) -> bool:
        """Whether a record is no more confidential than the audience may read, a past revision of a document too."""
        return self.levels.rank(self.levels.of_record(record)) <= self.ceiling

    def hidden_texts(self) -> Iterator[tuple[Record, Any]]:
        """Every record that was left out, and of the others what was taken from them."""
        for record in self.whole.library.records.values():
            if record.id in self.withheld:
                yield record, record.data
            elif fields := _kept_from(record, self.audience):
                yield record, fields
        for document in sorted(self.withheld):
            yield from ((r.record, r.record.data) for r in self.whole.approvals.of(document) if r.record is not None)


def readable(check: Check, audience: str, day: str) -> Readable:
    """What an audience may read of a judged library, the one that may read least where none is named.

    What is in force was worked out with everything at hand.
    """
    parameters = check.library.schemas.parameters.at(day)
    levels, ceilings = Levels.of(parameters), parameters.get("conf", {}).get("site_ceiling", {})
    audience = audience or min(ceilings, key=lambda name: levels.rank(ceilings[name]), default="")
    if audience not in ceilings:
        raise UnknownAudience(list(ceilings))
    ceiling = levels.rank(ceilings[audience])
    withheld = frozenset(r.id for r in _records(check, day) if levels.rank(levels.of_record(r)) > ceiling)
    kept = (record for record in check.library.records.values() if record.id not in withheld)
    seen = [_without(record, _kept_from(record, audience)) for record in kept]
    library = Library(check.library.schemas, check.library.snapshot, seen)
    approvals = _of_the_readable(check.approvals, library, withheld)
    return Readable(audience, check.book.open(library, approvals), check, withheld, levels, ceiling)


def _records(check: Check, day: str) -> Iterator[Record]:
    """Every record, and of a controlled document also what its page would speak of: the highest level counts."""
    yield from check.library.records.values()
    for document in check.approvals.documents():
        found = standing(check.approvals, check.library, document, day)
        if found is not None:
            yield found.record


def _kept_from(record: Record, audience: str) -> dict[str, Any]:
    known = record.type.properties
    allowed = {name: known.get(name, {}).get(AUDIENCES, (audience,)) for name in record.data}
    return {name: value for name, value in record.data.items() if audience not in allowed[name]}


def _without(record: Record, fields: dict[str, Any]) -> Record:
    if not fields:
        return record
    data = {name: value for name, value in record.data.items() if name not in fields}
    return replace(record, document=record.document.holding(data))


def _of_the_readable(approvals: Approvals, library: Library, withheld: frozenset[str]) -> Approvals:
    """The same revisions, of the readable documents only; each was judged while the signers were at hand."""
    for document in approvals.documents():
        approvals.of(document)
    seen = copy(approvals)
    seen.library = library
    seen.folders = {name: folders for name, folders in approvals.folders.items() if name not in withheld}
    return seen
