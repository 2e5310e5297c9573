"""What happened to a record: each change that reached the main line; which record it is, its id alone decides."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.git.plumbing import path_bytes
from docctl.history.stored import stored_log
from docctl.history.stored import touches_of
from docctl.library.library import APPROVALS
from docctl.library.library import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.git import Repository
    from docctl.history.stored import StoredTouch


class ShallowHistory(Exception):  # noqa: N818 - read as a sentence: what is wrong with the repository
    """The older part of a history was left out when the repository was cloned: what is there would tell half."""


class Step(NamedTuple):
    """A commit of the main line: who wrote what it brought, and the blobs of the files after it (empty: gone)."""

    commit: str
    moment: int
    author: str
    subject: str
    files: dict[str, str]


class State(NamedTuple):
    """Where a record lay, and the blob that held it."""

    path: str
    oid: str


class Entry(NamedTuple):
    """One change of a record; an entry begins in the state in which the one before it ended."""

    commit: str
    moment: int
    author: str
    subject: str
    old: State | None
    new: State | None


class RevisionLog:
    """The history of every record up to a commit."""

    def __init__(self, repository: Repository, tip: str) -> None:
        """Read what the cache lacks; refuses a shallow clone."""
        if repository.is_shallow():
            raise ShallowHistory
        self._database, self._place = stored_log(repository, tip)

    def entries(self, slug: str, record: str) -> list[Entry]:
        """The changes of a record of a type, oldest first."""
        folder = f"{ROOT}{slug}/"
        return list(_entries(self._steps(record), folder))

    def types(self, record: str) -> list[str]:
        """The types among whose records one of this id ever was, the last changed one first."""
        found: dict[str, None] = {}
        for step in reversed(list(self._steps(record))):
            found |= dict.fromkeys(path.split("/")[1] for path in step.files)
        return list(found)

    def statements(self, document: str) -> list[Step]:
        """The commits that touched the statement folders of a document, oldest first."""
        return list(self._steps(APPROVALS + document))

    def _steps(self, owner: str) -> Iterator[Step]:
        written = sorted(
            touches_of(self._database, owner, self._place), key=attrgetter("landed", "main", "moment", "commit")
        )
        for _, landed in groupby(written, attrgetter("landed")):
            branch, main = _parted(landed)
            if main:
                yield _step(main, branch or main)


def _parted(touches: Iterable[StoredTouch]) -> tuple[list[StoredTouch], list[StoredTouch]]:
    """What the branch of a merge did, and what reached the main line."""
    branch: list[StoredTouch] = []
    main: list[StoredTouch] = []
    for touch in touches:
        (main if touch.main else branch).append(touch)
    return branch, main


def _step(main: Sequence[StoredTouch], written: Sequence[StoredTouch]) -> Step:
    """A merge tells who wrote what it brought, not who merged; so it reads as the same work squashed would."""
    authors = dict.fromkeys(touch.author for touch in written)
    subjects = dict.fromkeys(touch.subject for touch in written)
    files = {touch.path: touch.oid for touch in main}
    return Step(main[0].commit, main[0].moment, ", ".join(authors), "; ".join(subjects), files)


def _entries(steps: Iterable[Step], folder: str) -> Iterator[Entry]:
    present: dict[str, str] = {}
    before: State | None = None
    for step in steps:
        present |= {path: oid for path, oid in step.files.items() if path.startswith(folder)}
        # Of two files with one id the first counts, as it does in the library.
        held = sorted((path for path, oid in present.items() if oid), key=path_bytes)
        after = State(held[0], present[held[0]]) if held else None
        if after != before:
            yield Entry(step.commit, step.moment, step.author, step.subject, before, after)
        before = after
