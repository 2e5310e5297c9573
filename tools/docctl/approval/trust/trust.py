"""Whether the person that a statement names signed it, with an enrolled key and under the policy of its day."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any
from zoneinfo import ZoneInfo

from docctl.approval import codes
from docctl.approval.filing import problem
from docctl.approval.filing import proof_of
from docctl.approval.folder import Folder
from docctl.approval.folder import Folders
from docctl.approval.signature import keys
from docctl.approval.statement import FIRST_YEAR
from docctl.approval.statement import LAST_YEAR
from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.delegation import DELEGATION
from docctl.approval.trust.delegation import Delegations
from docctl.approval.trust.enrolment import PERSON
from docctl.approval.trust.enrolment import Enrolments
from docctl.approval.trust.policy import ID as POLICY
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.approval.trust.policy import Policies
from docctl.expressions.calendar import date_of
from docctl.library import Library
from docctl.library import people
from docctl.violation import Text
from docctl.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.approval.folder import Filed
    from docctl.library import Record

# Records whose statements are acts of trust and no revisions of documents.
TYPES = (PERSON, DELEGATION)
# Nothing is signed outside these days, and no time zone leads out of the calendar from them.
_FIRST, _LAST = f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31"


class Trust:
    """The policy, the persons and the delegations of a library, as far as signatures vouch for them."""

    def __init__(
        self,
        library: Library,
        timezone: str,
        folders: Mapping[str, Sequence[Folder]] | None = None,
        enrolled: Mapping[str, Record] | None = None,
    ) -> None:
        """Nothing is judged yet: policy, enrolments and delegations are when they are needed, each after the other."""
        self.library, self.timezone, self._enrolled = library, timezone, enrolled
        self.folders: Mapping[str, Sequence[Folder]] = Folders.of(library.snapshot) if folders is None else folders

    @cached_property
    def persons(self) -> frozenset[str]:
        """Everybody on record."""
        return frozenset(person.id for person in self.library.of_type(PERSON))

    @cached_property
    def policies(self) -> Policies:
        """The versions of the policy."""
        snapshot = self.library.snapshot
        source = snapshot.read(POLICY_PATH) if POLICY_PATH in snapshot else None
        return Policies(self.folders.get(POLICY, ()), self.library.schemas.policy, source, self.persons)

    @cached_property
    def enrolments(self) -> Enrolments:
        """Who is enrolled, as far as administrators under that policy vouch for them."""
        return Enrolments(self.library, self.folders, self.policies, self.day)

    @cached_property
    def enrolled(self) -> Mapping[str, Record]:
        """The records of persons as enrolled: as given, where that was found out before."""
        if self._enrolled is not None:
            return self._enrolled
        found = {name: self.enrolments.person(name) for name in self.enrolments.chains}
        return {name: record for name, record in found.items() if record is not None}

    @cached_property
    def delegations(self) -> Delegations:
        """Who acts for whom, as far as those who delegate are enrolled."""
        return Delegations(self, self.folders, self.day)

    @property
    def policy(self) -> dict[str, Any]:
        """The policy that counts."""
        return self.policies.data

    def adding(self, record: str, slug: str, files: Mapping[str, bytes], working: Record | None = None) -> Trust:
        """Trust as it would be with some files more in a folder, by name, and perhaps another working record."""
        others = list(self.folders.get(record, ()))
        folder = next((f for f in others if f.slug == slug), Folder(record, slug, ()))
        folders = [f for f in others if f is not folder] + [folder.adding(files)]
        library = self.library
        if working is not None:
            records = [working if one.id == working.id else one for one in library.records.values()]
            library = Library(library.schemas, library.snapshot, records)
        return Trust(library, self.timezone, {**self.folders, record: folders})

    def day(self, moment: str) -> str:
        """The company's day of a moment."""
        return date_of(moment, self.timezone)

    def role_title(self, role: str) -> Text:
        """What people call a role."""
        known = self.library.schemas.roles.get(role, {})
        return Text(str(known.get("title", role)), str(known.get("x-zh", role)))

    def starts(self, day: str) -> str:
        """The moment at which a day begins where the company is, in UTC."""
        midnight = datetime.fromisoformat(max(day, _FIRST)).replace(tzinfo=ZoneInfo(self.timezone))
        return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def ends(self, day: str | None) -> str | None:
        """The moment at which a day is over; none for no day."""
        if day is None or day >= _LAST:
            return None
        return self.starts(str(date.fromisoformat(day) + timedelta(days=1)))

    def person(self, person: str) -> Record | None:
        """A person as enrolled; none who is unknown or voided."""
        record = self.library.get(person)
        if record is None or record.type.slug != PERSON:
            return None
        enrolled = self.enrolled.get(person)
        return None if enrolled is None or enrolled.is_voided else enrolled

    def problems(self, filed: Filed, day: str) -> Iterator[Violation]:
        """Why the signature beside a statement does not count; nothing when it does."""
        name = filed.statement.person
        known = self.library.get(name)
        person = self.enrolments.person(name)
        if known is None or known.type.slug != PERSON or (person is not None and person.is_voided):
            yield problem(codes.SIGNER_UNKNOWN, filed, value=name)
            return
        if person is None:
            yield problem(trust_codes.SIGNER_NOT_ENROLLED, filed, value=name)
            return
        yield from self.policies.period_problems(filed)
        proof = proof_of(filed, self.policies.named(filed.statement.policy), day)
        if isinstance(proof, Violation):
            yield proof
        else:
            yield from self._key_problems(filed, proof.key, person, day)

    def trust_problems(self) -> Iterator[Violation]:
        """What is wrong with policy, enrolments and delegations themselves."""
        yield from self.policies.problems
        for person in self.library.of_type(PERSON):
            yield from self.enrolments.problems(person)
        for record in self.library.of_type(DELEGATION):
            yield from self.delegations.problems(record)

    def _key_problems(self, filed: Filed, key: bytes, person: Record, day: str) -> Iterator[Violation]:
        windows = [w for w in people.keys_on(person, day) if keys.blob_of(w["key"]) == key]
        enrolled = (w for w in person.data.get("keys", ()) if keys.blob_of(w["key"]) == key)
        leaked = [w["compromised_on"] for w in enrolled if "compromised_on" in w]
        if not windows:
            yield problem(codes.SIGNER_KEY, filed, value=person.id, date=day)
        elif leaked and filed.digest not in self.enrolments.kept(person.id):
            yield problem(trust_codes.SIGNER_KEY_COMPROMISED, filed, date=leaked[0])
        elif not self.policy.get("demo") and key in keys.demo_blobs(self.persons):
            yield problem(codes.SIGNER_DEMO_KEY, filed)
