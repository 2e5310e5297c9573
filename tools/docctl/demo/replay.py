"""The scenario played: one commit after the other, each with what it changes; the last one leaves the last tree."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Protocol

from docctl.reader import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import datetime

    from docctl.demo.scenario import Act
    from docctl.demo.scenario import Event
    from docctl.demo.scenario import Scenario
    from docctl.demo.scenario import Version

MAIN = "main"
APPROVALS = "records/approvals/"
POLICY, POLICY_FILE = "POLICY", "schemas/policy.yaml"
Tree = dict[str, bytes]
Changes = dict[str, bytes | None]


class Broken(Exception):  # noqa: N818 - says what a scenario is
    """A scenario that cannot be played."""


class Signer(Protocol):
    """Says which files a signed step brings to a tree."""

    def __call__(self, tree: Mapping[str, bytes], act: Act) -> Mapping[str, bytes]:
        """The files of the step by path."""


@dataclass(frozen=True)
class Commit:
    """One commit: parents by number, and the files that it changes, None for one that goes."""

    number: int
    branch: str
    parents: tuple[int, ...]
    author: str
    authored: datetime
    committer: str
    committed: datetime
    message: str
    changes: Changes


@dataclass
class _Line:
    """A branch while it is played: where it left main, what is in it, and its commits."""

    base: Tree = field(default_factory=dict)
    tree: Tree = field(default_factory=dict)
    commits: list[Commit] = field(default_factory=list)
    head: int | None = None


class Replay:
    """Plays a scenario towards a last tree."""

    def __init__(self, scenario: Scenario, last: Mapping[str, bytes], sign: Signer | None = None) -> None:
        """Keep both; without a signer the statements are those of the last tree."""
        self.scenario, self.last = scenario, last
        self.sign = sign or self._filed
        self._by_id = {stem_of(path): path for path in last if _is_record(path)}
        self._lines = {MAIN: _Line()}
        self._count = 0

    @property
    def tree(self) -> Tree:
        """What main holds by now."""
        return self._lines[MAIN].tree

    def commits(self, *, to_last: bool = True) -> Iterator[Commit]:
        """Every commit in its order; with `to_last` the last one leaves exactly the last tree."""
        *events, final = self.scenario.events
        for event in events:
            yield from self._play(event)
        yield from self._play(final, completes=to_last)

    def _play(self, event: Event, *, completes: bool = False) -> Iterator[Commit]:
        line = self._line(event.branch)
        if event.takes is not None:
            yield from self._take(event, *event.takes)
            return
        changes = self._changes(line, event)
        if completes:
            # A record that the scenario does not know yet still stands in the last tree.
            changes |= _difference(_applied(line.tree, changes), self.last)
        yield self._commit(line, event, changes)

    def _line(self, branch: str) -> _Line:
        main = self._lines[MAIN]
        return self._lines.setdefault(branch, _Line(dict(main.tree), dict(main.tree), [], main.head))

    def _changes(self, line: _Line, event: Event) -> Changes:
        changes: Changes = {}
        for name, version in event.files.items():
            for path in self._paths(name):
                changes[path] = self._text(name, path, version)
        for act in event.acts:
            changes |= self.sign(_applied(line.tree, changes), act)
        return changes

    def _paths(self, name: str) -> list[str]:
        """The files that a name stands for: a record's id, a folder, or a path."""
        if name.endswith("/"):
            return [path for path in self.last if path.startswith(name)]
        return [self._by_id.get(name, name)]

    def _text(self, name: str, path: str, version: Version) -> bytes | None:
        if version.is_gone:
            return None
        base = path if version.base == name else self._by_id.get(version.base, version.base)
        source = self.last.get(base, self.scenario.texts.get(base))
        if source is None:
            raise Broken(f"there is no text {base}")
        return version.difference.applied(source)

    def _filed(self, tree: Mapping[str, bytes], act: Act) -> dict[str, bytes]:
        """The statement of a step as the last tree holds it, and the bytes it is about when it opens a round."""
        folder = f"{APPROVALS}{act.folder}/"
        number = 1 + sum(path.startswith(folder) and path.endswith(".json") for path in tree)
        start = f"{folder}{number:02d}-{act.step}-{act.by}."
        filed = {path: data for path, data in self.last.items() if path.startswith(start)}
        if not filed:
            raise Broken(f"there is no statement {start}json")
        return {**(opened(tree, act) if number == 1 or act.step == "submit" else {}), **filed}

    def _commit(self, line: _Line, event: Event, changes: Changes, *also: int) -> Commit:
        parents = (*(() if line.head is None else (line.head,)), *also)
        commit = Commit(
            self._next(), event.branch, parents, event.by, event.at, event.by, event.at, event.message, changes
        )
        return self._added(line, commit)

    def _added(self, line: _Line, commit: Commit) -> Commit:
        line.tree = _applied(line.tree, commit.changes)
        line.commits.append(commit)
        line.head = commit.number
        return commit

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _take(self, event: Event, how: str, name: str) -> Iterator[Commit]:
        """Bring a branch to main: as one commit, as copies of its commits, or by a merge."""
        line, main = self._lines[name], self._lines[MAIN]
        net = _difference(line.base, line.tree)
        touched = _difference(line.base, main.tree)
        if both := sorted(net.keys() & touched.keys()):
            raise Broken(f"{name} and main both change {both[0]}")
        if how == "rebase":
            for seconds, commit in enumerate(line.commits):
                yield self._added(main, self._copy(main, commit, event, seconds))
        elif how == "merge":
            yield self._commit(main, event, net, *filter(None, (line.head,)))
        else:
            yield self._commit(main, event, net)

    def _copy(self, main: _Line, commit: Commit, event: Event, seconds: int) -> Commit:
        parents = () if main.head is None else (main.head,)
        when = event.at + timedelta(seconds=seconds)
        return Commit(
            self._next(), MAIN, parents, commit.author, commit.authored, event.by, when, commit.message, commit.changes
        )


def opened(tree: Mapping[str, bytes], act: Act) -> dict[str, bytes]:
    """The bytes that a step puts into its folder: the record's file and its attachments, or the policy."""
    folder = f"{APPROVALS}{act.folder}/"
    if act.record == POLICY:
        return {folder + POLICY_FILE.rpartition("/")[2]: tree[POLICY_FILE]}
    found = {}
    for path, data in tree.items():
        kind, _, name = path.removeprefix("records/").partition("/")
        if kind != "approvals" and (name.rpartition(".")[0] == act.record or name.startswith(f"{act.record}.files/")):
            found[folder + name] = data
    return found


def _is_record(path: str) -> bool:
    return path.startswith("records/") and not path.startswith(APPROVALS) and path.count("/") == 2  # noqa: PLR2004


def _applied(tree: Mapping[str, bytes], changes: Changes) -> Tree:
    kept = {path: data for path, data in tree.items() if path not in changes}
    return kept | {path: data for path, data in changes.items() if data is not None}


def _difference(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Changes:
    changes: Changes = {path: data for path, data in after.items() if before.get(path) != data}
    return changes | {path: None for path in before if path not in after}
