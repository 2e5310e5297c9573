"""What `check --base` and the hook judge: the change between two states, by the rules of the base."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from docctl.cli.session import PREFIXES
from docctl.cli.session import Session
from docctl.cli.session import label
from docctl.cli.session import take_snapshot
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.git import UnknownRevision
from docctl.guard.change import ChangeJudge
from docctl.guard.change import rules_of
from docctl.library import load_beside
from docctl.snapshot import Snapshot
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.git import Commit
    from docctl.rules.engine import Check
    from docctl.rules.engine import Rulebook
    from docctl.violation import Violation


@dataclass(frozen=True)
class Base:
    """What a state is compared with: the commit as named, where the two went apart, and the rules that judge."""

    session: Session
    name: str
    commit: str
    fork: str
    book: Rulebook
    notes: tuple[Violation, ...] = ()

    @classmethod
    def of(cls, session: Session, name: str) -> Base:
        """The base of a session's state."""
        snapshot = take_snapshot(session.repository, rev=name)
        commit = str(snapshot.commit)
        tip = session.snapshot.commit
        fork = commit if tip is None else _fork(session, name, commit, tip)
        session.require_schemas()
        return cls(session, name, commit, fork, *rules_of(snapshot, session.book, session.snapshot))

    @property
    def judge(self) -> ChangeJudge:
        """What judges changes of the base."""
        return ChangeJudge(self.book)

    @property
    def label(self) -> Text:
        """What was compared, and by whose rules."""
        where, name = label(self.session.snapshot), f"{show(self.name)} {self.fork[:12]}"
        if self.book is self.session.book:
            return Text(f"{where.en} against {name}", f"{where.zh}与 {name} 比较")
        return Text(f"{where.en} against {name}, by its rules", f"{where.zh}与 {name} 比较，按后者的规则")

    def net(self) -> list[Violation]:
        """What is wrong with the change as a whole; what was taken over from the base is no change."""
        session = self.session
        taken = [] if self.fork == self.commit else [self.commit]
        before = Snapshot.of_ancestor(session.repository, self.fork, taken, session.snapshot, PREFIXES)
        return self.judge.judged([before], self.judge.read(session.library), ())[1]

    def committed(self, message: str) -> list[Violation]:
        """What is wrong with a commit on the base; what a merge brings in was judged where it comes from."""
        try:
            merged = [self.session.repository.resolve("MERGE_HEAD")]
        except UnknownRevision:
            merged = []
        parents_before = [self._at(name) for name in (self.commit, *merged)]
        return self.judge.judged(parents_before, self.judge.read(self.session.library), (message,))[1]

    def each(self) -> Iterator[Violation]:
        """What is wrong with each commit on the way from the base, and with what is not committed yet."""
        repository, session = self.session.repository, self.session
        tip = session.snapshot.commit
        commits = repository.commits(self.commit, tip) if tip else []
        known = {commit.oid: commit for commit in commits}
        last: Check | None = None
        judge = self.judge
        library = session.library
        for commit in _first_parents(known, tip):
            library = load_beside(self._at(commit.oid), library)
            # Another parent that belongs to the base was judged there; one that does not is part of this step.
            others = [self._at(parent) for parent in commit.parents[1:] if parent not in known]
            parents_before = [last or self._at(commit.parents[0]), *others]
            last, found = judge.judged(parents_before, judge.read(library), _messages(commit, known))
            for violation in found:
                yield replace(violation, commit=commit.oid)
        if tip is not None and session.snapshot.label != tip:
            yield from judge.judged([last or self._at(tip)], judge.read(session.library), ())[1]

    def _at(self, name: str) -> Snapshot:
        return Snapshot.of_commit(self.session.repository, name, PREFIXES)


def _fork(session: Session, name: str, commit: str, tip: str) -> str:
    fork = session.repository.merge_base(commit, tip)
    if fork is not None:
        return fork
    if session.repository.is_shallow():
        raise Trouble(
            Text(
                f"this clone does not reach back to where {show(name)} and the checked state went apart",
                f"本地副本的历史不完整，找不到与 {show(name)} 的分界",
            ),
            Text("fetch the rest: git fetch --unshallow", "请取回全部历史：git fetch --unshallow"),
            exit_code=FAULT,
        )
    raise Trouble(
        Text(
            f"{show(name)} and the checked state have no common history", f"{show(name)} 与所检查的内容没有共同的历史"
        ),
        Text("name the branch this work began from", "请指定本次修改所基于的分支"),
    )


def _first_parents(known: dict[str, Commit], tip: str | None) -> Sequence[Commit]:
    """The commits from the base to the tip along the first parents, oldest first."""
    chain = []
    commit = known.get(tip or "")
    while commit is not None and commit.parents:
        chain.append(commit)
        commit = known.get(commit.parents[0])
    return chain[::-1]


def _messages(commit: Commit, known: dict[str, Commit]) -> tuple[str, ...]:
    """The message of a commit, and those of the commits that it merges in."""
    own = {one.oid for one in _first_parents(known, commit.parents[0])}
    pending, seen, found = list(commit.parents[1:]), set(own), [commit.message]
    while pending:
        name = pending.pop()
        if name in known and name not in seen:
            seen.add(name)
            found.append(known[name].message)
            pending += known[name].parents
    return tuple(found)
