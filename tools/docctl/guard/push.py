"""A push judged before any name moves: step by step, and the first step that finds something ends it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from docctl.approval.trust import codes as trust_codes
from docctl.expressions.calendar import date_of
from docctl.git import incoming
from docctl.guard import push_codes as codes
from docctl.guard.acts import STATEMENT
from docctl.guard.acts import SignOffs
from docctl.guard.acts import stale_statements
from docctl.guard.authority import Authority
from docctl.guard.brought import Brought
from docctl.guard.change import ChangeJudge
from docctl.guard.change import State
from docctl.guard.change import judge_state
from docctl.guard.codes import PATH_COLLISION
from docctl.guard.commits import CommitRules
from docctl.guard.limits import Limits
from docctl.guard.names import name_problems
from docctl.guard.protected import RuleChange
from docctl.guard.protected import administrators
from docctl.guard.protected import attribute_problems
from docctl.guard.protected import demand_problems
from docctl.guard.protected import is_attributes
from docctl.guard.protected import more_of
from docctl.guard.protected import pin_problems
from docctl.guard.protected import repair_problems
from docctl.guard.pusher import claim_of
from docctl.guard.pusher import identify
from docctl.guard.refs import RefGuard
from docctl.guard.refs import parse_updates
from docctl.guard.tree import tree_problems
from docctl.violation import Severity
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import datetime

    from docctl.git import Repository
    from docctl.guard.pusher import Pusher
    from docctl.guard.refs import Update
    from docctl.violation import Violation

ROOT_SETTING = "docctl.root"
_SHORT = 12


@dataclass(frozen=True)
class Branch:
    """A branch or tag as the push leaves it, and the state that it is compared with; none in an empty repository."""

    update: Update
    commit: str
    base: str | None
    is_protected: bool
    change: RuleChange


@dataclass(frozen=True)
class Push:
    """Everything that is known about one push; each part is worked out when a step first asks for it."""

    repository: Repository
    updates: tuple[Update, ...]
    environment: Mapping[str, str]
    now: datetime
    root: str | None = None  # the policy that the first push must begin with
    _opened: dict[str, Authority] = field(default_factory=dict)
    _judged: dict[tuple[str, str], State] = field(default_factory=dict)
    _changed: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def at(self, commit: str) -> Authority:
        """A commit with its rules and its policy."""
        return self._opened.setdefault(commit, Authority(self.repository, commit))

    @cached_property
    def main(self) -> str:
        """The branch whose rules hold: the one that HEAD of the server names."""
        return incoming.main_branch(self.repository)

    @cached_property
    def known(self) -> dict[str, str]:
        """Every name on the server as it is now."""
        return incoming.refs(self.repository)

    @property
    def is_first(self) -> bool:
        """Whether there is nothing on the server by which the push could be judged."""
        return self.main not in self.known

    @cached_property
    def authority(self) -> Authority:
        """Who judges: the main branch as it is now, or as the first push makes it."""
        return self.at(self.updates[0].new if self.is_first else self.known[self.main])

    @cached_property
    def judge(self) -> Authority:
        """The same; where its rules are broken, the tip that mends them."""
        if not self.authority.problems or self.is_first:
            return self.authority
        mended = next((branch.commit for branch in self.branches if branch.update.name == self.main), None)
        return self.authority if mended is None else self.at(mended)

    @property
    def limits(self) -> Limits:
        """How much of anything a push may hold."""
        return self.authority.limits

    @cached_property
    def names(self) -> RefGuard:
        """What judges the names."""
        main = None if self.is_first else self.known[self.main]
        reserved = frozenset(self.authority.policy.get("reserved_numbers", ())) if main is not None else frozenset()
        limits = self.limits if main is not None else Limits()
        return RefGuard(self.repository, limits, self.known, main, reserved)

    @cached_property
    def brought(self) -> Brought:
        """What is new to the server."""
        return Brought(self.repository, tuple(dict.fromkeys(update.new for update in self.updates)))

    @cached_property
    def pusher(self) -> Pusher:
        """Who pushes; raises `Stop` for nobody."""
        timezone = self.judge.trust.timezone
        return identify(claim_of(self.environment), self.judge.trust, date_of(self.now.isoformat(), timezone))

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """The branches and tags, each with what it changes."""
        return tuple(self._branch(update) for update in self.updates if not update.is_number)

    def _branch(self, update: Update) -> Branch:
        commit = self.names.commits[update.new]
        if self.is_first:
            return Branch(update, commit, None, is_protected=True, change=RuleChange((), ()))
        protected = self.authority.protects(update.name, self.main)
        base = update.old if protected and not update.is_new else self.names.fork(commit)
        return Branch(
            update, commit, base, protected, RuleChange.of(self._paths(base, commit), more_of(self.authority))
        )

    def _paths(self, base: str | None, commit: str) -> list[str]:
        if base is None or base == commit:
            return []
        if (base, commit) not in self._changed:
            self._changed[base, commit] = incoming.changed_paths(self.repository, base, commit)
        return self._changed[base, commit]

    def judge_of(self, branch: Branch) -> Authority:
        """Whose rules judge a state: those of the main branch, but for one that changes rules its own."""
        brings = any(path.startswith("schemas/") for path in branch.change.paths)
        return self.at(branch.commit) if brings else self.judge

    def state(self, branch: Branch) -> State:
        """A branch as the push leaves it, judged once."""
        judge = self.judge_of(branch)
        key = (branch.commit, judge.commit)
        if key not in self._judged:
            self._judged[key] = judge_state(self.at(branch.commit).snapshot, judge.book)
        return self._judged[key]


def names(push: Push) -> Iterator[Violation]:
    """Names that may be pushed, that lose nothing, and that point to commits."""
    if push.is_first and [update.name for update in push.updates] != [push.main]:
        yield codes.PUSH_FIRST.at(push.updates[0].label, branch=push.main.removeprefix("refs/heads/"))
        return
    found = list(push.names.name_problems(push.updates))
    yield from found or push.names.kind_problems(push.updates)


def history(push: Push) -> Iterator[Violation]:
    """Branches that forget nothing and grow from the main branch."""
    yield from push.names.history_problems(push.updates)
    numbers = {update.new for update in push.updates if update.is_number}
    for commit in push.brought.roots():
        if not push.is_first and commit not in numbers:
            yield codes.UNRELATED_HISTORY.at(commit[:_SHORT], value=commit[:_SHORT])


def rules(push: Push) -> Iterator[Violation]:
    """Rules that can judge: those of the main branch, or a signed repair of them."""
    if push.is_first:
        yield from _founding(push)
    elif push.authority.problems:
        mended = next((branch for branch in push.branches if branch.update.name == push.main), None)
        change = mended.change if mended is not None else RuleChange((), ())
        yield from repair_problems(change, push.authority, push.judge)


def _founding(push: Push) -> Iterator[Violation]:
    """The first push: rules that hold, and a policy that all its administrators signed, the pinned one if there is."""
    first = push.authority
    versions = first.policies.versions
    if first.problems:
        yield from first.problems
    elif not versions:
        yield codes.PUSH_ROOT.at("push")
    elif push.root is not None and versions[0].digest != push.root:
        yield trust_codes.POLICY_ROOT.at("push", value=versions[0].digest, root=push.root)
    else:
        yield from pin_problems(first)


def pusher(push: Push) -> Iterator[Violation]:
    """Somebody who is enrolled; the first push is an administrator's."""
    person = push.pusher.id
    if push.is_first and person not in administrators(push.authority):
        problem = Text(f"{person} is no administrator", f"{person} 不是管理员")
        yield codes.POLICY_PROTECTED.at("schemas/policy.yaml", value="schemas/policy.yaml", problem=problem)


