"""Judgements taken over from an earlier check: each holds as long as everything that it read gives the same answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docctl.cache.kept import packed
from docctl.library.answers import Answers
from docctl.library.load import SHELF as RECORDS
from docctl.library.reads import END
from docctl.library.reads import written
from docctl.library.touched import Touched
from docctl.library.touched import listing
from docctl.shares import shared
from docctl.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.library import Library

SHELF, LISTING = "verdicts", "listing"
_NOTHING = "[]"


class Verdicts:
    """The judgements on one library by name: those of an earlier check that still hold, and new ones."""

    def __init__(self, library: Library) -> None:
        """Take what is on the shelf; whether it holds is found out by asking."""
        self._kept, self._reads = library.schemas.kept, library.reads
        self._known = self._kept.shelf(SHELF)
        self._answers = Answers(library)
        before = self._kept.shelf(LISTING).get(LISTING, ("", ""))[1]
        self._listing = listing(library) if self._kept.keeps else ""
        self._is_new = self._listing != before
        self._touched = Touched.since(before, self._listing, library)
        self._new: list[tuple[str, str, str]] = []
        self._held: dict[str, bool] = {}

    def hold(self, name: str) -> bool:
        """Whether a judgement of an earlier check still holds."""
        if name not in self._held:
            self._held[name] = name in self._known and self._is_answered_alike(*self._known[name])
        return self._held[name]

    def _is_answered_alike(self, digest: str, value: str) -> bool:
        questions = value.partition(END)[0]
        if self._touched is not None:
            return not self._touched.bears_on(questions)
        return self._answers.digest(questions) == digest

    def of(self, judges: Mapping[str, Callable[[], Iterable[Violation]]]) -> Iterator[Violation]:
        """What some judges find, each asked only where its earlier judgement does not hold."""
        due = [name for name in judges if not self.hold(name)]
        formed = dict(zip(due, shared(due, lambda name: self._formed(judges[name])), strict=True))
        for name in judges:
            found = self._noted(name, *formed[name]) if name in formed else self._known[name][1].partition(END)[2]
            if found != _NOTHING:
                yield from (Violation.from_plain(values) for values in json.loads(found))

    def _formed(self, judge: Callable[[], Iterable[Violation]]) -> tuple[str, str, str]:
        """A judgement that is formed now: what it reads, the digest of the answers, and what it finds."""
        with self._reads.listening() as heard:
            found = packed([violation.plain() for violation in judge()])
        questions = written(heard)
        return questions, self._answers.digest(questions) if self._kept.keeps and questions else "", found

    def _noted(self, name: str, questions: str, digest: str, found: str) -> str:
        if digest:
            self._new.append((name, digest, f"{questions}{END}{found}"))
        return found

    def keep(self) -> None:
        """Put the new ones on the shelf, and take off those of what is gone."""
        gone = self._known.keys() - self._held.keys()
        self._kept.drop(RECORDS, gone)
        # What was judged anew leaves the shelf even where the new judgement cannot be put there.
        self._kept.drop(SHELF, gone | {name for name, held in self._held.items() if not held})
        self._kept.put(SHELF, self._new)
        if self._is_new:
            self._kept.put(LISTING, [(LISTING, "", self._listing)])
        self._kept.save()
