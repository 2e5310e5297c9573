"""Numbers of persons in records: nowhere but in the fields that are marked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.person_numbers import Kind
from docctl.person_numbers import find_numbers
from docctl.rules import codes
from docctl.schema.record_type import EACH
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.person_numbers import Found
    from docctl.violation import Violation

NAMES = {
    Kind.IDENTITY: Text("identity card", "身份证"),
    Kind.CARD: Text("account card", "银行卡"),
    Kind.MOBILE: Text("mobile phone", "手机"),
    Kind.COMPANY: Text("unified social credit", "统一社会信用代码"),
}
# Card numbers are masked everywhere; in a field for personal data a phone number is at home, in one for the numbers
# of things everything that only looks like a person's.
_MARKED = {
    "x-pii": frozenset({Kind.MOBILE, Kind.COMPANY}),
    "x-number": frozenset({Kind.MOBILE, Kind.CARD, Kind.COMPANY}),
}
REQUIRED_MASKED = frozenset({Kind.IDENTITY, Kind.CARD})


def check_personal_numbers(record: Record, reserved: Collection[str] = ()) -> Iterator[Violation]:
    """Each such number in the file of a record; the message does not repeat it.

    `reserved` are the numbers, digits only, that the policy knows to be nobody's.
    """
    text = record.document.source.decode("utf-8", "replace")
    for found in find_numbers(text):
        place = position(text, found.start)
        if found.digits in reserved or found.kind in _allowed(record, place):
            continue
        sources = ("R-122",) if found.kind in REQUIRED_MASKED else ()
        yield violation(found, record.path, place, record=record.id, sources=sources)


def violation(
    found: Found, path: str, place: Position, *, record: str = "", sources: tuple[str, ...] = ()
) -> Violation:
    """What is said of a number: its kind and last digit, never the number."""
    if found.kind is Kind.COMPANY:
        return codes.COMPANY_NUMBER.at(path, place, record=record)
    kind, last = NAMES[found.kind], found.digits[-1]
    return codes.PERSONAL_NUMBER.at(path, place, record=record, sources=sources, kind=kind, value=last)


def position(text: str, at: int) -> Position:
    """Line and column of a place in a text."""
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def reserved_numbers(policy: dict[str, list[str]]) -> frozenset[str]:
    """The numbers of a policy that are nobody's, digits only."""
    return frozenset("".join(filter(str.isalnum, number)).upper() for number in policy.get("reserved_numbers", ()))


def _allowed(record: Record, place: Position) -> frozenset[Kind]:
    """Which kinds may stand at a place, as the field there is marked."""
    path = tuple(EACH if isinstance(step, int) else step for step in record.document.path_at(place))
    fields = {field.path: field.schema for field in record.type.fields}
    marks = (mark for size in range(len(path) + 1) for mark in fields.get(path[:size], {}) if mark in _MARKED)
    return frozenset().union(*(_MARKED[mark] for mark in marks))
