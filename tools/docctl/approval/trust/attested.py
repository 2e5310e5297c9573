"""Records that count as signed, not as they lie in the tree: persons with their keys and roles, and delegations.

Each state lies in records/approvals/<id>/<n>/ as the bytes of the record and the statements over them, n = 1, 2, 3 …
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.filing import place_problems
from docctl.approval.filing import problem
from docctl.approval.trust import codes as trust_codes
from docctl.library import Record
from docctl.reader import read
from docctl.schema import Shape
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.schema import RecordType
    from docctl.violation import Violation

_PLACE = Position(1, 1)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}").fullmatch


@dataclass(frozen=True)
class Attested:
    """One signed state of a record, with the statement that makes it count."""

    number: int
    record: Record
    filed: Filed

    @property
    def at(self) -> str:
        """When it was signed."""
        return self.filed.statement.at


@dataclass
class Chain:
    """The signed states of one record in their order, and what keeps others from counting."""

    states: list[Attested] = field(default_factory=list)
    problems: list[Violation] = field(default_factory=list)

    @property
    def current(self) -> Attested | None:
        """The last state that counts."""
        return self.states[-1] if self.states else None

    def add(
        self,
        folder: Folder,
        record: Record,
        problems_of: Callable[[Filed, Folder, Record, Chain], Iterator[Violation]],
    ) -> None:
        """Count a state from its first statement in which nothing is wrong."""
        for filed in folder.filed:
            wrong = list(problems_of(filed, folder, record, self))
            self.problems += wrong
            if not wrong:
                self.states.append(Attested(len(self.states) + 1, record, filed))
                return
        place = folder.path.rstrip("/")
        self.problems.append(trust_codes.ENROL_MISSING.at(place, _PLACE, record=folder.record, value=folder.slug))


class SignedBytes:
    """Reads the records of one type from the bytes that were signed."""

    def __init__(self, record_type: RecordType, is_sound: Callable[[Mapping[str, Any]], bool] | None = None) -> None:
        """Keep the type, and what must hold of bytes that outlive changes of its schema."""
        self.type, self.is_sound = record_type, is_sound

    @cached_property
    def shape(self) -> Shape:
        """What its records must look like."""
        return Shape(self.type)

    def name(self, record: str) -> str:
        """What the file of a record is called in its folder."""
        return record + (".md" if self.type.is_markdown else ".yaml")

    def read(self, folder: Folder) -> tuple[Record | None, list[Violation]]:
        """The record in a folder; a faulty one is marked so."""
        name = self.name(folder.record)
        if name not in folder.files:
            return None, []
        document, found = read(folder.path + name, folder.files[name])
        if document is None:
            return None, found
        faulty = bool(found or list(self.shape.check(document)))
        return Record(folder.record, self.type, document, faulty=faulty), []


def chain_of(
    folders: Sequence[Folder],
    signed: SignedBytes,
    problems_of: Callable[[Filed, Folder, Record, Chain], Iterator[Violation]],
) -> Chain:
    """The states of a record by number: each counts from its first statement in which nothing is wrong."""
    chain = Chain()
    for folder in sorted(folders, key=number_of):
        chain.problems += folder.problems
        place = folder.path.replace("//", "/").rstrip("/")
        if number_of(folder) != len(chain.states) + 1:
            code, shown, last = trust_codes.ENROL_NUMBER, folder.slug or place, len(chain.states)
            chain.problems.append(code.at(place, _PLACE, record=folder.record, value=shown, last=last))
            continue
        record, found = signed.read(folder)
        if record is None or (signed.is_sound is not None and not signed.is_sound(record.data)):
            code = trust_codes.ENROL_FILE
            chain.problems += [*found, code.at(place, _PLACE, record=folder.record, value=folder.record)]
            continue
        chain.add(folder, record, problems_of)
    return chain


def number_of(folder: Folder) -> int:
    """The number of a folder, zero for a name that is none."""
    return int(folder.slug) if _NUMBER(folder.slug) else 0


def bytes_problems(
    filed: Filed, folder: Folder, name: str, repository: object, steps: Sequence[str]
) -> Iterator[Violation]:
    """A statement that is not one of some steps over the very bytes that lie beside it."""
    yield from place_problems(filed, repository, folder.slug)
    if filed.statement.transition not in steps:
        yield problem(codes.STATEMENT_TRANSITION, filed, value=filed.statement.transition)
    if filed.statement.files != {name: statements.digest(folder.files.get(name, b""))}:
        yield problem(codes.STATEMENT_FILES, filed, value=", ".join(filed.statement.files))
    if filed.statement.method not in statements.USUAL_METHODS:
        yield problem(codes.STATEMENT_METHOD, filed, value=filed.statement.method)
