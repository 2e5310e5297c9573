"""Everything that is checked of one state: compiled once from the schemas, run over a library."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.approval.approvals import Approvals
from docctl.cache.on_demand import OnDemand
from docctl.expressions.checked import Compiler
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.library.computed import compile_computed
from docctl.library.computed import computed_on_demand
from docctl.library.host import LibraryHost
from docctl.library.host import Needs
from docctl.lifecycle.check import LifecycleCheck
from docctl.lifecycle.compiled import bind_lifecycles
from docctl.lifecycle.compiled import lifecycle_problems
from docctl.rules.attachments import check_attachments
from docctl.rules.attachments import check_orphans
from docctl.rules.expression_rule import ExpressionRule
from docctl.rules.expression_rule import compile_rule
from docctl.rules.personal_numbers import check_personal_numbers
from docctl.rules.personal_numbers import reserved_numbers
from docctl.rules.references import check_references
from docctl.rules.references import check_unique
from docctl.rules.tombstones import check_tombstone
from docctl.rules.verdicts import Verdicts
from docctl.violation import Severity
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.expressions.checked import Checked
    from docctl.library import Library
    from docctl.library import Record
    from docctl.schema import Schemas
    from docctl.violation import Violation

# Names of judgements that are not about one record; a record's is its path.
_DOCUMENT, _UNIQUE, _TRUST = "document ", "unique ", "trust"
SIGNED_STAGES = frozenset({"approved", "withdrawn", "obsolete"})


@dataclass
class Rulebook:
    """The rules of one set of schemas, compiled."""

    schemas: Schemas
    host: LibraryHost = field(default_factory=LibraryHost)
    problems: list[Violation] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Compile everything that judges records; what does not compile is in `problems`.

        Schemas that an earlier check found right are compiled as far as somebody asks.
        """
        self.compiler = Compiler(self.host.environment, self.schemas)
        self.reserved = reserved_numbers(self.schemas.policy)
        types, reads = self.schemas.types, self.schemas.reads_before
        self.computed: Mapping[tuple[str, str], Checked] = computed_on_demand(self.compiler)
        self.lifecycles = bind_lifecycles(self.compiler)
        self.rules: Mapping[str, list[ExpressionRule]] = OnDemand(types, self._compiled)
        self.type_rules = OnDemand(types, lambda slug: TypeRules(self.rules[slug]))
        if reads is None:
            self.computed = compile_computed(self.compiler, self.problems)
            self.problems += lifecycle_problems(self.compiler, self.lifecycles)
            self.rules = dict(self.rules)
        else:
            self.compiler.reads.update((slug, set(names)) for slug, names in reads.items())

    def found_right(self) -> None:
        """Note that nothing is wrong under schemas/: the next check need not find that out again."""
        self.schemas.note_right(self.compiler.reads)

    def _compiled(self, slug: str) -> list[ExpressionRule]:
        found = []
        for raw in (*self.schemas.common_rules, *self.schemas.types[slug].rules):
            try:
                found.append(compile_rule(raw, slug, self.compiler, self.problems))
            except Stop as stop:
                if stop.violation not in self.problems:
                    self.problems.append(stop.violation)
        return found

    def open(self, library: Library, approvals: Approvals | None = None) -> Check:
        """The rules bound to a library, and to the approvals of a larger one where it is a part of that."""
        self.host.open(library, self.compiler, self.computed)
        return Check(self, library, approvals)


class RuleSet(NamedTuple):
    """The rules that judge the records of a type from one day to another, with what they read together."""

    rules: tuple[ExpressionRule, ...]
    needs: Needs


class TypeRules:
    """The rules on one type; which of them hold depends on the day of a record only."""

    def __init__(self, rules: Iterable[ExpressionRule]) -> None:
        """Sort out the days from which further rules hold."""
        given = tuple(rules)
        self._rules = tuple(rule for rule in given if not rule.is_change)
        self._of_changes = tuple(rule for rule in given if rule.is_change)
        self._days = sorted({rule.since for rule in self._rules})
        self._sets: dict[int, RuleSet] = {}

    def of_changes_on(self, day: str) -> tuple[ExpressionRule, ...]:
        """The rules on a change of a record of a day."""
        return tuple(rule for rule in self._of_changes if rule.since <= day)

    def on(self, day: str) -> RuleSet:
        """The rules on the state of a record of a day."""
        count = bisect_right(self._days, day)
        if count not in self._sets:
            rules = tuple(rule for rule in self._rules if rule.since <= day)
            self._sets[count] = RuleSet(rules, Needs.of(part for rule in rules for part in rule.expressions))
        return self._sets[count]