def commits(push: Push) -> Iterator[Violation]:
    """Every new commit: its head, its message, its clock and who made it."""
    reserved = frozenset(push.authority.policy.get("reserved_numbers", ()))
    kept = CommitRules(push.now, None if push.is_first else push.pusher, reserved)
    for commit, source in push.brought.sources.items():
        yield from kept.problems(commit, source)
    tags = {update.new: update.label for update in push.updates if update.is_tag}
    for kind in incoming.named(push.repository, tags):
        if kind.kind == "tag":
            (source,) = push.repository.read_objects("tag", [kind.oid])
            yield from kept.text_problems(tags[kind.oid], source)


def files(push: Push) -> Iterator[Violation]:
    """Every file of every new commit, and the names of all files at each tip."""
    for paths in push.brought.names():
        yield from name_problems(paths, push.limits)
    for layer in push.brought.layers():
        # Files of different commits need not lie beside each other.
        yield from (v for v in tree_problems(layer, push.limits) if v.slug != PATH_COLLISION.slug)
        attributes = [path for path in layer.paths() if is_attributes(path)]
        for path, source in layer.read_all(attributes).items():
            yield from attribute_problems(path, source)
    for commit in {branch.commit for branch in push.branches}:
        yield from tree_problems(push.at(commit).snapshot, push.limits, paths=())


