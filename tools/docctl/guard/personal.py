"""Numbers of persons where no field can be marked for them: names of files and branches, messages of commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.person_numbers import find_numbers
from docctl.rules.personal_numbers import position
from docctl.rules.personal_numbers import violation

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from docctl.violation import Violation


def number_problems(text: str, place: str, *, reserved: Collection[str] = ()) -> Iterator[Violation]:
    """Each number of a person in a text that is no record; `place` says where, and the number is not repeated.

    `reserved` are the numbers, digits only, that the policy knows to be nobody's.
    """
    for found in find_numbers(text):
        if found.digits not in reserved:
            yield violation(found, place, position(text, found.start))
