"""What expressions may ask of the library they are judged in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.expressions import calendar
    from docctl.expressions import notations

Row = dict[str, Any]


class Host(Protocol):
    """What expressions may ask of the library they are judged in."""

    @property
    def work_calendar(self) -> calendar.WorkCalendar:
        """Which days the company works."""
        ...

    @property
    def timezone(self) -> str:
        """Where the company's days begin."""
        ...

    @property
    def notations(self) -> Sequence[notations.Notation]:
        """How the company writes revisions."""
        ...

    def ref(self, record: str) -> Row:
        """The record with an id; skips the rule where it cannot be read."""
        ...

    def referrers(self, kind: str, path: str) -> list[Row]:
        """The records of a type that name the judged record at a path."""
        ...

    def find(self, kind: str, path: str, value: str) -> list[Row]:
        """The records of a type that hold a value at a path."""
        ...

    def count(self, kind: str, path: str, value: str) -> int:
        """How many records of a type hold a value at a path."""
        ...

    def latest(self, kind: str, path: str, value: str, by: str) -> Row:
        """Of the records that hold a value, the one with the greatest `by`; empty where there is none."""
        ...

    def sum_of(self, kind: str, path: str, value: str, amount: str) -> int:
        """The sum of a whole number over the records that hold a value at a path."""
        ...

    def revisions(self, record: str) -> list[Row]:
        """The issued revisions of a document with their dates and states, oldest first."""
        ...

    def role(self, person: str, role: str, day: str, department: str = "") -> bool:
        """Whether a person held a role on a day, in a department if one is given."""
        ...

    def department_of(self, person: str, day: str) -> str:
        """The department a person belonged to on a day; empty where none."""
        ...

    def known_role(self, role: str) -> bool:
        """Whether roles.yaml has a role."""
        ...
