"""Statement folders -> revisions: which statements count, which revisions are issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.revision import Judged
from docctl.approval.revision import Revision
from docctl.approval.revision import missing
from docctl.approval.revision import preceding
from docctl.approval.steps import OPENING
from docctl.approval.steps import RELEASE
from docctl.approval.steps import SUBMIT
from docctl.approval.trust.attested import SignedBytes
from docctl.approval.verdict import Case
from docctl.approval.verdict import Verdict
from docctl.expressions.calendar import date_of
from docctl.expressions.notations import RevisionMark
from docctl.expressions.notations import UnknownNotation
from docctl.expressions.notations import read_revision
from docctl.library.host import Needs
from docctl.lifecycle.signing import Signer
from docctl.lifecycle.signing import signers
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.approval.folder import Folder
    from docctl.approval.statement import Statement
    from docctl.approval.trust.trust import Trust
    from docctl.expressions.checked import Checked
    from docctl.library import Record
    from docctl.library.host import LibraryHost
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.model import Transition
    from docctl.violation import Violation

_PLACE = Position(1, 1)


class Judge:
    """Judges the folders of one record type by its signed lifecycle."""

    def __init__(self, bound: BoundLifecycle, host: LibraryHost, trust: Trust) -> None:
        """Keep the lifecycle and the library whose persons, roles and policy count."""
        self.bound, self.host, self.library, self.trust = bound, host, host.library, trust
        self.signed = SignedBytes(bound.type)

    def role_title(self, role: str) -> Text:
        """What people call a role."""
        return self.trust.role_title(role)

    def day(self, moment: str) -> str:
        """The company's day of a moment."""
        return date_of(moment, self.host.timezone)

    def record_name(self, document: str) -> str:
        """What the file of a document is called in its folder."""
        return self.signed.name(document)

    def revision(self, folder: Folder) -> Revision | None:
        """The verdict on one folder; none where it holds no readable statement."""
        return self.judged(folder) if folder.filed else None

    def judged(self, folder: Folder) -> Revision:
        """The verdict on a folder that holds a readable statement."""
        record, problems = self.signed.read(folder)
        name, mark = self._mark(folder, record)
        if mark.slug != folder.slug or (record is not None and record.data.get("revision") != name):
            stated = str(record.data.get("revision", "—")) if record is not None else name
            problems.append(self._folder_problem(folder, stated, mark))
        judged, submit = self._rounds(folder, record, name)
        problems += self._file_problems(folder, submit)
        lacking = missing(submit.requires, (j for j in judged if j.valid)) if submit else (SUBMIT,)
        released = [self.day(j.statement.at) for j in judged if j.valid and j.transition == RELEASE]
        problems = [*folder.damage, *problems]
        return Revision(folder, name, mark, record, tuple(judged), lacking, tuple(problems), max(released, default=""))

    def _mark(self, folder: Folder, record: Record | None) -> tuple[str, RevisionMark]:
        """The revision of a folder: as the signed bytes write it, else the first statement that fits the folder."""
        stated = [str(record.data.get("revision", ""))] if record is not None else []
        stated += [filed.statement.revision for filed in folder.filed]
        read = [(name, mark) for name in stated if (mark := self._read(name)) is not None]
        fitting = (found for found in read if found[1].slug == folder.slug)
        return next(fitting, next(iter(read), (stated[0], RevisionMark("", (), "", is_first=False))))

    def _read(self, name: str) -> RevisionMark | None:
        try:
            return read_revision(name, self.host.notations)
        except UnknownNotation:
            return None

    @staticmethod
    def _folder_problem(folder: Folder, stated: str, mark: RevisionMark) -> Violation:
        if not mark.slug:
            return codes.REVISION_NOTATION.at(folder.filed[0].path, _PLACE, record=folder.record, value=stated)
        place = folder.filed[0].path
        return codes.STATEMENT_RECORD.at(place, _PLACE, record=folder.record, value=folder.record, revision=stated)

    def _file_problems(self, folder: Folder, submit: Statement | None) -> Iterator[Violation]:
        for name, wanted in submit.files.items() if submit is not None else ():
            held = folder.files.get(name)
            if held is None or statements.digest(held) != wanted:
                yield codes.STATEMENT_FILES.at(folder.path + name, _PLACE, record=folder.record, value=name)

    def _rounds(self, folder: Folder, record: Record | None, name: str) -> tuple[list[Judged], Statement | None]:
        """The statements in their order, and the submit of the last round: each valid one opens a new round."""
        verdict = Verdict(self, folder, record, name)
        judged: list[Judged] = []
        case = Case()
        for filed in folder.filed:
            found = Judged(filed, tuple(verdict.problems(filed, case)), in_round=True)
            if found.valid and found.transition in OPENING:
                judged = [Judged(j.filed, j.problems, in_round=False) for j in judged]
                case = Case(filed.statement)
            judged.append(found)
            if found.valid:
                case.counted.append(found)
        return judged, case.submit

    def preceding(self, transition: str, counted: Sequence[Judged]) -> list[Judged]:
        """The valid statements of this round that a step must have seen: the last that meets each requirement."""
        submit = next((j.statement for j in counted if j.transition in OPENING), None)
        before = preceding(transition, submit.requires) if submit is not None else ()
        last = [next((j for j in reversed(counted) if j.meets(requirement)), None) for requirement in before]
        return [judged for judged in counted if any(judged is one for one in last)]

    def allowed_roles(self, transition: str, record: Record, counted: Sequence[Judged]) -> list[tuple[str, str]]:
        """The roles (and departments) that may sign a step: as its submit recorded them, else as the lifecycle says."""
        submit = next((j.statement for j in counted if j.transition in OPENING), None)
        return [(s.role, s.department) for s in self.signers(transition, record, submit)]

    def signers(self, transition: str, record: Record | None, submit: Statement | None) -> list[Signer]:
        """The same with their sources; without the bytes of the round, everybody whom the lifecycle names at all."""
        step = self.bound.lifecycle.transition(transition)
        named = self._named(step, record) if step is not None else []
        entries = submit.requires if submit is not None else ()
        recorded = [r.partition(":")[2] for r in entries if r.partition(":")[0] == transition]
        if not recorded:
            return named
        known = {signer.role: signer for signer in named}
        roles = dict.fromkeys(role for entry in recorded for role in entry.split("|"))
        return [known.get(role, Signer(role, "", step.sources if step is not None else ())) for role in roles]

    def _named(self, step: Transition, record: Record | None) -> list[Signer]:
        if record is not None:
            return signers(self.bound, step, lambda condition: self.holds(record, condition))
        return [Signer(entry["role"], "", step.sources) for entry in step.raw.get("signed_by", ())]

    def requirements(self, record: Record, opening: str = SUBMIT) -> list[str]:
        """What a submit writes down: each needed step with the roles that may sign it; an adoption, only itself."""
        found = []
        for transition in self._needed(record, opening):
            roles = [signer.role for signer in self._named(transition, record)]
            if transition.raw.get("all"):
                found += [f"{transition.name}:{role}" for role in roles]
            else:
                found.append(f"{transition.name}:{'|'.join(roles)}")
        return found

    def _needed(self, record: Record, opening: str) -> Iterator[Transition]:
        if opening != SUBMIT:
            adopting = self.bound.lifecycle.transition(opening)
            yield from () if adopting is None else (adopting,)
            return
        for transition in self.bound.lifecycle.needed:
            condition = self.bound.condition((*transition.at, "needed"))
            if condition is None or self.holds(record, condition):
                yield transition

    def holds(self, record: Record, condition: Checked) -> object:
        """The value of a lifecycle condition on the signed record."""
        return condition.evaluate(self.host.scope(self.library, record, Needs.of((condition,))))
