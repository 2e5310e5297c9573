"""Who may act for whom: delegations that the principal signed before their first day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval.filing import problem
from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.attested import Chain
from docctl.approval.trust.attested import SignedBytes
from docctl.approval.trust.attested import bytes_problems
from docctl.approval.trust.attested import chain_of
from docctl.schema.formats import is_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.approval.trust.trust import Trust
    from docctl.library import Record
    from docctl.violation import Violation

DELEGATION = "delegation"
DELEGATE = "delegate"


class Delegations:
    """The signed delegations of a library."""

    def __init__(self, trust: Trust, folders: Mapping[str, Sequence[Folder]], day_of: Callable[[str], str]) -> None:
        """Judge the delegations; persons and policy are those of `trust`."""
        self.trust, self.day_of = trust, day_of
        self.chains: dict[str, Chain] = {}
        record_type = trust.library.schemas.types.get(DELEGATION)
        if record_type is not None:
            signed = SignedBytes(record_type, _is_sound)
            for record in trust.library.of_type(DELEGATION):
                problems_of = partial(self._problems, signed=signed)
                self.chains[record.id] = chain_of(folders.get(record.id, ()), signed, problems_of)

    def allows(self, name: str, person: str, principal: str, role: str, day: str) -> bool:
        """Whether a delegation lets a person act for another in a role on a day."""
        chain = self.chains.get(name)
        if chain is None or chain.current is None:
            return False
        given = chain.current.record.data
        named = (given["principal"], given["delegate"]) == (principal, person) and role in given["roles"]
        return bool(named and given["from"] <= day <= given["until"])

    def problems(self, record: Record) -> Iterator[Violation]:
        """What is wrong with a delegation; one that is not signed allows nothing."""
        chain = self.chains.get(record.id, Chain())
        if record.faulty:  # said already; bytes that are faulty in the same way need no second report
            return
        yield from chain.problems
        if record.is_voided:
            return
        if chain.current is None or chain.current.record.document.source != record.document.source:
            yield record.at((), trust_codes.DELEGATION_UNSIGNED, value=record.id)

    def _problems(
        self, filed: Filed, folder: Folder, record: Record, chain: Chain, signed: SignedBytes
    ) -> Iterator[Violation]:
        statement, day = filed.statement, self.day_of(filed.statement.at)
        yield from bytes_problems(
            filed, folder, signed.name(folder.record), self.trust.policies.data.get("repository"), (DELEGATE,)
        )
        yield from self.trust.problems(filed, day)
        if statement.person != record.data["principal"]:
            principal = record.data["principal"]
            yield problem(trust_codes.SIGNER_PRINCIPAL, filed, value=statement.person, principal=principal)
        before = chain.current
        if before is None and record.data["from"] < day:
            yield problem(trust_codes.DELEGATION_EARLY, filed, value=record.data["from"], date=day)
        elif before is not None and not _only_shortened(before.record.data, record.data, day):
            yield problem(trust_codes.DELEGATION_CHANGED, filed, value=record.id)
        elif before is not None and statement.at < before.at:
            yield problem(codes.STATEMENT_TIME, filed, value=statement.at)


def _only_shortened(before: Mapping[str, object], after: Mapping[str, object], day: str) -> bool:
    """Whether nothing changed but the last day, to a day that has not passed."""
    same = {name: value for name, value in before.items() if name != "until"} == {
        name: value for name, value in after.items() if name != "until"
    }
    return same and str(max(day, str(before["from"]))) <= str(after["until"]) <= str(before["until"])


def _is_sound(data: Mapping[str, object]) -> bool:
    """Whether a delegation can be read, whatever else a schema asks of it today or tomorrow."""
    roles = data.get("roles")
    days = (data.get("from"), data.get("until"))
    return (
        isinstance(roles, list)
        and all(isinstance(data.get(name), str) for name in ("principal", "delegate"))
        and all(isinstance(day, str) and is_date(day) for day in days)
    )
