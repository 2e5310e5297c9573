"""What is wrong with one statement, given those of its round that count already."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.acting import acting_problems
from docctl.approval.acting import actor
from docctl.approval.acting import persons
from docctl.approval.filing import place_problems
from docctl.approval.filing import problem
from docctl.approval.revision import missing
from docctl.approval.revision import preceding
from docctl.approval.steps import ADOPT
from docctl.approval.steps import ENDING
from docctl.approval.steps import ISSUING
from docctl.approval.steps import OPENING
from docctl.approval.steps import RELEASE
from docctl.approval.trust import codes as trust_codes
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.library import people
from docctl.lifecycle.signing import distinct
from docctl.schema.record_type import values_at
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.approval.judge import Judge
    from docctl.approval.revision import Judged
    from docctl.approval.statement import Statement
    from docctl.library import Record
    from docctl.lifecycle.signing import Distinct
    from docctl.lifecycle.signing import Signer
    from docctl.violation import Violation


@dataclass
class Case:
    """One round so far: its submit, and the statements that count."""

    submit: Statement | None = None
    counted: list[Judged] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the revision is issued: nothing may be submitted into it any more."""
        return self.submit is not None and not missing(self.submit.requires, self.counted)

    def awaits(self, transition: str) -> bool:
        """Whether its submit asks for a step that is not signed yet."""
        requires = self.submit.requires if self.submit is not None else ()
        return any(step.partition(":")[0] == transition for step in missing(requires, self.counted))


