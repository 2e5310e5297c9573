"""Numbers that belong to a person: identity cards and bank cards, told from other numbers by their check digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.rules import codes
from docctl.schema.formats import is_date
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.violation import Violation

IDENTITY = Text("identity card", "身份证")
BANK_CARD = Text("account card", "银行卡")
# GB 11643: six digits of place, eight of birth, three of sequence, one check digit.
_IDENTITY = re.compile(r"(?<![0-9A-Za-z.])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
# Cards of Chinese banks begin with 62; people write them in groups of four.
_CARD = re.compile(r"(?<![0-9A-Za-z.])62[0-9]{2}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?(?![0-9A-Za-z])")
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_TWICE, _TEN = 2, 10


class Number(NamedTuple):
    """A number in a text: what it is, where it stands, and the number."""

    kind: Text
    at: int
    text: str


def personal_numbers(text: str) -> Iterator[Number]:
    """The numbers of identity and bank cards that a text holds unmasked."""
    plain = text.translate(_WIDE)
    for match in _IDENTITY.finditer(plain):
        if is_identity(match[0].upper()):
            yield Number(IDENTITY, match.start(), text[match.start() : match.end()])
    for match in _CARD.finditer(plain):
        if _is_luhn(re.sub(r"[ -]", "", match[0])):
            yield Number(BANK_CARD, match.start(), text[match.start() : match.end()])


def is_identity(number: str) -> bool:
    """Whether the day of birth exists and the check digit is right."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    birth = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    return is_date(birth) and number[-1] == _CHECK_DIGITS[total % len(_CHECK_DIGITS)]


def _is_luhn(number: str) -> bool:
    doubled = (int(digit) * _TWICE for digit in number[-2::-2])
    return (sum(int(digit) for digit in number[::-2]) + sum(n // _TEN + n % _TEN for n in doubled)) % _TEN == 0


def check_personal_numbers(record: Record) -> Iterator[Violation]:
    """Each such number in the file of a record; the message does not repeat it."""
    text = record.document.source.decode("utf-8", "replace")
    for number in personal_numbers(text):
        line, column = text.count("\n", 0, number.at) + 1, number.at - text.rfind("\n", 0, number.at)
        yield codes.PERSONAL_NUMBER.at(
            record.path,
            Position(line, column),
            record=record.id,
            sources=("R-122",),
            kind=number.kind,
            value=number.text[-1:],
        )
