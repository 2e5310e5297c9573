"""Which plain scalars have one reading, and which need quotes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from docctl.reader import codes

if TYPE_CHECKING:
    from docctl.violation import Code

MAX_EXACT_INTEGER = 2**53

_BOOLEANS = {"true": True, "false": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_AMBIGUOUS_WORDS = frozenset(
    form for word in ("yes", "no", "on", "off", "true", "false") for form in (word, word.title(), word.upper())
) - set(_BOOLEANS) | {"=", "<<"}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z").match
# Anything that some YAML 1.1 or 1.2 reader takes for a number, a clock time in base 60, an infinity or a timestamp.
_NUMBER_LIKE = re.compile(
    r"[-+]?(?:"
    r"0[0-9_]+(?:\.[0-9_]*)?|0b[01_]+|0o[0-7_]+|0x[0-9A-Fa-f_]+"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|\.(?:inf|Inf|INF))\Z|\.(?:nan|NaN|NAN)\Z"
).match
_FIRST = frozenset("0123456789+-.")

Plain = str | int | float | bool


class Unreadable(ValueError):  # noqa: N818 - named for the value it describes
    """A plain scalar that has no single reading."""

    def __init__(self, refused: Code) -> None:
        """Keep which code it is."""
        super().__init__(refused.code)
        self.refused = refused


def plain(text: str) -> Plain:
    """The one value of an unquoted scalar; raises `Unreadable` where readers would differ."""
    if text in _NULLS:
        raise Unreadable(codes.YAML_NULL)
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text in _AMBIGUOUS_WORDS:
        raise Unreadable(codes.YAML_AMBIGUOUS)
    if text[0] not in _FIRST:
        return text
    return _number(text)


def _number(text: str) -> Plain:
    if not _NUMBER(text) or text == "-0":
        if _NUMBER_LIKE(text):
            raise Unreadable(codes.YAML_AMBIGUOUS)
        return text
    exact = Decimal(text)
    value: int | float = float(text) if "." in text else int(exact)
    if abs(exact) > MAX_EXACT_INTEGER or exact != Decimal(repr(value)):
        raise Unreadable(codes.YAML_NUMBER)
    return value
