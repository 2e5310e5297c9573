"""Signing acts of trust: a version of the policy, the enrolment of a person, a delegation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.approval import statement as statements
from docctl.approval.act import Refused
from docctl.approval.folder import ROOT
from docctl.approval.signature import signing
from docctl.approval.statement import Statement
from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.attested import Chain
from docctl.approval.trust.delegation import DELEGATE
from docctl.approval.trust.policy import ADMINISTRATOR
from docctl.approval.trust.policy import ENACT
from docctl.approval.trust.policy import FILE
from docctl.approval.trust.policy import ID as POLICY
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.violation import Position
from docctl.violation import Severity
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.approval.signature.signing import Signer
    from docctl.approval.trust.trust import Trust
    from docctl.library import Record
    from docctl.violation import Violation

_MEANINGS = {
    ENACT: Text("this is the policy", "本策略自此生效"),
    "enrol": Text("identity checked, keys and roles are this person's", "已核实身份，密钥与角色属于本人"),
    "retire": Text("these keys are no longer used", "所列密钥停止使用"),
    "compromise": Text("this key may be in other hands", "该密钥可能已泄露"),
    DELEGATE: Text("acts for me within these limits", "在所列范围内代行本人职权"),
}
# What is so only because the signature does not count: why it does not is said, and this mends itself.
_FOLLOWING = {
    code.slug
    for code in (trust_codes.ENROL_MISSING, trust_codes.PERSON_NOT_ENROLLED, trust_codes.PERSON_NEVER_ENROLLED)
}


@dataclass(frozen=True)
class TrustAct:
    """Who signs which act of trust, when, and what they add to it."""

    transition: str
    person: str
    at: str
    tool: str
    reason: str | None = None
    kept: tuple[str, ...] = ()  # digests of statements that stay good though their key leaked


def prepare_enactment(trust: Trust, act: TrustAct, key: Signer) -> dict[str, bytes]:
    """The files that sign schemas/policy.yaml as its next version, or add a signature to it; raises `Refused`.

    Below the threshold the version does not count yet: the signature itself must be in order.
    """
    source = trust.library.snapshot.read(POLICY_PATH)
    number, current = int(trust.library.schemas.policy["version"]), trust.policies.current
    if current is not None and number <= current.number:
        code = trust_codes.POLICY_ENACTED if number == current.number else trust_codes.POLICY_REPLAYED
        raise Refused([code.at(POLICY_PATH, Position(1, 1), value=number, last=current.number)])
    if _has_signed(trust, act.person, str(number), source):
        raise Refused([trust_codes.POLICY_SIGNED.at(POLICY_PATH, Position(1, 1), value=number, person=act.person)])
    statement = _statement(trust, act, POLICY, str(number), {FILE: source}, max(1, number - 1))
    written = {FILE: source} | _signed(trust, statement, key)
    found = trust.adding(POLICY, str(number), written).policies.problems
    slug = trust_codes.POLICY_THRESHOLD.slug  # being the first of several signatures is nothing wrong
    base = f"{ROOT}{POLICY}/{number}"
    _require([v for v in found if f"{v.path}/".startswith(f"{base}/") and v.slug != slug])
    return {f"{base}/{name}": data for name, data in written.items()}


def _has_signed(trust: Trust, person: str, version: str, source: bytes) -> bool:
    """Whether a person has signed these very bytes as a version of the policy, with nothing wrong about it."""
    wrong = {found.path for found in trust.policies.problems}
    return any(
        filed.statement.person == person and filed.statement.files == {FILE: statements.digest(source)}
        for folder in trust.folders.get(POLICY, ())
        for filed in folder.filed
        if folder.slug == version and filed.path not in wrong
    )


def prepare_enrolment(trust: Trust, record: Record, act: TrustAct, key: Signer) -> dict[str, bytes]:
    """The files of the next enrolment of a person: the record as it stands, vouched for; raises `Refused`."""
    return _attest(trust, record, trust.enrolments.chains.get(record.id, Chain()), act, key)


def prepare_delegation(trust: Trust, record: Record, act: TrustAct, key: Signer) -> dict[str, bytes]:
    """The files that sign a delegation as it stands; raises `Refused`."""
    return _attest(trust, record, trust.delegations.chains.get(record.id, Chain()), act, key)


def _attest(trust: Trust, record: Record, chain: Chain, act: TrustAct, key: Signer) -> dict[str, bytes]:
    number, current = str(len(chain.states) + 1), trust.policies.current
    files = {record.path.rpartition("/")[2]: record.document.source}
    statement = _statement(trust, act, record.id, number, files, current.number if current is not None else 1)
    written = files | _signed(trust, statement, key)
    after = trust.adding(record.id, number, written, record)
    _require([found for found in after.trust_problems() if found.record == record.id])
    return {f"{ROOT}{record.id}/{number}/{name}": data for name, data in written.items()}


def _statement(
    trust: Trust, act: TrustAct, record: str, revision: str, files: dict[str, bytes], policy: int
) -> Statement:
    person = trust.library.get(act.person)
    working = trust.library.schemas.policy
    meaning = _MEANINGS[act.transition].get(str(working.get("languages", ["en"])[0]))
    return Statement(
        repository=str(trust.policy.get("repository", "")),
        record=record,
        revision=revision,
        files={name: statements.digest(data) for name, data in files.items()},
        transition=act.transition,
        meaning=meaning,
        person=act.person,
        name=person.title if person is not None else act.person,
        role="principal" if act.transition == DELEGATE else ADMINISTRATOR,
        at=act.at,
        method="ssh",
        seen=[],
        requires=[],
        policy=policy,
        tool=act.tool,
        reason=act.reason,
        evidence=list(act.kept),
    )


def _signed(trust: Trust, statement: Statement, key: Signer) -> dict[str, bytes]:
    folders = trust.folders.get(statement.record, ())
    number = next((f.next_number for f in folders if f.slug == statement.revision), 1)
    name = f"{number:02d}-{statement.transition}-{statement.person}.json"
    source = statement.to_bytes()
    return {name: source, name + ".sig": signing.signature(source, key)}


def _require(found: list[Violation]) -> None:
    reasons = [violation for violation in found if violation.severity is Severity.ERROR]
    if reasons:
        causes = [violation for violation in reasons if violation.slug not in _FOLLOWING]
        raise Refused(causes or reasons)
