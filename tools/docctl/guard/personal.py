"""Numbers of persons where no field can be marked for them: names of files and branches, messages of commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.rules import codes
from docctl.rules.personal_numbers import personal_numbers
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from docctl.violation import Violation


def number_problems(text: str, place: str, *, reserved: Collection[str] = ()) -> Iterator[Violation]:
    """Each number of a person in a text that is no record; `place` says where, and the number is not repeated.

    `reserved` are the numbers that the policy knows to be nobody's.
    """
    for number in personal_numbers(text):
        if number.text in reserved:
            continue
        line, column = text.count("\n", 0, number.at) + 1, number.at - text.rfind("\n", 0, number.at)
        yield codes.PERSONAL_NUMBER.at(place, Position(line, column), kind=number.kind, value=number.text[-1:])