def protected(push: Push) -> Iterator[Violation]:
    """Changes of rules: never beside records, and signed for where they take effect."""
    for branch in push.branches:
        yield from branch.change.mixed()
        is_repair = push.judge is not push.authority and branch.update.name == push.main
        if branch.is_protected and not push.is_first and not is_repair:
            yield from demand_problems(branch.change, push.authority, push.at(branch.commit), push.pusher.id)


def states(push: Push) -> Iterator[Violation]:
    """Each branch as it is left: its rules, and every record by the rules that hold."""
    fresh = frozenset(push.brought.commits)
    for branch in push.branches:
        if branch.is_protected or branch.commit in fresh:
            yield from push.judge_of(branch).problems or push.state(branch).problems


def changes(push: Push) -> Iterator[Violation]:
    """What protected branches may not lose or alter, by the rules of the main branch as they are now."""
    judge = ChangeJudge(push.judge.book)
    messages = tuple(map(push.brought.message, push.brought.commits))
    for branch in push.branches:
        if branch.is_protected and branch.base is not None:
            before = push.at(branch.base).snapshot
            yield from judge.judged([before], judge.read(push.state(branch).library), messages)[1]


def acts(push: Push) -> Iterator[Violation]:
    """Sign-offs and statements that the server sees for the first time: by who pushes, and made by now."""
    if push.is_first:
        return
    found = list(_acts(push))
    # A rebase or a squash brings again what was judged when it came first: at the same path, not just anywhere.
    known = incoming.known_contents(push.repository, (violation.path for violation, _ in found))
    yield from (violation for violation, oid in found if (violation.path, oid) not in known)


def _acts(push: Push) -> Iterator[tuple[Violation, str]]:
    """Each act that would be refused if it were new, with the content that holds it."""
    added, signoffs = list(push.brought.additions()), SignOffs(push.judge.book)
    statements = [(path, oid) for path, oid, _ in added if STATEMENT(path)]
    records = [entry for entry in added if signoffs.concerns(entry[0])]
    wanted = [oid for _, oid in statements] + [one for _, oid, old in records for one in (oid, *old)]
    contents = push.brought.read(wanted)
    for path, oid in statements:
        yield from ((found, oid) for found in stale_statements(path, contents[oid], push.now))
    for path, oid, old in records:
        before = [contents[one] for one in sorted(old)]
        yield from ((found, oid) for found in signoffs.problems(path, contents[oid], before, push.pusher.id))


STEPS: tuple[Callable[[Push], Iterator[Violation]], ...] = (
    names,
    history,
    rules,
    pusher,
    commits,
    files,
    protected,
    states,
    changes,
    acts,
)


def judge_push(push: Push) -> list[Violation]:
    """The violations of the first step that refuses; warnings are nobody's business here."""
    for step in STEPS:
        try:
            found = list(step(push))
        except Stop as stop:
            found = [stop.violation]
        errors = [violation for violation in found if violation.severity is Severity.ERROR]
        if errors:
            return errors
    return []


def read_push(
    repository: Repository, source: bytes, environment: Mapping[str, str], now: datetime, root: str | None
) -> Push:
    """The push that git describes on the standard input of the hook; raises `Stop` over anything else."""
    return Push(repository, parse_updates(source, repository.object_format), environment, now, root)
