"""The statement folder of an approved document, signed with demo keys."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from docctl.approval.signature import sshsig
from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.approval.statement import digest

if TYPE_CHECKING:
    from docctl.approval.signature.sshsig import PrivateKey

REPOSITORY = "6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44"  # as in schemas/policy.yaml
REVISION, SLUG = "A/0", "A-0"
STEPS = (
    ("submit", "author", "编制完成，内容完整"),
    ("review", "reviewer", "内容准确，符合公司标准"),
    ("approve", "approver", "批准实施"),
)
_REQUIRES = [f"{transition}:{role}" for transition, role, _ in STEPS]


def statement_files(
    document: str, source: bytes, people: dict[str, str], days: list[str], effective: str
) -> dict[str, bytes]:
    """The signed bytes and one statement for each step by the person and on the day given for it."""
    folder = f"records/approvals/{document}/{SLUG}/"
    files = {f"{folder}{document}.md": source}
    seen: list[str] = []
    for number, ((transition, role, meaning), person, day) in enumerate(zip(STEPS, people, days, strict=True), 1):
        statement = Statement(
            repository=REPOSITORY,
            record=document,
            revision=REVISION,
            files={f"{document}.md": digest(source)},
            transition=transition,
            meaning=meaning,
            person=person,
            name=people[person],
            role=role,
            at=f"{day}T02:30:00Z",
            method="ssh",
            seen=list(seen),
            requires=_REQUIRES,
            policy=1,
            tool="docctl 0.1.0",
            effective_on=effective if transition == "approve" else None,
        ).to_bytes()
        name = f"{folder}{number:02d}-{transition}-{person}.json"
        files |= {name: statement, f"{name}.sig": sshsig.sign(statement, _key(person), NAMESPACE)}
        seen.append(digest(statement))
    return files


@cache
def _key(person: str) -> PrivateKey:
    return demo_key(person)
