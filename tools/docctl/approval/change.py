"""What a change may do to statements: add some, signed by persons and under a policy that were there before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.acting import acting_problems
from docctl.approval.acting import actor
from docctl.approval.filing import problem
from docctl.approval.folder import ROOT
from docctl.approval.steps import ADOPT
from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.attested import number_of
from docctl.approval.trust.delegation import DELEGATE
from docctl.approval.trust.policy import ID as POLICY
from docctl.library import people
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.approvals import Approvals
    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.approval.trust.trust import Trust
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

_PLACE = Position(1, 1)


def statement_changes(before: Approvals, after: Approvals) -> Iterator[Violation]:
    """Statements that were rewritten, signed bytes that were replaced, and rights that the change gives itself."""
    touched = _touched(before.library.snapshot, after.library.snapshot)
    known = {folder.path: folder for record in touched for folder in before.trust.folders.get(record, ())}
    for record in touched:
        for folder in after.trust.folders.get(record, ()):
            old = known.get(folder.path)
            if old is not None:
                yield from _rewritten(old, folder)
                yield from _replaced(before, old, folder)
            if old is not None and _is_settled(before.trust, old):
                yield from _settled(old, folder)
            if before.trust.policies.current is not None and record != POLICY:
                is_document = record in after.folders
                for filed in _added(old, folder):
                    yield from _granted(before.trust, filed, folder if is_document else None)
                    yield from _adopted(before, filed)


def _touched(before: Snapshot, after: Snapshot) -> list[str]:
    """The records whose folders do not hold the same files as before, in order."""
    one, other = (set(snapshot.oids(snapshot.paths(ROOT)).items()) for snapshot in (before, after))
    return sorted({path.removeprefix(ROOT).partition("/")[0] for path, _ in one ^ other})


def _added(old: Folder | None, new: Folder) -> Iterator[Filed]:
    held = {filed.digest for filed in old.filed} if old is not None else set()
    return (filed for filed in new.filed if filed.digest not in held)


def _rewritten(old: Folder, new: Folder) -> Iterator[Violation]:
    """A statement or its signature that is gone or holds other bytes; whole folders that vanish are R-034's affair."""
    held = {filed.path: filed for filed in new.filed}
    for filed in old.filed:
        now = held.get(filed.path)
        if now is None or (now.source, now.signature) != (filed.source, filed.signature):
            yield problem(trust_codes.STATEMENT_REWRITTEN, filed, value=filed.path.rpartition("/")[2])


def _replaced(before: Approvals, old: Folder, new: Folder) -> Iterator[Violation]:
    """Bytes that were signed for good: those of an issued revision, of a policy, a person or a delegation."""
    revisions = before.of(old.record) if old.record in before.folders else ()
    issued = next((r.issued or r.awaits_release for r in revisions if r.folder.path == old.path), None)
    if issued is False:  # a new round may bring other bytes
        return
    for name, data in old.files.items():
        if new.files.get(name, data) != data:
            yield trust_codes.SIGNED_REPLACED.at(old.path + name, _PLACE, record=old.record, value=name)


def _is_settled(trust: Trust, folder: Folder) -> bool:
    """Whether a policy, an enrolment or a delegation counts already: another signature could only move its day."""
    if folder.record == POLICY:
        return trust.policies.version(number_of(folder)) is not None
    chain = trust.enrolments.chains.get(folder.record) or trust.delegations.chains.get(folder.record)
    return chain is not None and any(state.filed.path.startswith(folder.path) for state in chain.states)


def _settled(old: Folder, new: Folder) -> Iterator[Violation]:
    for filed in _added(old, new):
        yield problem(trust_codes.STATEMENT_SETTLED, filed, value=filed.path.rpartition("/")[2])


def _adopted(before: Approvals, filed: Filed) -> Iterator[Violation]:
    """A paper-era approval of what was submitted here before, whatever day the statement names."""
    if filed.statement.transition == ADOPT and before.was_submitted(filed.record):
        yield problem(trust_codes.ADOPT_NOT_FIRST, filed, value=filed.record)


def _granted(trust: Trust, filed: Filed, folder: Folder | None) -> Iterator[Violation]:
    """A new statement, in a document's folder or an act of trust, that counts only through what the change brings."""
    reason = _trust_reason(trust, filed) if folder is None else _document_reason(trust, filed, folder)
    if reason is not None:
        yield problem(trust_codes.SIGNER_ON_BASE, filed, value=filed.statement.person, problem=reason)


def _document_reason(trust: Trust, filed: Filed, folder: Folder) -> Text | None:
    """Why a statement would not have counted before: its signer, their role, or for whom they act."""
    statement, day = filed.statement, trust.day(filed.statement.at)
    found = next(trust.problems(filed, day), None) or next(_old_policy(trust, filed), None)
    if found is not None:
        return found.message
    person, title = trust.person(actor(statement)), trust.role_title(statement.role)
    if person is None or not people.held_role(person, statement.role, day):
        return Text(f"{actor(statement)} did not hold role {title.en}", f"{actor(statement)} 不具有“{title.zh}”角色")
    acting = next(acting_problems(filed, folder, trust, day, title), None)
    return acting.message if acting is not None else None


def _trust_reason(trust: Trust, filed: Filed) -> Text | None:
    """An enrolment or a delegation: administrators and principals are those of before."""
    statement, day = filed.statement, trust.day(filed.statement.at)
    if statement.transition == DELEGATE:
        found = next(trust.problems(filed, day), None)
    else:
        found = next(trust.policies.administrator_problems(filed, day), None)
    found = found or next(_old_policy(trust, filed), None)
    return found.message if found is not None else None


def _old_policy(trust: Trust, filed: Filed) -> Iterator[Violation]:
    """A statement under another version of the policy than the one that holds."""
    current = trust.policies.current
    if current is not None and filed.statement.policy != current.number:
        yield problem(trust_codes.STATEMENT_POLICY_OTHER, filed, value=filed.statement.policy, current=current.number)
