"""By what a push is judged: rules, persons and policy of a commit that the server has taken already."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.folder import ROOT as APPROVALS
from docctl.approval.folder import Folders
from docctl.approval.trust.enrolment import PERSON
from docctl.approval.trust.policy import ID as POLICY
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.approval.trust.policy import Policies
from docctl.approval.trust.trust import Trust
from docctl.cache.kept import packed
from docctl.guard.expressions import expression_problems
from docctl.guard.limits import Limits
from docctl.library import Record
from docctl.library import load_library
from docctl.library.answers import Answers
from docctl.library.reads import written
from docctl.reader import Document
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from docctl.git import Repository
    from docctl.library import Library
    from docctl.schema import Schemas
    from docctl.violation import Violation

_PERSONS = f"records/{PERSON}/"
_ALWAYS = "9999-12-31"
_SHELF = "enrolled"


@dataclass(frozen=True)
class Authority:
    """One commit as a judge; each part is read when it is first asked for."""

    repository: Repository
    commit: str

    @cached_property
    def snapshot(self) -> Snapshot:
        """All its files: listed once, read as they are needed."""
        return Snapshot.of_commit(self.repository, self.commit)

    @cached_property
    def _loaded(self) -> tuple[Schemas, list[Violation]]:
        return load_schemas(self.snapshot, folder=f"{self.repository.git_dir}/docctl")

    @property
    def schemas(self) -> Schemas:
        """Its schemas, as far as they are right."""
        return self._loaded[0]

    @cached_property
    def book(self) -> Rulebook:
        """Its rules, compiled."""
        return Rulebook(self.schemas)

    @cached_property
    def problems(self) -> list[Violation]:
        """What is wrong with its rules: then they would judge wrongly."""
        return self._loaded[1] or expression_problems(self.book)

    @cached_property
    def trust(self) -> Trust:
        """Its policy and its enrolled persons; no other record is read."""
        persons = [path.removeprefix(_PERSONS).partition(".")[0] for path in self.snapshot.paths(_PERSONS)]
        folders = [f"{APPROVALS}{name}/" for name in (POLICY, *persons)]
        listed = Snapshot.of_commit(self.repository, self.commit, ("schemas/", _PERSONS, *folders))
        library, _ = load_library(listed, self.schemas)
        timezone = str(self.schemas.parameters.at(_ALWAYS).get("timezone", "UTC"))
        kept, answer = self.schemas.kept, _trusted(library)
        known, persons_before = kept.shelf(_SHELF).get(_SHELF, ("", ""))
        if known == answer:
            return Trust(library, timezone, enrolled=_enrolled(json.loads(persons_before), library))
        trust = Trust(library, timezone)
        kept.put(_SHELF, [(_SHELF, answer, packed({name: one.data for name, one in trust.enrolled.items()}))])
        return trust

    @cached_property
    def policies(self) -> Policies:
        """The versions of its policy that administrators signed, whatever state its schemas are in."""
        return policies_of(self.snapshot, self.schemas.policy)

    @property
    def policy(self) -> dict[str, Any]:
        """The policy that counts."""
        return self.policies.data

    @cached_property
    def limits(self) -> Limits:
        """How much of anything there may be."""
        return Limits.of(self.policy)

    def protects(self, branch: str, main: str) -> bool:
        """Whether changes of a branch are judged: those of the main branch are, and of others that the policy names."""
        named = self.policy.get("protected", {}).get("branches", ())
        return branch == main or branch.removeprefix("refs/heads/") in named


def _trusted(library: Library) -> str:
    """A digest of everything that decides who is enrolled."""
    with library.reads.listening() as heard:
        library.reads.of_type(PERSON)
        library.reads.signed(PERSON)
        library.reads.files(f"{APPROVALS}{POLICY}/")
        library.reads.files(POLICY_PATH)
    return Answers(library).digest(written(heard))


def _enrolled(data: dict[str, Any], library: Library) -> dict[str, Record]:
    """Persons as an earlier push found them enrolled, when everything that vouches for them was as it is."""
    kind = library.schemas.types[PERSON]
    return {name: Record(name, kind, Document(f"{_PERSONS}{name}.yaml", b"", given)) for name, given in data.items()}


def policies_of(snapshot: Snapshot, working: dict[str, Any]) -> Policies:
    """The enacted versions of the policy in a state; nothing else of it is read."""
    paths = snapshot.paths(f"{APPROVALS}{POLICY}/")
    folders = Folders.of(Snapshot.of_files(snapshot.read_all(paths)))
    persons = frozenset(path.removeprefix(_PERSONS).partition(".")[0] for path in snapshot.paths(_PERSONS))
    source = snapshot.read(POLICY_PATH) if POLICY_PATH in snapshot else None
    return Policies(folders.get(POLICY, ()), working, source, persons)
