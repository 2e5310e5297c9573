"""The enacted versions of the policy: version 1 signed by all its administrators, each later one under the one before.

They lie in records/approvals/POLICY/<version>/ as `policy.yaml` and statements of the step `enact`.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.filing import place_problems
from docctl.approval.filing import problem
from docctl.approval.filing import proof_of
from docctl.approval.signature import keys
from docctl.approval.signature.keys import UnusableKey
from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.attested import number_of
from docctl.reader import read
from docctl.schema import files
from docctl.schema.metaschema import check_file
from docctl.violation import Position
from docctl.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.violation import Code

ID = "POLICY"
FILE = "policy.yaml"
PATH = files.POLICY
ENACT = "enact"
ADMINISTRATOR = "administrator"
_PLACE = Position(1, 1)
_ALWAYS = "9999-12-31T23:59:59Z"


@dataclass(frozen=True)
class PolicyVersion:
    """One enacted version and the moments between which it holds."""

    number: int
    data: dict[str, Any]
    source: bytes
    enacted_at: str = ""
    replaced_at: str = _ALWAYS
    persons: frozenset[str] = frozenset()  # whose published keys prove nothing

    @property
    def digest(self) -> str:
        """What `verify --root` pins."""
        return statements.digest(self.source)

    @property
    def administrators(self) -> dict[str, bytes]:
        """The keys of the administrators by person; unusable and shared ones left out."""
        found: dict[str, bytes] = {}
        for entry in self.data["administrators"]:
            try:
                blob = keys.parse_public_line(entry["key"])
            except UnusableKey:
                continue
            if entry["id"] not in found and blob not in found.values():
                found[entry["id"]] = blob
        return found

    @property
    def is_sound(self) -> bool:
        """Whether every administrator has a key of their own, and enough of them to change the policy."""
        return len(self.administrators) == len(self.data["administrators"]) >= int(self.data["threshold"])

    @property
    def methods(self) -> Sequence[str]:
        """How statements may be signed under this version."""
        return tuple(self.data.get("methods", statements.USUAL_METHODS))

    def holds_at(self, at: str) -> bool:
        """Whether it was the policy at a moment."""
        return self.enacted_at <= at < self.replaced_at

    def is_administrator(self, person: str, blob: bytes) -> bool:
        """Whether a key is that of an administrator, and no published demo key unless this is a demo."""
        known = self.administrators.get(person) == blob
        return known and (bool(self.data.get("demo")) or blob not in keys.demo_blobs(self.persons | {person}))


class Policies:
    """The versions that count, with everything that keeps others from counting."""

    def __init__(
        self,
        folders: Iterable[Folder],
        working: dict[str, Any],
        source: bytes | None,
        persons: frozenset[str] = frozenset(),
    ) -> None:
        """Judge the folders in the order of their numbers; a version that fails ends the chain."""
        self.persons = persons
        self.problems: list[Violation] = []
        self.versions: list[PolicyVersion] = []
        self.working, self.source = working, source
        for folder in sorted(folders, key=number_of):
            self.problems += folder.problems
            last = len(self.versions)
            version = self._enacted(folder) if number_of(folder) == last + 1 else None
            if number_of(folder) != last + 1:
                self._refuse(trust_codes.POLICY_VERSION, folder, value=folder.slug or folder.path, last=last)
            if version is not None:
                self._add(version)
        self.problems += self._working_problems()

    @property
    def current(self) -> PolicyVersion | None:
        """The last enacted version."""
        return self.versions[-1] if self.versions else None

    @property
    def data(self) -> dict[str, Any]:
        """What the policy says: as enacted last, else as it stands unsigned."""
        return self.current.data if self.current is not None else self.working

    def version(self, number: int) -> PolicyVersion | None:
        """An enacted version by its number."""
        return self.versions[number - 1] if 0 < number <= len(self.versions) else None

    def named(self, number: int) -> dict[str, Any]:
        """What the version says that a statement names: later ones leave it good."""
        version = self.version(number)
        return self.data if version is None else version.data

    def period_problems(self, filed: Filed) -> Iterator[Violation]:
        """A statement under a policy that does not exist, or did not hold when it was signed."""
        statement = filed.statement
        version = self.version(statement.policy)
        if version is None:
            yield problem(codes.STATEMENT_POLICY, filed, value=statement.policy, limit=len(self.versions))
        elif not version.holds_at(statement.at):
            yield problem(trust_codes.STATEMENT_POLICY_AGE, filed, value=statement.policy, at=statement.at)
        elif statement.method not in version.methods:
            yield problem(codes.STATEMENT_METHOD, filed, value=statement.method)

    def administrator_problems(self, filed: Filed, day: str) -> Iterator[Violation]:
        """An act that only administrators may sign, signed by somebody else."""
        version = self.version(filed.statement.policy)
        proof = proof_of(filed, self.named(filed.statement.policy), day)
        if isinstance(proof, Violation):
            yield proof
        elif version is None or not version.is_administrator(filed.statement.person, proof.key):
            person = filed.statement.person
            yield problem(trust_codes.SIGNER_ADMINISTRATOR, filed, value=person, policy=filed.statement.policy)

    def _add(self, version: PolicyVersion) -> None:
        if self.versions:
            self.versions[-1] = replace(self.versions[-1], replaced_at=version.enacted_at)
        self.versions.append(version)

    def _enacted(self, folder: Folder) -> PolicyVersion | None:
        version = self._read(folder)
        if version is None:
            return None
        before = self.versions[-1] if self.versions else version
        signed = list(self._signatures(folder, version, before))
        needed = int(before.data["threshold"]) if self.versions else len(version.data["administrators"])
        if len(signed) < needed:
            self._refuse(trust_codes.POLICY_THRESHOLD, folder, value=version.number, count=len(signed), needed=needed)
            return None
        # Signatures that come after those that were needed change nothing, whatever day they name.
        return replace(version, enacted_at=max(signed[:needed]))

    def _read(self, folder: Folder) -> PolicyVersion | None:
        data = folder.files.get(FILE)
        document, found = read(folder.path + FILE, data) if data is not None else (None, [])
        if document is not None and not found:
            found = list(check_file("policy", document))
        if document is None or data is None or found:
            self._refuse(trust_codes.POLICY_FILE, folder, problem=found[0].message if found else FILE)
            return None
        version = PolicyVersion(int(document.data["version"]), document.data, data, persons=self.persons)
        if str(version.number) != folder.slug:
            last = len(self.versions)
            self._refuse(trust_codes.POLICY_VERSION, folder, value=version.number, last=last)
        elif self.versions and version.data["repository"] != self.versions[0].data["repository"]:
            self._refuse(trust_codes.POLICY_REPOSITORY, folder, value=version.number)
        elif not version.is_sound:
            count, needed = len(version.administrators), version.data["threshold"]
            self._refuse(trust_codes.POLICY_ADMINISTRATORS, folder, value=version.number, count=count, needed=needed)
        else:
            return version
        return None

    def _signatures(self, folder: Folder, version: PolicyVersion, before: PolicyVersion) -> Iterable[str]:
        """When each administrator signed whose statement counts."""
        signed: dict[str, str] = {}
        for filed in folder.filed:
            found = list(_enactment_problems(filed, version, before))
            self.problems += found
            if not found:
                signed.setdefault(filed.statement.person, filed.statement.at)
        return signed.values()

    def _working_problems(self) -> Iterator[Violation]:
        last = self.current
        if self.source is None:
            if last is not None and not self.working:
                yield trust_codes.POLICY_UNSIGNED.at(PATH, _PLACE, value=last.number)
        elif last is None:
            yield trust_codes.POLICY_NOT_ENACTED.at(PATH, _PLACE)
        elif self.working and int(self.working["version"]) < last.number:
            yield trust_codes.POLICY_REPLAYED.at(PATH, _PLACE, value=self.working["version"], last=last.number)
        elif self.source != last.source:
            yield trust_codes.POLICY_UNSIGNED.at(PATH, _PLACE, value=last.number)

    def _refuse(self, code: Code, folder: Folder, **values: Any) -> None:
        self.problems.append(code.at(folder.path.replace("//", "/").rstrip("/"), _PLACE, record=ID, **values))


def _enactment_problems(filed: Filed, version: PolicyVersion, before: PolicyVersion) -> Iterator[Violation]:
    statement = filed.statement
    yield from place_problems(filed, before.data["repository"], str(version.number))
    if statement.transition != ENACT:
        yield problem(codes.STATEMENT_TRANSITION, filed, value=statement.transition)
    if statement.files != {FILE: version.digest}:
        yield problem(codes.STATEMENT_FILES, filed, value=FILE)
    if statement.policy != before.number:
        yield problem(codes.STATEMENT_POLICY, filed, value=statement.policy, limit=before.number)
    if statement.at < before.enacted_at:
        yield problem(trust_codes.STATEMENT_POLICY_AGE, filed, value=before.number, at=statement.at)
    if statement.method not in statements.USUAL_METHODS:
        yield problem(codes.STATEMENT_METHOD, filed, value=statement.method)
    proof = proof_of(filed, before.data, statement.at[:10])
    if isinstance(proof, Violation):
        yield proof
    elif not before.is_administrator(statement.person, proof.key):
        person = statement.person
        yield problem(trust_codes.SIGNER_ADMINISTRATOR, filed, value=person, policy=before.number)
