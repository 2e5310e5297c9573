"""Who has which part in a process: every department that schemas/duties.yaml names exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.schema import codes

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.violation import Violation

PARTS = ("does", "decides", "consulted", "informed")


def department_of(party: str | dict[str, str]) -> str | None:
    """The code of the department that a party is or belongs to."""
    return party if isinstance(party, str) else party.get("department")


def duty_problems(document: Document, departments: Collection[str]) -> Iterator[Violation]:
    """Each department that is named but not known."""
    for name, duty in document.data["duties"].items():
        for part in PARTS:
            for index, party in enumerate(duty.get(part, ())):
                found = department_of(party)
                if found is not None and found not in departments:
                    place = document.position(("duties", name, part, index))
                    yield codes.SCHEMA_DEPARTMENT.at(document.path, place, value=found)
