"""All statement folders of a library: stages, states and what is in force on a day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.folder import ROOT
from docctl.approval.folder import Folders
from docctl.approval.judge import Judge
from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.policy import ID as POLICY
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.approval.trust.trust import TYPES
from docctl.approval.trust.trust import Trust
from docctl.expressions.notations import UnknownNotation
from docctl.expressions.notations import read_revision
from docctl.library import Library
from docctl.violation import Position
from docctl.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.approval.folder import Folder
    from docctl.approval.revision import Revision
    from docctl.expressions.functions import Row
    from docctl.expressions.notations import RevisionMark
    from docctl.library import Record
    from docctl.library.host import LibraryHost
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.violation import Violation

_WHOLE_FILE = Position(1, 1)
# A statement whose key leaked, and those that rest on it.
_LEAKED = (trust_codes.SIGNER_KEY_COMPROMISED.slug, codes.STATEMENT_SEEN.slug)


class Approvals:
    """The signed revisions of every document; folders are judged when first asked for."""

    def __init__(self, host: LibraryHost, lifecycles: dict[str, BoundLifecycle]) -> None:
        """List the folders; nothing is read or verified yet."""
        self.host, self.library = host, host.library
        self._all_folders = found = Folders.of(self.library.snapshot)
        self.trust = Trust(self.library, host.timezone, found)
        signed = {slug: bound for slug, bound in lifecycles.items() if bound.lifecycle.is_signed}
        self.judges = {slug: Judge(bound, host, self.trust) for slug, bound in signed.items()}
        self.folders: Mapping[str, list[Folder]] = found.without(self._is_of_trust)
        self._judged: dict[str, tuple[tuple[Revision, ...], set[str]]] = {}

    def _is_of_trust(self, record: str) -> bool:
        known = self.library.records.get(record)
        return record == POLICY or (known is not None and known.type.slug in TYPES)

    def judge_of(self, document: str) -> Judge | None:
        """Who judges a document's folders: by the type of its record, or by its signed bytes when that is gone."""
        record = self.library.get(document)
        if record is not None:
            return self.judges.get(record.type.slug)
        folders = self.folders.get(document, ())
        fitting = (j for j in self.judges.values() for f in folders if j.record_name(document) in f.files)
        return next(fitting, next(iter(self.judges.values()), None))

    def of(self, document: str) -> tuple[Revision, ...]:
        """The submitted revisions of a document in the order of their revisions."""
        return self.library.reads.remembered(self._judged, document, lambda: self._revisions(document))

    def _revisions(self, document: str) -> tuple[Revision, ...]:
        self._asked(document)
        judge = self.judge_of(document)
        found = (judge.revision(folder) for folder in self.folders.get(document, ())) if judge is not None else ()
        revisions = _adopted_first([revision for revision in found if revision is not None])
        return tuple(sorted(revisions, key=lambda r: (r.mark.notation, r.mark.order)))

    def want(self, documents: Iterable[str]) -> None:
        """Fetch what the judgement of some documents needs, at once."""
        wanted = list(documents)
        if wanted:
            known = self.library.of_type
            self._all_folders.want([*wanted, POLICY, *(record.id for slug in TYPES for record in known(slug))])

    def trust_problems(self) -> Iterator[Violation]:
        """What is wrong with policy, enrolments and delegations themselves."""
        self._asked(POLICY)
        yield from self.trust.trust_problems()

    def _asked(self, document: str) -> None:
        """What every verdict on a folder rests on: what lies in it, and whom the company trusts."""
        reads = self.library.reads
        reads.files(f"{ROOT}{document}/")
        reads.files(f"{ROOT}{POLICY}/")
        reads.files(POLICY_PATH)
        for slug in TYPES:
            reads.of_type(slug)
            reads.signed(slug)

    def was_submitted(self, document: str) -> bool:
        """Whether a revision of a document was ever submitted here: then no paper-era approval is adopted any more."""
        return any(r.opening is not None and not r.is_adopted for r in self.of(document))

    def documents(self) -> Sequence[str]:
        """Every document that has a statement folder, in order."""
        return sorted(self.folders)

    def issued(self, document: str) -> list[Revision]:
        """The issued revisions of a document, by effective date, then revision."""
        return sorted((r for r in self.of(document) if r.issued), key=_begin)

    def in_force(self, document: str, day: str) -> Revision | None:
        """The revision in force on a day; none when the last one begun was withdrawn by then, never an older one."""
        last = self._last_begun(document, day)
        return last if last is not None and last.issued and not last.has_ended(day) else None

    def _last_begun(self, document: str, day: str) -> Revision | None:
        """Of the revisions that came into force by a day, the last; damaged bytes do not bring back an older one."""
        begun = (r for r in self.of(document) if r.came_into_force and r.effective_on <= day)
        return max(begun, key=_begin, default=None)

    def at(self, day: str) -> Library:
        """The library of a day: signed documents as the revision then in force, other records as they are."""
        records = [record for record in self.library.records.values() if record.type.slug not in self.judges]
        for document in self.documents():
            revision = self.in_force(document, day)
            if revision is not None and revision.record is not None:
                records.append(revision.record)
        return Library(self.library.schemas, self.library.snapshot, records)

    def state(self, revision: Revision, day: str) -> str:
        """The state of a revision on a day."""
        if not revision.issued:
            return "pending" if revision.stage == "approved" else revision.stage
        if revision.has_ended(day):
            return "obsolete" if revision.valid("obsolete") else "withdrawn"
        if revision.effective_on > day:
            return "pending"
        return "effective" if self._last_begun(revision.id, day) is revision else "superseded"

    def revision_of(self, record: Record) -> Revision | None:
        """The submitted revision that a working record names."""
        stated = str(record.data.get("revision", ""))
        return next((r for r in self.of(record.id) if r.name == stated), None)

    def stage(self, record: Record) -> str:
        """What follows for a working record from files alone: draft until its very bytes were submitted."""
        revision = self.revision_of(record)
        if revision is None:
            return "draft"
        if not revision.issued and not self.holds_submitted_bytes(record, revision):
            return "draft"
        return revision.stage

    def holds_submitted_bytes(self, record: Record, revision: Revision) -> bool:
        """Whether a working record and its attachments are the bytes that were submitted last."""
        opening = revision.opening
        return opening is not None and opening.statement.files == digests(self.working_files(record))

    def working_files(self, record: Record) -> dict[str, bytes]:
        """The bytes that a submit covers: the record's file and its attachments, by name in the folder."""
        base, _, name = record.path.rpartition("/")
        files = {name: record.document.source}
        self.library.reads.files(f"{base}/{record.id}.files/")
        for path in self.library.snapshot.paths(f"{base}/{record.id}.files/"):
            files[path.removeprefix(base + "/")] = self.library.snapshot.read(path)
        return files

    def rows(self, document: str) -> list[Row]:
        """The issued revisions as expressions see them."""
        return [
            {
                "revision": r.name,
                "effective_on": r.effective_on,
                "issued_on": str(r.record.data.get("issued_on", "")) if r.record else "",
                "state": r.stage,
            }
            for r in self.issued(document)
        ]

    def problems(self, document: str) -> Iterator[Violation]:
        """Everything that is wrong with a document's folders and with its working record beside them."""
        self._asked(document)
        record = self.library.get(document)
        for folder in self.folders.get(document, ()):
            yield from folder.problems
            if record is None or self.judge_of(document) is None:
                place = folder.path if folder.slug else folder.path.replace("//", "/")
                yield codes.STATEMENT_FOLDER.at(place.rstrip("/"), _WHOLE_FILE, record=document, value=document)
        for revision in self.of(document):
            yield from (p for p in revision.problems if p not in revision.folder.problems)
            yield from _statement_problems(revision)
        yield from self._same_day(document)
        if record is not None and not record.faulty and record.type.slug in self.judges:
            yield from self._working(record)

    def _same_day(self, document: str) -> Iterator[Violation]:
        issued = [r for r in self.issued(document) if r.ended_on is None]
        for earlier, later in pairwise(issued):
            if earlier.effective_on == later.effective_on and later.record is not None:
                yield later.record.at(
                    ("effective_on",),
                    codes.REVISION_SAME_DAY,
                    sources=("R-007",),
                    value=earlier.name,
                    other=later.name,
                    date=later.effective_on,
                )

    def _working(self, record: Record) -> Iterator[Violation]:
        revision = self.revision_of(record)
        if revision is not None and revision.issued and not self.holds_submitted_bytes(record, revision):
            yield record.at(("revision",), codes.DOCUMENT_CHANGED, sources=("R-010",), value=revision.name)
        if revision is None:
            yield from self._order(record)

    def _order(self, record: Record) -> Iterator[Violation]:
        stated = str(record.data.get("revision", ""))
        mark = _mark(self.host, stated)
        if mark is None:
            yield record.at(("revision",), codes.REVISION_NOTATION, sources=("R-006",), value=stated)
            return
        for issued in self.issued(record.id):
            if issued.mark.notation != mark.notation or issued.mark.order >= mark.order:
                yield record.at(
                    ("revision",), codes.REVISION_ORDER, sources=("R-006",), value=stated, other=issued.name
                )
                return


