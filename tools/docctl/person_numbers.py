"""Numbers of persons and companies in a text, told from other numbers by their form and check digits."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator


class Kind(Enum):
    """Whose number it is."""

    IDENTITY = "identity"
    CARD = "card"
    MOBILE = "mobile"
    COMPANY = "company"


class Found(NamedTuple):
    """A number in a text: its kind, where it stands, and its digits without what separates them."""

    kind: Kind
    start: int
    end: int
    digits: str


# Eleven digits in whatever script, a single mark between two of them: without these there is nothing to find.
_CANDIDATE = re.compile(r"\d(?:[^\w\n]{0,2}\d){10}|[0-9０-９]{8}[0-9A-Za-z０-９Ａ-Ｚ]{10}")
_BEFORE, _AFTER, _MARK = r"(?<![0-9A-Za-z])(?<![0-9]\.)", r"(?![0-9A-Za-z])", r"[ ·.\-]?"
# GB 11643: six digits of place, eight of birth, three of sequence, one check digit.
_IDENTITY = re.compile(
    rf"{_BEFORE}[1-9][0-9]{{5}}{_MARK}(?:18|19|20)[0-9]{{2}}{_MARK}[0-9]{{2}}{_MARK}[0-9]{{2}}{_MARK}[0-9]{{3}}{_MARK}[0-9Xx]{_AFTER}"
)
_GROUPED_IDENTITY = re.compile(rf"{_BEFORE}[1-9][0-9]{{3}}(?:[ -][0-9]{{4}}){{3}}[ -]?[0-9][0-9Xx]{_AFTER}")
# Cards of Chinese banks begin with 62; others count where they are written in groups, as no part number is.
_CARD = re.compile(rf"{_BEFORE}62[0-9]{{2}}(?:[ -]?[0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?{_AFTER}")
_GROUPED_CARD = re.compile(rf"{_BEFORE}(?:4[0-9]|5[1-5])[0-9]{{2}}(?:([ -])[0-9]{{4}})(?:\1[0-9]{{4}}){{2}}{_AFTER}")
# What stands behind a letter and a dash is the number of a part; so is what goes on behind a dash.
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9]\.)(?<![A-Za-z][-_])(?:(?:\+|00)?86[ -]?)?"
    r"(?P<number>1(?:3[0-9]|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])(?P<mark>[ .·-]?)[0-9]{4}"
    r"(?P=mark)[0-9]{4})"
    r"(?![0-9A-Za-z]|[-_.][0-9A-Za-z])"
)
_TRIPLE_MOBILE = re.compile(rf"{_BEFORE}(?P<number>1[3-9][0-9]{{3}}[ -][0-9]{{3}}[ -][0-9]{{3}}){_AFTER}")
# GB 32100: kind of office, kind of company, six digits of place, nine of the company, one check character.
_COMPANY = re.compile(rf"{_BEFORE}[159AN][1239][0-9]{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}{_AFTER}")
_SEPARATORS = re.compile(r"[ .·-]")
_ID_WEIGHTS, _ID_DIGITS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
_COMPANY_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_TWICE, _TEN = 2, 10


def find_numbers(text: str) -> Iterator[Found]:
    """Each number that a text holds unmasked, in whatever digits and groups it is written."""
    end = 0
    # No form goes beyond its line, and hardly any line holds one.
    while candidate := _CANDIDATE.search(text, end):
        start, end = text.rfind("\n", 0, candidate.start()) + 1, text.find("\n", candidate.end())
        end = len(text) if end < 0 else end
        yield from _in_line(text[start:end], start)


def _in_line(line: str, offset: int) -> Iterator[Found]:
    plain = line if line.isascii() else line.translate(_plain_digits(line))
    taken: list[tuple[int, int]] = []
    for kind, pattern, is_right in _FORMS:
        for match in pattern.finditer(plain):
            start, end = match.span("number" if "number" in pattern.groupindex else 0)
            digits = _SEPARATORS.sub("", plain[start:end]).upper()
            if is_right(digits) and all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                yield Found(kind, offset + start, offset + end, digits)


def mask(text: str) -> str:
    """A text in which each number of a person shows its last digit only."""
    for found in sorted(find_numbers(text), key=lambda one: -one.start):
        if found.kind is not Kind.COMPANY:
            hidden = "*" * (found.end - found.start - 1)
            text = text[: found.start] + hidden + text[found.end - 1 :]
    return text


def is_identity(number: str) -> bool:
    """Whether the day of birth exists and the check digit is right."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return number[-1] == _ID_DIGITS[total % len(_ID_DIGITS)]


def _is_luhn(number: str) -> bool:
    doubled = (int(digit) * _TWICE for digit in number[-2::-2])
    return (sum(int(digit) for digit in number[::-2]) + sum(n // _TEN + n % _TEN for n in doubled)) % _TEN == 0


def _is_company(number: str) -> bool:
    size = len(_COMPANY_DIGITS)
    total = sum(_COMPANY_DIGITS.index(sign) * 3**place for place, sign in enumerate(number[:-1]))
    return _COMPANY_DIGITS[-total % size] == number[-1]


def _is_any(number: str) -> bool:
    return bool(number)


_FORMS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Kind.IDENTITY, _IDENTITY, is_identity),
    (Kind.IDENTITY, _GROUPED_IDENTITY, is_identity),
    (Kind.COMPANY, _COMPANY, _is_company),
    (Kind.CARD, _CARD, _is_luhn),
    (Kind.CARD, _GROUPED_CARD, _is_luhn),
    (Kind.MOBILE, _MOBILE, _is_any),
    (Kind.MOBILE, _TRIPLE_MOBILE, _is_any),
)
# Full-width signs and letters, dashes and spaces that people write in and between numbers.
_PLAIN = {ord(one): unicodedata.normalize("NFKC", one) for one in "＋－．ｘ" + "".join(map(chr, range(0xFF21, 0xFF3B)))}
_PLAIN |= dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_PLAIN |= dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " ")


def _plain_digits(text: str) -> dict[int, str]:
    """The decimal digits of every script in a text to their plain form, and the signs between them."""
    digits = (one for one in set(text) if one.isdecimal() and not one.isascii())
    return _PLAIN | {ord(one): str(unicodedata.decimal(one)) for one in digits}