class Verdict:
    """Judges the statements of one folder; `record` is read from the bytes that lie there."""

    def __init__(self, judge: Judge, folder: Folder, record: Record | None, revision: str) -> None:
        """Keep what all statements of the folder are compared with."""
        self.judge, self.folder, self.record, self.revision = judge, folder, record, revision
        self.lifecycle, self.policy = judge.bound.lifecycle, judge.trust.policy
        self.name = judge.record_name(folder.record)
        self.source = statements.digest(folder.files[self.name]) if self.name in folder.files else ""
        self.earlier = {filed.digest: filed.statement for filed in folder.filed}

    def problems(self, filed: Filed, case: Case) -> Iterator[Violation]:
        """Everything that keeps a statement from counting; order and roles are judged only of genuine ones."""
        day = self.judge.day(filed.statement.at)
        wrong = [*self._place_problems(filed, case), *self.judge.trust.problems(filed, day)]
        yield from wrong
        if not wrong:
            yield from self._order_problems(filed, case)
            yield from acting_problems(filed, self.folder, self.judge.trust, day, self._role(filed))
            yield from self._role_problems(filed, case, day)
            yield from self._date_problems(filed, day)
            yield from self._name_problems(filed)

    def _signed_record(self, statement: Statement) -> Record | None:
        """The record, if its bytes are those that the statement is about: those of earlier rounds are gone."""
        return self.record if statement.files.get(self.name) == self.source else None

    def _place_problems(self, filed: Filed, case: Case) -> Iterator[Violation]:
        statement = filed.statement
        yield from place_problems(filed, self.policy.get("repository"), self.revision)
        # The lifecycle may have changed since: the submit says which steps there were.
        asked = case.submit.requires if case.submit is not None else []
        known = {transition.name for transition in self.lifecycle.transitions}
        if statement.transition not in {*known, *(requirement.partition(":")[0] for requirement in asked)}:
            yield problem(codes.STATEMENT_TRANSITION, filed, value=statement.transition)
        version = self.judge.trust.policies.version(statement.policy)
        adopts = statement.transition == ADOPT
        if (adopts and version is not None and ADOPT not in version.methods) or (
            not adopts and statement.method == ADOPT
        ):
            yield problem(codes.STATEMENT_METHOD, filed, value=ADOPT)

    def _may_follow(self, name: str, case: Case) -> bool:
        """Whether the lifecycle has the step in the state that the counted statements have led to."""
        transition = self.lifecycle.transition(name)
        if name == RELEASE and not case.awaits(RELEASE):
            return False
        if transition is None:
            return True
        state = self.lifecycle.initial
        for judged in case.counted:
            step = self.lifecycle.transition(judged.transition)
            state = step.raw["to"] if step is not None else state
        return state in transition.raw["from"] or (bool(transition.raw.get("all")) and state == transition.raw["to"])

    def _order_problems(self, filed: Filed, case: Case) -> Iterator[Violation]:
        statement = filed.statement
        other = case.submit is not None and not _opens(statement) and statement.files != case.submit.files
        if other or self.name not in statement.files:
            yield problem(codes.STATEMENT_FILES, filed, value=", ".join(statement.files))
        if _opens(statement) and case.complete:
            yield problem(codes.STATEMENT_ISSUED, filed)
        elif not self._has_seen(statement, case):
            yield problem(codes.STATEMENT_SEEN, filed, transition=self._title(statement.transition))
        elif not self._may_follow(statement.transition, case):
            yield problem(codes.STATEMENT_TRANSITION, filed, value=statement.transition)
        elif any(statement.at < self.earlier[digest].at for digest in statement.seen):
            yield problem(codes.STATEMENT_TIME, filed, sources=("R-012",), value=statement.at)
        if _opens(statement):
            yield from self._requires_problems(filed)

    def _has_seen(self, statement: Statement, case: Case) -> bool:
        """Whether what must come before a step is there, and the step names it and nothing that is gone."""
        if not self.earlier.keys() >= set(statement.seen) or (case.submit is None and not _opens(statement)):
            return False
        requires = case.submit.requires if case.submit is not None and not _opens(statement) else []
        before = preceding(statement.transition, requires)
        required = len(before) < len(requires)
        for requirement in before:
            meeting = [judged.filed.digest for judged in case.counted if judged.meets(requirement)]
            if (required and not meeting) or (meeting and not set(meeting).intersection(statement.seen)):
                return False
        return True

    def _requires_problems(self, filed: Filed) -> Iterator[Violation]:
        """A submit that asks for less than the lifecycle; those of earlier policies are judged by what they say."""
        statement = filed.statement
        record = self._signed_record(statement)
        if record is None or statement.policy != self.policy.get("version"):
            return
        try:
            wanted = self.judge.requirements(record, statement.transition)
        except SkipRule:
            return
        except Undecided as undecided:
            wanted = [undecided.reason]
        if statement.requires != wanted:
            value, asked = ", ".join(statement.requires), ", ".join(wanted)
            yield problem(codes.STATEMENT_REQUIRES, filed, value=value, wanted=asked)

    def _role_problems(self, filed: Filed, case: Case, day: str) -> Iterator[Violation]:
        statement = filed.statement
        record = self._signed_record(statement)
        submit = None if _opens(statement) else case.submit
        try:
            allowed = self.judge.signers(statement.transition, record, submit)
            barred = self._barred(statement.transition, record)
        except (SkipRule, Undecided):
            allowed, barred = [], []
        yield from self._role_problem(filed, allowed, day)
        yield from self._distinct_problems(filed, barred, case)

    def _barred(self, name: str, record: Record | None) -> list[Distinct]:
        transition = self.lifecycle.transition(name)
        if transition is None or record is None:
            return []
        return list(distinct(self.judge.bound, transition, lambda condition: self.judge.holds(record, condition)))

    def _role_problem(self, filed: Filed, allowed: list[Signer], day: str) -> Iterator[Violation]:
        statement = filed.statement
        person = self.judge.trust.person(actor(statement))
        held = (
            person is not None
            and signer.role == statement.role
            and people.held_role(person, signer.role, day, signer.department)
            for signer in allowed
        )
        if not any(held):
            titles = [self.judge.role_title(role) for role in [s.role for s in allowed] or [statement.role]]
            yield problem(
                codes.SIGNER_ROLE,
                filed,
                sources=allowed[0].sources if allowed else (),
                value=actor(statement),
                role=Text(" or ".join(t.en for t in titles), "或".join(t.zh for t in titles)),
                date=day,
                transition=self._title(statement.transition),
            )

    def _name_problems(self, filed: Filed) -> Iterator[Violation]:
        """Pages and prints show the name as it was signed: nobody signs under that of somebody else."""
        person, name = filed.statement.person, filed.statement.name
        if name not in self.judge.trust.enrolments.names(person):
            yield problem(trust_codes.SIGNER_NAME, filed, value=person, name=name)

    def _distinct_problems(self, filed: Filed, barred: list[Distinct], case: Case) -> Iterator[Violation]:
        for other in barred:
            signed = (j for j in case.counted if j.transition == other.transition)
            both = (persons(j.statement) & persons(filed.statement) for j in signed)
            if (found := next(filter(None, both), None)) is not None:
                yield problem(
                    codes.SIGNER_DISTINCT,
                    filed,
                    sources=other.sources,
                    value=min(found),
                    first=self._title(other.transition),
                    second=self._title(filed.statement.transition),
                )

    def _date_problems(self, filed: Filed, day: str) -> Iterator[Violation]:
        """Nothing is put into force or out of it for days that have passed (R-012); an adoption looks back."""
        statement, ends = filed.statement, filed.statement.transition in ENDING
        issues = statement.transition in ISSUING
        record = self._signed_record(statement)
        stated = str(record.data.get("effective_on", "")) if record is not None else statement.effective_on
        title = self._title(statement.transition)
        if ends and statement.effective_on is None:
            yield problem(codes.STATEMENT_END, filed, transition=title)
        elif not ends and statement.effective_on != stated and (statement.effective_on or issues):
            yield problem(codes.STATEMENT_EFFECTIVE, filed, value=statement.effective_on or "—", stated=stated or "—")
        elif statement.transition == ADOPT:
            yield from self._ahead(filed, day)
        elif statement.effective_on and (ends or issues) and day > statement.effective_on:
            sources = () if ends else ("R-012",)
            values = {"transition": title, "date": day, "value": statement.effective_on}
            yield problem(codes.STATEMENT_LATE, filed, sources=sources, **values)

    def _ahead(self, filed: Filed, day: str) -> Iterator[Violation]:
        """Days to come: of taking effect, and in the fields that the step asks for, such as the approval on paper."""
        bound, record = self.judge.bound, self._signed_record(filed.statement)
        asked, data = bound.asked(ADOPT), record.data if record is not None else {}
        dates = [one.path for one in bound.type.fields if one.schema.get("format") == "date" and one.path[0] in asked]
        found = [given for path in dates for given in values_at(data, path)]
        for path, value in ((("effective_on",), filed.statement.effective_on or ""), *found):
            if str(value) > day:
                field = bound.type.label(path)
                yield problem(trust_codes.ADOPT_AHEAD, filed, field=field, value=value, date=day)

    def _role(self, filed: Filed) -> Text:
        return self.judge.role_title(filed.statement.role)

    def _title(self, name: str) -> Text:
        transition = self.lifecycle.transition(name)
        return transition.title if transition is not None else Text(name, name)


def _opens(statement: Statement) -> bool:
    return statement.transition in OPENING