class Check:
    """Runs a rulebook over one library."""

    def __init__(self, book: Rulebook, library: Library, approvals: Approvals | None = None) -> None:
        """Bind lifecycles and approvals to the library."""
        self.book, self.library, self.host = book, library, book.host
        self.approvals = approvals or Approvals(self.host, book.lifecycles)
        self.host.issued = self.approvals.rows
        self._lifecycles = OnDemand(book.lifecycles, lambda slug: LifecycleCheck(book.lifecycles[slug], self.host))

    def run_again(self) -> Iterator[Violation]:
        """The same as `run`, but what an earlier check found is taken over wherever all that it read is as it was."""
        verdicts = Verdicts(self.library)
        records = {record.path: partial(self._check, record) for record in self.library.records.values()}
        documents = {f"{_DOCUMENT}{name}": partial(self.approvals.problems, name) for name in self._signed()}
        self.library.sources.want(path for path in records if not verdicts.hold(path))
        self.approvals.want(name.removeprefix(_DOCUMENT) for name in documents if not verdicts.hold(name))
        # First what is asked for by many: the judges of records may be copies that could not hand it on.
        yield from verdicts.of(self._across())
        yield from verdicts.of({**records, **documents})
        yield from check_orphans(self.library)
        verdicts.keep()

    def _across(self) -> dict[str, Callable[[], Iterable[Violation]]]:
        """What judges many records at once, by name."""
        types = self.library.schemas.types
        unique = {f"{_UNIQUE}{slug}": partial(check_unique, self.library, slug) for slug in types}
        return {**unique, _TRUST: self.approvals.trust_problems}

    def run(self, only: frozenset[str] | None = None) -> Iterator[Violation]:
        """Every violation of the records with the given ids, or of all; unreadable ones are reported elsewhere."""
        for record in self.library.records.values():
            if only is None or record.id in only:
                yield from self._check(record)
        across = chain(*(judge() for judge in self._across().values()), check_orphans(self.library))
        yield from (violation for violation in across if only is None or violation.record in only)
        for document in self._signed():
            if only is None or document in only:
                yield from self.approvals.problems(document)

    def _signed(self) -> Iterator[str]:
        """Documents that were signed, and those that might be: each states a revision."""
        unsigned = (record.id for slug in self.approvals.judges for record in self.library.of_type(slug))
        return iter(sorted({*self.approvals.documents(), *unsigned}))

    def _check(self, record: Record) -> Iterator[Violation]:
        self.library.reads.record(record.id)
        yield from check_references(self.library, record)
        yield from check_attachments(self.library, record)
        yield from check_tombstone(self.library, record)
        yield from check_personal_numbers(record, self.book.reserved)
        if not record.faulty:
            yield from self.check_record(record)

    def check_record(self, record: Record) -> Iterator[Violation]:
        """Lifecycle and expression rules of one sound record."""
        yield from self.judge_as(record, self.stage(record))

    def judge_as(self, record: Record, stage: str) -> Iterator[Violation]:
        """The same for a stage that the record may not have reached yet."""
        if record.type.slug in self._lifecycles:
            yield from self._lifecycles[record.type.slug].check(record, stage)
        found = self._expressions(record, stage)
        if stage in SIGNED_STAGES and record.type.slug in self.approvals.judges:
            found = [_at_the_next_revision(violation) for violation in found]
        yield from found

    def _expressions(self, record: Record, stage: str) -> list[Violation]:
        applying = self.book.type_rules[record.type.slug].on(record.day)
        if not applying.rules:
            return []
        try:
            scope = self.host.scope(self.library, record, applying.needs, stage=stage)
        except (SkipRule, Undecided):  # a computed field has no value: only the rules that read it are without verdict
            return [v for rule in applying.rules for v in self._alone(rule, record, stage)]
        return [violation for rule in applying.rules for violation in rule.check(record, scope, self.host)]

    def _alone(self, rule: ExpressionRule, record: Record, stage: str) -> list[Violation]:
        try:
            if not self._concerns(rule, record, stage):
                return []
            scope = self.host.scope(self.library, record, Needs.of(rule.expressions), stage=stage)
        except SkipRule:
            return []
        except Undecided as undecided:
            return [rule.undecided(record, undecided)]
        return list(rule.check(record, scope, self.host))

    def _concerns(self, rule: ExpressionRule, record: Record, stage: str) -> bool:
        """Whether the `when` of a rule holds, worked out without what only its other parts read."""
        if not rule.asks_first:
            return True
        when = rule.parts["when"]
        return bool(when.evaluate(self.host.scope(self.library, record, Needs.of((when,)), stage=stage)))

    def lifecycle_of(self, record: Record) -> LifecycleCheck | None:
        """Who judges the stored status of a record; nobody where it has none."""
        found = self._lifecycles.get(record.type.slug)
        return None if found is None or found.bound.lifecycle.is_signed else found

    def derived_state(self, record: Record, day: str) -> str:
        """The state of a record that follows from the day; empty where its lifecycle derives none."""
        check = self._lifecycles.get(record.type.slug)
        return check.derived(record, day) if check is not None and not record.faulty else ""

    def stage(self, record: Record) -> str:
        """The stored status, or what the statements say."""
        if record.type.slug in self.approvals.judges:
            return self.approvals.stage(record)
        return str(record.data.get("status", ""))


def _at_the_next_revision(violation: Violation) -> Violation:
    """Shape and rules of an approved document are warnings until its next revision (DESIGN section 6)."""
    return replace(violation, severity=Severity.WARNING)
