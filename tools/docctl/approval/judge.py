"""Statement folders -> revisions: which statements count, which revisions are issued."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.revision import Judged
from docctl.approval.revision import Revision
from docctl.approval.trust import signature_problems
from docctl.expressions.calendar import date_of
from docctl.expressions.environment import Scope
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.expressions.notations import UnknownNotation
from docctl.expressions.notations import read_revision
from docctl.library import Record
from docctl.lifecycle.signing import distinct
from docctl.lifecycle.signing import signers
from docctl.reader import read
from docctl.schema import Shape
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.approval.statement import Statement
    from docctl.expressions.checked import Checked
    from docctl.library.host import LibraryHost
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.model import Transition
    from docctl.violation import Code
    from docctl.violation import Violation

_PLACE = Position(1, 1)


class Judge:
    """Judges the folders of one record type by its signed lifecycle."""

    def __init__(self, bound: BoundLifecycle, host: LibraryHost) -> None:
        """Keep the lifecycle and the library whose persons, roles and policy count."""
        self.bound, self.host = bound, host
        self.shape = Shape(bound.type)

    @property
    def _policy(self) -> dict[str, Any]:
        return self.host.library.schemas.policy if self.host.library else {}

    def role_title(self, role: str) -> Text:
        """What people call a role."""
        known = self.host.library.schemas.roles.get(role, {}) if self.host.library else {}
        return Text(str(known.get("title", role)), str(known.get("x-zh", role)))

    def day(self, moment: str) -> str:
        """The company's day of a moment."""
        return date_of(moment, self.host.timezone)

    def revision(self, folder: Folder) -> Revision | None:
        """The verdict on one folder; none where it holds no readable statement."""
        if not folder.filed:
            return None
        name = folder.filed[-1].statement.revision
        try:
            mark = read_revision(name, self.host.notations)
        except UnknownNotation:
            return None
        record = self._signed_record(folder)
        judged = self._round(folder, record, mark.slug)
        submit = next((j.filed.statement for j in reversed(judged) if j.valid and j.transition == "submit"), None)
        missing = _missing(submit.requires, judged) if submit else ("submit",)
        problems = [*folder.problems, *self._file_problems(folder, submit)]
        return Revision(folder, name, mark, record, tuple(judged), missing, tuple(problems))

    def _signed_record(self, folder: Folder) -> Record | None:
        suffix = ".md" if self.bound.type.is_markdown else ".yaml"
        name = folder.record + suffix
        if name not in folder.files:
            return None
        document, found = read(folder.path + name, folder.files[name])
        if document is None:
            return None
        return Record(folder.record, self.bound.type, document, faulty=bool(found or self.shape.check(document)))

    def _file_problems(self, folder: Folder, submit: Statement | None) -> Iterator[Violation]:
        if submit is None:
            return
        for name, wanted in submit.files.items():
            held = folder.files.get(name)
            if held is None or statements.digest(held) != wanted:
                yield codes.STATEMENT_FILES.at(folder.path + name, _PLACE, record=folder.record, value=name)

    def _round(self, folder: Folder, record: Record | None, slug: str) -> list[Judged]:
        judged: list[Judged] = []
        issued = False
        for filed in folder.filed:
            counted = [j for j in judged if j.valid]
            problems = list(self._problems(filed, folder, record, counted, slug))
            if filed.statement.transition == "submit" and not problems:
                if issued:
                    problems = [self._problem(codes.STATEMENT_ISSUED, filed)]
                else:  # a new round: what was signed over other bytes no longer counts
                    judged = [Judged(j.filed, j.problems, in_round=False) for j in judged]
            judged.append(Judged(filed, tuple(problems), in_round=True))
            issued = issued or self._complete(judged)
        return judged

    @staticmethod
    def _complete(judged: list[Judged]) -> bool:
        submit = next((j for j in judged if j.valid and j.transition == "submit"), None)
        return submit is not None and not _missing(submit.filed.statement.requires, judged)

    def _problems(
        self, filed: Filed, folder: Folder, record: Record | None, counted: list[Judged], slug: str
    ) -> Iterator[Violation]:
        wrong = list(self._place_problems(filed, folder, slug))
        day = self.day(filed.statement.at)
        wrong += signature_problems(filed, self.host.library, day) if self.host.library else []
        if not wrong:
            wrong += self._order_problems(filed, counted)
            wrong += self._role_problems(filed, record, counted, day)
            wrong += self._date_problems(filed, record, day)
        yield from wrong

    def _place_problems(self, filed: Filed, folder: Folder, slug: str) -> Iterator[Violation]:
        statement = filed.statement
        named = f"{filed.number:02d}-{statement.transition}-{statement.person}.json"
        if filed.path != folder.path + named:
            yield self._problem(codes.STATEMENT_NAME, filed, value=filed.path.rpartition("/")[2], stated=named)
        if statement.repository != self._policy.get("repository"):
            yield self._problem(codes.STATEMENT_REPOSITORY, filed)
        if statement.record != folder.record or slug != folder.slug:
            yield self._problem(codes.STATEMENT_RECORD, filed, value=statement.record, revision=statement.revision)
        if self.bound.lifecycle.transition(statement.transition) is None:
            yield self._problem(codes.STATEMENT_TRANSITION, filed, value=statement.transition)
        if statement.policy > self._policy.get("version", 0):
            yield self._problem(
                codes.STATEMENT_POLICY, filed, value=statement.policy, limit=self._policy.get("version", 0)
            )
        if statement.method not in statements.METHODS:
            yield self._problem(codes.STATEMENT_METHOD, filed, value=statement.method)

    def _order_problems(self, filed: Filed, counted: list[Judged]) -> Iterator[Violation]:
        statement = filed.statement
        wanted = {j.filed.digest for j in self.preceding(statement.transition, counted)}
        transition = self.bound.lifecycle.transition(statement.transition)
        title = transition.title if transition else statement.transition
        if not wanted.issubset(statement.seen) or (statement.transition != "submit" and not wanted):
            yield self._problem(codes.STATEMENT_SEEN, filed, transition=title)
        elif transition is not None and transition.raw.get("needed") and self._lacking(statement.transition, counted):
            yield self._problem(codes.STATEMENT_SEEN, filed, transition=title)
        submit = next((j.filed.statement for j in counted if j.transition == "submit"), None)
        if submit is not None and statement.transition != "submit" and statement.files != submit.files:
            yield self._problem(codes.STATEMENT_FILES, filed, value=", ".join(statement.files))
        seen = [j.filed.statement.at for j in counted if j.filed.digest in statement.seen]
        if any(statement.at < earlier for earlier in seen):
            yield self._problem(codes.STATEMENT_TIME, filed, sources=("R-012",), value=statement.at)

    def preceding(self, transition: str, counted: list[Judged]) -> list[Judged]:
        """The valid statements of this round that a step must have seen: those of the needed steps before it."""
        names = [t.name for t in self.bound.lifecycle.needed]
        before = names[: names.index(transition)] if transition in names else names
        found = [j for j in counted if j.transition in before]
        return [j for j in found if j is _last(found, j.transition)]

    def _lacking(self, transition: str, counted: list[Judged]) -> bool:
        names = [t.name for t in self.bound.lifecycle.needed]
        before = set(names[: names.index(transition)])
        return not before <= {j.transition for j in counted}

    def allowed_roles(self, statement_transition: str, record: Record, counted: list[Judged]) -> list[tuple[str, str]]:
        """The roles (and departments) that may sign a step: as its submit recorded them, else as the lifecycle says."""
        submit = next((j.filed.statement for j in counted if j.transition == "submit"), None)
        prefix = statement_transition + ":"
        recorded = [r.removeprefix(prefix) for r in (submit.requires if submit else ()) if r.startswith(prefix)]
        if recorded:
            return [(role, "") for entry in recorded for role in entry.split("|")]
        transition = self.bound.lifecycle.transition(statement_transition)
        if transition is None:
            return []
        return [(s.role, s.department) for s in signers(self.bound, transition, lambda c: self.holds(record, c))]

    def holds(self, record: Record, condition: Checked) -> object:
        """The value of a lifecycle condition on the signed record."""
        self.host.current = record
        return condition.evaluate(Scope(self.host.environment, self.host.variables(record, condition)))

    def _role_problems(
        self, filed: Filed, record: Record | None, counted: list[Judged], day: str
    ) -> Iterator[Violation]:
        statement = filed.statement
        transition = self.bound.lifecycle.transition(statement.transition)
        if record is None or record.faulty or transition is None:
            return
        try:
            allowed = self.allowed_roles(statement.transition, record, counted)
            held = any(
                role == statement.role and self.host.role(statement.person, role, day, department)
                for role, department in allowed
            )
            barred = list(distinct(self.bound, transition, lambda c: self.holds(record, c)))
            sources = self._role_sources(transition, record)
        except (SkipRule, Undecided):
            allowed, held, barred, sources = [], False, [], ()
        if not held:
            yield self._problem(
                codes.SIGNER_ROLE,
                filed,
                sources=sources,
                value=statement.person,
                role=self._titles([role for role, _ in allowed] or [statement.role]),
                date=day,
                transition=transition.title,
            )
        for other in barred:
            earlier = self.bound.lifecycle.transition(other.transition)
            signed = [j for j in counted if j.transition == other.transition]
            if earlier is not None and any(j.filed.statement.person == statement.person for j in signed):
                yield self._problem(
                    codes.SIGNER_DISTINCT,
                    filed,
                    sources=other.sources,
                    value=statement.person,
                    first=earlier.title,
                    second=transition.title,
                )

    def _role_sources(self, transition: Transition, record: Record) -> tuple[str, ...]:
        """The requirement ids of the entry that says who may sign this record."""
        for index, entry in enumerate(transition.raw.get("signed_by", ())):
            condition = self.bound.condition((*transition.at, "signed_by", index, "when"))
            if condition is None or self.holds(record, condition):
                return tuple(entry.get("x-sources", ()))
        return ()

    def _titles(self, roles: list[str]) -> Text:
        titles = [self.role_title(role) for role in roles]
        return Text(" or ".join(t.en for t in titles), "或".join(t.zh for t in titles))

    def _date_problems(self, filed: Filed, record: Record | None, day: str) -> Iterator[Violation]:
        statement = filed.statement
        if statement.transition != "approve" or record is None:
            return
        stated = str(record.data.get("effective_on", ""))
        if statement.effective_on != stated:
            yield self._problem(codes.STATEMENT_EFFECTIVE, filed, value=statement.effective_on, stated=stated)
        elif day > stated:
            yield self._problem(codes.STATEMENT_LATE, filed, sources=("R-012",), date=day, value=stated)

    @staticmethod
    def _problem(code: Code, filed: Filed, **values: Any) -> Violation:
        return code.at(filed.path, _PLACE, record=filed.statement.record, **values)


def _last(found: list[Judged], transition: str) -> Judged:
    return next(j for j in reversed(found) if j.transition == transition)


def _missing(requires: list[str], judged: list[Judged]) -> tuple[str, ...]:
    given = {(j.transition, j.filed.statement.role) for j in judged if j.valid}
    return tuple(
        r for r in requires if not any((r.partition(":")[0], role) in given for role in r.partition(":")[2].split("|"))
    )