def _adopted_first(revisions: list[Revision]) -> list[Revision]:
    """Revisions as they are, but one that was adopted from paper after another was submitted here is not issued."""
    begun = [r.opening.statement.at for r in revisions if r.opening is not None and not r.is_adopted]
    first = min(begun, default="")
    return [_refused(r) if first and r.is_adopted and _opened(r) > first else r for r in revisions]


def _opened(revision: Revision) -> str:
    return revision.opening.statement.at if revision.opening is not None else ""


def _refused(revision: Revision) -> Revision:
    reason = trust_codes.ADOPT_NOT_FIRST.at(
        revision.folder.path.rstrip("/"), _WHOLE_FILE, record=revision.id, value=revision.id
    )
    return replace(revision, problems=(*revision.problems, reason))


def _statement_problems(revision: Revision) -> Iterator[Violation]:
    """What is wrong with statements; what a leaked key takes from a round is no fault, and a new round settles it."""
    found = [(judged, problem) for judged in revision.statements for problem in judged.problems]
    # By round: the present one, and those that are over.
    leaked = {judged.in_round for judged, problem in found if problem.slug == _LEAKED[0]}
    for judged, problem in found:
        if judged.in_round not in leaked or problem.slug not in _LEAKED:
            yield problem
        elif judged.in_round:
            yield replace(problem, severity=Severity.WARNING)


def _begin(revision: Revision) -> tuple[str, tuple[int, ...]]:
    return revision.effective_on, revision.mark.order


def _mark(host: LibraryHost, stated: str) -> RevisionMark | None:
    try:
        return read_revision(stated, host.notations)
    except UnknownNotation:
        return None


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """What statements say of some files."""
    return {name: statements.digest(data) for name, data in files.items()}
