"""Whether a statement was signed by the person it names, with a key of that person on that day."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes
from docctl.approval import keys
from docctl.approval import sshsig
from docctl.approval.keys import UnusableKey
from docctl.approval.statement import NAMESPACE
from docctl.approval.wire import BadSignature
from docctl.library import people
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.folder import Filed
    from docctl.library import Library
    from docctl.library import Record
    from docctl.violation import Code
    from docctl.violation import Violation

_PLACE = Position(1, 1)
PERSON = "person"


class Trust:
    """The persons of a library and the keys they sign with."""

    def __init__(self, library: Library) -> None:
        """Keep the library whose persons count."""
        self.library = library

    def problems(self, filed: Filed, day: str) -> Iterator[Violation]:
        """Why the signature beside a statement does not count; nothing when it does."""
        name = filed.statement.person
        person = self.library.get(name)
        if person is None or person.type.slug != PERSON or person.faulty or person.is_voided:
            yield _problem(codes.SIGNER_UNKNOWN, filed, value=name)
        elif filed.signature is None:
            yield _problem(codes.SIGNATURE_MISSING, filed)
        else:
            yield from self._key_problems(filed, filed.signature, person, day)

    def _key_problems(self, filed: Filed, signature: bytes, person: Record, day: str) -> Iterator[Violation]:
        try:
            blob = sshsig.verify(filed.source, signature, NAMESPACE)
        except BadSignature as error:
            yield _problem(codes.SIGNATURE_INVALID, filed, problem=error.code)
            return
        if blob not in self._keys(person, day):
            yield _problem(codes.SIGNER_KEY, filed, value=person.id, date=day)
        elif not self.library.schemas.policy.get("demo") and blob in self._demo_keys:
            yield _problem(codes.SIGNER_DEMO_KEY, filed)

    @staticmethod
    def _keys(person: Record, day: str) -> Iterator[bytes]:
        for window in people.keys_on(person, day):
            try:
                yield keys.parse_public_line(window["key"])
            except UnusableKey:  # it cannot have signed: `verify` refuses the same keys
                continue

    @cached_property
    def _demo_keys(self) -> frozenset[bytes]:
        """The published keys of everybody: one that is enrolled for another person proves as little."""
        return frozenset(sshsig.public_blob(keys.demo_key(p.id)) for p in self.library.of_type(PERSON))


def _problem(code: Code, filed: Filed, **values: Any) -> Violation:
    return code.at(filed.path, _PLACE, record=filed.record, **values)


def signature_problems(filed: Filed, library: Library, day: str) -> Iterator[Violation]:
    """Why the signature beside a statement does not count in a library."""
    return Trust(library).problems(filed, day)
