"""What a push brings: its commits, and every file of every one of them, also those that are gone again at its tip."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from docctl.git import Entry
from docctl.git import incoming
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.git import Repository
    from docctl.git.incoming import Touch


@dataclass(frozen=True)
class Brought:
    """The new objects behind the names that a push moves."""

    repository: Repository
    tips: tuple[str, ...]

    @cached_property
    def commits(self) -> tuple[str, ...]:
        """The commits that no name reached before, parents before children."""
        return tuple(incoming.new_commits(self.repository, self.tips))

    @cached_property
    def sources(self) -> dict[str, bytes]:
        """Each of these commits as git stores it."""
        return dict(zip(self.commits, self.repository.read_objects("commit", self.commits), strict=True))

    @cached_property
    def touches(self) -> list[Touch]:
        """What each commit brings, compared with each of its parents."""
        return incoming.touches(self.repository, self.commits)

    def parents(self, commit: str) -> list[str]:
        """The parents that a new commit states."""
        head = self.sources[commit].partition(b"\n\n")[0].decode("utf-8", "replace")
        return [line.removeprefix("parent ") for line in head.split("\n") if line.startswith("parent ")]

    def message(self, commit: str) -> str:
        """The message of a new commit."""
        return self.sources[commit].partition(b"\n\n")[2].decode("utf-8", "replace")

    def roots(self) -> Iterator[str]:
        """New commits that follow no other."""
        return (commit for commit in self.commits if not self.parents(commit))

    def layers(self) -> Iterator[Snapshot]:
        """Every file of every new commit once, in as few states as hold one content to a path."""
        versions: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for touch in self.touches:
            versions[touch.path].setdefault((touch.oid, touch.mode), touch.commit)
        depth = max(map(len, versions.values()), default=0)
        for index in range(depth):
            found = {path: list(given.items())[index] for path, given in versions.items() if index < len(given)}
            commits = {commit for _, commit in found.values()}
            entries = [Entry(path, mode, oid) for path, ((oid, mode), _) in found.items()]
            yield Snapshot.of_entries(self.repository, min(commits), entries)

    def additions(self) -> Iterator[tuple[str, str, frozenset[str]]]:
        """Path, content and contents before of what a commit holds and none of its parents does."""
        grouped: dict[tuple[str, str], list[Touch]] = defaultdict(list)
        for touch in self.touches:
            grouped[touch.commit, touch.path].append(touch)
        for (commit, path), found in grouped.items():
            if len(found) >= max(1, len(self.parents(commit))):
                yield path, found[0].oid, frozenset(touch.before for touch in found if touch.before)

    def names(self) -> Iterator[list[str]]:
        """The paths of what each commit brings: these lie beside each other, as those of two commits may not."""
        grouped: dict[str, dict[str, None]] = defaultdict(dict)
        for touch in self.touches:
            grouped[touch.commit][touch.path] = None
        return map(list, grouped.values())

    def read(self, oids: Iterable[str]) -> dict[str, bytes]:
        """The bytes of some contents."""
        wanted = sorted(set(oids))
        return dict(zip(wanted, self.repository.read_blobs(wanted), strict=True))
