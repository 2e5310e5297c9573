"""Taking a step: the statement, its signature and the files to write, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval import sshsig
from docctl.approval import statement as statements
from docctl.approval.approvals import digests
from docctl.approval.folder import Folder
from docctl.approval.folder import read_folder
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.expressions.environment import Undecided
from docctl.expressions.notations import read_revision
from docctl.lifecycle.signing import signers
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.approval.approvals import Approvals
    from docctl.approval.judge import Judge
    from docctl.approval.revision import Judged
    from docctl.approval.revision import Revision
    from docctl.approval.sshsig import PrivateKey
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


def prepare(approvals: Approvals, record: Record, act: Act, key: PrivateKey) -> dict[str, bytes]:
    """The files to write for a step; raises `Refused` if the statement would not count.

    The statement is judged exactly as everyone will judge it later, before a byte is written.
    """
    judge = approvals.judges[record.type.slug]
    transition = judge.bound.lifecycle.transition(act.transition)
    if transition is None:
        raise LookupError(act.transition)
    revision = approvals.revision_of(record)
    _require_conditions(judge, revision.record if revision and revision.record else record, transition)
    folder = revision.folder if revision is not None else _new_folder(approvals, record)
    statement = _statement(approvals, record, act, transition, revision)
    source = statement.to_bytes()
    name = f"{folder.next_number:02d}-{act.transition}-{act.person}.json"
    written = {name: source, name + ".sig": sshsig.sign(source, key, NAMESPACE)}
    files = approvals.working_files(record) if act.transition == "submit" else {}
    _require_counted(judge, folder, {**files, **written}, name)
    return {folder.path + path: data for path, data in {**files, **written}.items()}


def _require_conditions(judge: Judge, record: Record, transition: Transition) -> None:
    """What the lifecycle requires when the step is taken: asked now, never again once the step is signed."""
    reasons = []
    for index, entry in enumerate(transition.raw.get("requires", ())):
        condition = judge.bound.conditions[*transition.at, "requires", index]
        try:
            held = judge.holds(record, condition)
        except Undecided:
            held = False
        if not held:
            stated = {} if isinstance(entry, str) else entry
            said = stated.get("message", {"en": f"the step requires {entry}", "zh": f"该步骤的条件未满足：{entry}"})
            sources = tuple(stated.get("x-sources", transition.sources))
            problem = Text(said["en"], said["zh"])
            reasons.append(record.at((), codes.STEP_REQUIRES, sources=sources, problem=problem))
    if reasons:
        raise Refused(reasons)


def _new_folder(approvals: Approvals, record: Record) -> Folder:
    mark = read_revision(str(record.data["revision"]), approvals.host.notations)
    return Folder(record.id, mark.slug, ())


def _statement(
    approvals: Approvals, record: Record, act: Act, transition: Transition, revision: Revision | None
) -> Statement:
    judge = approvals.judges[record.type.slug]
    counted = [] if act.transition == "submit" or revision is None else [j for j in revision.statements if j.valid]
    signed = revision.record if counted and revision is not None and revision.record is not None else record
    policy = record_policy(approvals)
    submit = next((j.filed.statement for j in counted if j.transition == "submit"), None)
    person = approvals.host.library.get(act.person) if approvals.host.library else None
    meaning = transition.meaning.get(str(policy.get("languages", ["en"])[0]))
    effective = act.effective_on or (
        str(signed.data.get("effective_on", "")) or None if act.transition == "approve" else None
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
        name=str(person.data.get("name", act.person)) if person else act.person,
        role=act.role or _role(judge, act, signed, counted),
        at=act.at,
        method="ssh",
        seen=[j.filed.digest for j in judge.preceding(act.transition, counted)],
        requires=submit.requires if submit else requirements(judge, record),
        policy=int(policy.get("version", 1)),
        tool=act.tool,
        reason=act.reason,
    )


def record_policy(approvals: Approvals) -> dict[str, object]:
    """The policy that statements name."""
    return approvals.host.library.schemas.policy if approvals.host.library else {}


def requirements(judge: Judge, record: Record) -> list[str]:
    """What a submit writes down: each needed step with the roles that may sign it."""
    found = []
    for transition in judge.bound.lifecycle.needed:
        roles = [s.role for s in signers(judge.bound, transition, lambda c: judge.holds(record, c))]
        if transition.raw.get("all"):
            found += [f"{transition.name}:{role}" for role in roles]
        else:
            found.append(f"{transition.name}:{'|'.join(roles)}")
    return found


def _role(judge: Judge, act: Act, record: Record, counted: list[Judged]) -> str:
    allowed = judge.allowed_roles(act.transition, record, counted)
    day = judge.day(act.at)
    held = [role for role, department in allowed if judge.host.role(act.person, role, day, department)]
    return held[0] if held else (allowed[0][0] if allowed else act.transition)


def _require_counted(judge: Judge, folder: Folder, added: dict[str, bytes], name: str) -> None:
    contents = {**folder.files, **added}
    for filed in folder.filed:
        contents[filed.path.removeprefix(folder.path)] = filed.source
        if filed.signature is not None:
            contents[filed.path.removeprefix(folder.path) + ".sig"] = filed.signature
    revision = judge.revision(read_folder(folder.record, folder.slug, contents))
    if revision is None:
        raise Refused([])
    mine = next(j for j in revision.statements if j.filed.path.endswith("/" + name))
    if mine.problems:
        raise Refused(list(mine.problems))
