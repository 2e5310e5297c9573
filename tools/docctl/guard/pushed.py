"""One push with everything that is known about it: who judges, who pushes, what each branch changes."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from docctl.expressions.calendar import date_of
from docctl.git import incoming
from docctl.guard.authority import Authority
from docctl.guard.brought import Brought
from docctl.guard.change import State
from docctl.guard.change import judge_state
from docctl.guard.limits import Limits
from docctl.guard.protected import RuleChange
from docctl.guard.protected import more_of
from docctl.guard.pusher import claim_of
from docctl.guard.pusher import identify
from docctl.guard.refs import RefGuard
from docctl.guard.refs import parse_updates
from docctl.library.load import is_record_path
from docctl.reader import read
from docctl.rules.personal_numbers import reserved_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import datetime

    from docctl.git import Repository
    from docctl.guard.pusher import Pusher
    from docctl.guard.refs import Update
    from docctl.reader import Document


_LIBRARY = ("records/", "schemas/")


@dataclass(frozen=True)
class Branch:
    """A branch or tag as the push leaves it, and the state that it is compared with; none in an empty repository."""

    update: Update
    commit: str
    base: str | None
    is_protected: bool
    change: RuleChange
    is_as_before: bool = False  # whether it holds just the records and rules of the main branch


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
        reserved = reserved_numbers(self.authority.policy) if main is not None else frozenset()
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
        paths = self._paths(base, commit)
        change = RuleChange.of(paths, more_of(self.authority))
        as_before = base == self.authority.commit and not any(path.startswith(_LIBRARY) for path in paths)
        return Branch(update, commit, base, protected, change, as_before)

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

    @cached_property
    def judged_branches(self) -> tuple[Branch, ...]:
        """Those whose state is judged: the protected ones, and whatever is new to the server."""
        fresh = frozenset(self.brought.commits)
        return tuple(
            branch
            for branch in self.branches
            if (branch.is_protected or branch.commit in fresh) and not branch.is_as_before
        )

    @cached_property
    def judged_as_records(self) -> frozenset[tuple[str, str]]:
        """Path and content of new files that are judged with the state of a branch, by the rules of this push."""
        paths = {touch.path for touch in self.brought.touches if is_record_path(touch.path)}
        found: set[tuple[str, str]] = set()
        for branch in self.judged_branches:
            if self.judge_of(branch) is self.judge:
                snapshot = self.at(branch.commit).snapshot
                found.update(snapshot.oids([path for path in paths if path in snapshot]).items())
        return frozenset(found)

    def documents(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Document | None]:
        """Files by path and content: as they were read for a state, or read now; none where one cannot be read."""
        libraries = [state.library for state in self._judged.values()]
        found: dict[tuple[str, str], Document | None] = {}
        for path, oid in wanted:
            known = (library.as_read(path, oid) for library in libraries)
            found[path, oid] = next(filter(None, known), None)
        unread = [key for key, document in found.items() if document is None]
        contents = self.brought.read(oid for _, oid in unread)
        return found | {(path, oid): read(path, contents[oid])[0] for path, oid in unread}

    def state(self, branch: Branch) -> State:
        """A branch as the push leaves it, judged once."""
        judge = self.judge_of(branch)
        key = (branch.commit, judge.commit)
        if key not in self._judged:
            self._judged[key] = judge_state(self.at(branch.commit).snapshot, judge.book)
        return self._judged[key]


def read_push(
    repository: Repository, source: bytes, environment: Mapping[str, str], now: datetime, root: str | None
) -> Push:
    """The push that git describes on the standard input of the hook; raises `Stop` over anything else."""
    return Push(repository, parse_updates(source, repository.object_format), environment, now, root)
