"""Who acts in a statement: the person who signed it, or somebody on whose behalf they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.filing import problem
from docctl.approval.trust import codes as trust_codes
from docctl.library import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.approval.statement import Statement
    from docctl.approval.trust.trust import Trust
    from docctl.violation import Text
    from docctl.violation import Violation

PAPER = "paper"


def actor(statement: Statement) -> str:
    """Whose role and whose step it is."""
    return statement.on_behalf_of or statement.person


def persons(statement: Statement) -> frozenset[str]:
    """Everybody who had a hand in a statement: none of them may take a step that must be another's."""
    return frozenset({statement.person, actor(statement)})


def acting_problems(filed: Filed, folder: Folder, trust: Trust, day: str, role: Text) -> Iterator[Violation]:
    """A statement for somebody else without a slip or a delegation that allows it; scans that are gone."""
    statement = filed.statement
    lying = {digest for digest, _ in folder.evidence}
    for digest in statement.evidence:
        if digest not in lying:
            yield problem(trust_codes.EVIDENCE_MISSING, filed, value=digest)
    if statement.method == PAPER:
        yield from _slip_problems(filed, trust, day)
    elif statement.on_behalf_of is not None:
        name, principal = statement.delegation or "—", statement.on_behalf_of
        if not trust.delegations.allows(name, statement.person, principal, statement.role, day):
            values = {"value": statement.person, "principal": principal, "delegation": name}
            yield problem(trust_codes.DELEGATION_MISSING, filed, **values, role=role, date=day)


def _slip_problems(filed: Filed, trust: Trust, day: str) -> Iterator[Violation]:
    """Another person who may countersign did, and names the scan."""
    statement = filed.statement
    wanted = str(trust.policies.named(statement.policy).get("countersigner", "—"))
    person = trust.person(statement.person)
    may = person is not None and people.held_role(person, wanted, day)
    if statement.on_behalf_of in {None, statement.person} or not may:
        values = {"value": statement.person, "principal": statement.on_behalf_of or "—"}
        yield problem(trust_codes.SIGNER_COUNTERSIGN, filed, **values, role=trust.role_title(wanted))
    if not statement.evidence:
        yield problem(trust_codes.EVIDENCE_MISSING, filed, value="—")
