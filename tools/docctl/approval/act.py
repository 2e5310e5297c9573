"""Taking a step: the statement, its signature and the files to write, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.approvals import digests
from docctl.approval.folder import Folder
from docctl.approval.signature import signing
from docctl.approval.statement import Statement
from docctl.approval.steps import ADOPT
from docctl.approval.steps import ISSUING
from docctl.approval.steps import OPENING
from docctl.approval.trust import codes as trust_codes
from docctl.expressions.codes import RULE_FAILED
from docctl.expressions.environment import Undecided
from docctl.expressions.notations import UnknownNotation
from docctl.expressions.notations import read_revision
from docctl.library import people
from docctl.lifecycle.signing import unmet

if TYPE_CHECKING:
    from docctl.approval.approvals import Approvals
    from docctl.approval.judge import Judge
    from docctl.approval.revision import Judged
    from docctl.approval.revision import Revision
    from docctl.approval.signature.signing import Signer
    from docctl.library import Record
    from docctl.lifecycle.model import Transition
    from docctl.violation import Violation


class Refused(Exception):  # noqa: N818 - says what happened
    """A step that may not be taken, with its reasons."""

    def __init__(self, reasons: list[Violation]) -> None:
        """Keep the reasons."""
        super().__init__(reasons[0].message.en if reasons else "")
        self.reasons = reasons


@dataclass(frozen=True)
class Act:
    """Who takes which step, when, and what they add to it."""

    transition: str
    person: str
    at: str
    tool: str
    effective_on: str | None = None
    reason: str | None = None
    role: str | None = None
    method: str = "ssh"
    on_behalf_of: str | None = None
    delegation: str | None = None
    scan: tuple[str, bytes] | None = None  # suffix and bytes of a scanned slip

    @property
    def opens(self) -> bool:
        """Whether it begins a new round over the working files."""
        return self.transition in OPENING

    @property
    def acting(self) -> str:
        """Whose role counts."""
        return self.on_behalf_of or self.person


def prepare(approvals: Approvals, record: Record, act: Act, key: Signer) -> dict[str, bytes]:
    """The files to write for a step; raises `Refused` if the statement would not count.

    The statement is judged exactly as everyone will judge it later, before a byte is written.
    """
    judge = approvals.judges[record.type.slug]
    transition = judge.bound.lifecycle.transition(act.transition)
    if transition is None:
        raise LookupError(act.transition)
    for person in (act.person, act.acting):
        if person not in approvals.library.records:
            raise Refused([record.at((), codes.SIGNER_UNKNOWN, value=person)])
    _require_first(approvals, record, act)
    revision, folder = approvals.revision_of(record), _folder(approvals, record)
    _require_conditions(judge, revision.record if revision and revision.record else record, transition)
    try:
        statement = _statement(approvals, record, act, transition, revision)
    except Undecided as undecided:
        problem = undecided.reason
        raise Refused([record.at((), RULE_FAILED, rule=judge.bound.lifecycle.name, problem=problem)]) from None
    source = statement.to_bytes()
    name = f"{folder.next_number:02d}-{act.transition}-{act.person}.json"
    written = {name: source, name + ".sig": signing.signature(source, key)}
    if act.scan is not None:
        written[name.removesuffix("json") + act.scan[0]] = act.scan[1]
    files = approvals.working_files(record) if act.opens else {}
    _require_counted(judge, folder, {**files, **written}, name)
    return {folder.path + path: data for path, data in {**files, **written}.items()}


def _require_first(approvals: Approvals, record: Record, act: Act) -> None:
    """Paper-era approvals come before everything that was submitted here."""
    if act.transition == ADOPT and approvals.was_submitted(record.id):
        raise Refused([record.at((), trust_codes.ADOPT_NOT_FIRST, value=record.id)])


def _require_conditions(judge: Judge, record: Record, transition: Transition) -> None:
    """What the lifecycle requires when the step is taken: asked now, never again once the step is signed."""
    found = unmet(judge.bound, transition, record, lambda condition: judge.holds(record, condition))
    reasons = [record.at((), codes.STEP_REQUIRES, sources=sources, problem=text) for text, sources in found]
    if reasons:
        raise Refused(reasons)


def _folder(approvals: Approvals, record: Record) -> Folder:
    """Where the statements of the working revision lie, or will lie."""
    stated = str(record.data.get("revision", ""))
    try:
        slug = read_revision(stated, approvals.host.notations).slug
    except UnknownNotation:
        raise Refused([record.at(("revision",), codes.REVISION_NOTATION, sources=("R-006",), value=stated)]) from None
    folder = next((f for f in approvals.folders.get(record.id, ()) if f.slug == slug), Folder(record.id, slug, ()))
    spelt = {filed.statement.revision for filed in folder.filed} - {stated}
    if spelt:
        other = ", ".join(sorted(spelt))
        problem = record.at(("revision",), codes.REVISION_SPELLING, sources=("R-006",), value=stated, other=other)
        raise Refused([problem])
    return folder


def _statement(
    approvals: Approvals, record: Record, act: Act, transition: Transition, revision: Revision | None
) -> Statement:
    judge = approvals.judges[record.type.slug]
    counted = [] if act.opens or revision is None else [j for j in revision.statements if j.valid]
    signed = revision.record if counted and revision is not None and revision.record is not None else record
    policy = approvals.trust.policy
    submit = next((j.filed.statement for j in counted if j.transition in OPENING), None)
    person = approvals.library.records[act.person]
    meaning = transition.meaning.get(str(policy.get("languages", ["en"])[0]))
    effective = act.effective_on or (
        str(signed.data.get("effective_on", "")) or None if act.transition in ISSUING else None
    )
    return Statement(
        repository=str(policy.get("repository", "")),
        record=record.id,
        revision=str(signed.data["revision"]),
        files=submit.files if submit else digests(approvals.working_files(record)),
        transition=act.transition,
        meaning=meaning,
        effective_on=effective,
        person=act.person,
        name=str(person.data.get("name", act.person)),
        role=act.role or _role(judge, act, signed, counted),
        at=act.at,
        method=act.method,
        seen=[j.filed.digest for j in judge.preceding(act.transition, counted)],
        requires=submit.requires if submit else judge.requirements(record, act.transition),
        policy=int(policy.get("version", 1)),
        tool=act.tool,
        reason=act.reason,
        on_behalf_of=act.on_behalf_of,
        delegation=act.delegation,
        evidence=[statements.digest(act.scan[1])] if act.scan is not None else [],
    )


def _role(judge: Judge, act: Act, record: Record, counted: list[Judged]) -> str:
    """The first allowed role that the person holds; else one that will be refused with its name."""
    allowed = judge.allowed_roles(act.transition, record, counted)
    person, day = judge.trust.person(act.acting), judge.day(act.at)
    held = [role for role, limit in allowed if person is not None and people.held_role(person, role, day, limit)]
    return next(iter([*held, *(role for role, _ in allowed)]), act.transition)


def _require_counted(judge: Judge, folder: Folder, added: dict[str, bytes], name: str) -> None:
    revision = judge.judged(folder.adding(added))
    mine = next(judged for judged in revision.statements if judged.filed.path.endswith("/" + name))
    if mine.problems:
        raise Refused(list(mine.problems))
