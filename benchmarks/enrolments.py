"""The policy as enacted and the persons as enrolled, signed with demo keys before anything else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.signature import sshsig
from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.approval.statement import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

ADMINISTRATORS = ("P-001", "P-007")  # as in schemas/policy.yaml
REPOSITORY = "6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44"
_FIRST_DAY = "2020-01-06T00:00:00Z"


def trust_files(policy: bytes, persons: Mapping[str, bytes]) -> dict[str, bytes]:
    """Version 1 of the policy by all its administrators, and the first enrolment of every person."""
    found = {"records/approvals/POLICY/1/policy.yaml": policy}
    for number, administrator in enumerate(ADMINISTRATORS, 1):
        found |= _signed("POLICY", "policy.yaml", policy, number, ("enact", administrator))
    for person, source in persons.items():
        administrator = next(a for a in ADMINISTRATORS if a != person)
        found[f"records/approvals/{person}/1/{person}.yaml"] = source
        found |= _signed(person, f"{person}.yaml", source, 1, ("enrol", administrator))
    return found


def _signed(record: str, name: str, source: bytes, number: int, step: tuple[str, str]) -> dict[str, bytes]:
    transition, administrator = step
    statement = Statement(
        repository=REPOSITORY,
        record=record,
        revision="1",
        files={name: digest(source)},
        transition=transition,
        meaning=transition,
        person=administrator,
        name=administrator,
        role="administrator",
        at=_FIRST_DAY,
        method="ssh",
        seen=[],
        requires=[],
        policy=1,
        tool="docctl 0.1.0",
    ).to_bytes()
    path = f"records/approvals/{record}/1/{number:02d}-{transition}-{administrator}.json"
    return {path: statement, f"{path}.sig": sshsig.sign(statement, demo_key(administrator), NAMESPACE)}
