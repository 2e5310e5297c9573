"""Which keys, roles and departments of a person count: those of the last enrolment that an administrator signed."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import codes
from docctl.approval.filing import problem
from docctl.approval.signature import keys
from docctl.approval.signature.keys import UnusableKey
from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.attested import Chain
from docctl.approval.trust.attested import SignedBytes
from docctl.approval.trust.attested import bytes_problems
from docctl.approval.trust.attested import chain_of
from docctl.approval.trust.periods import END
from docctl.approval.trust.periods import changed_past
from docctl.approval.trust.periods import is_sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.approval.folder import Filed
    from docctl.approval.folder import Folder
    from docctl.approval.trust.attested import Attested
    from docctl.approval.trust.policy import Policies
    from docctl.approval.trust.policy import PolicyVersion
    from docctl.library import Library
    from docctl.library import Record
    from docctl.violation import Violation

PERSON = "person"
ENROL, RETIRE, COMPROMISE = "enrol", "retire", "compromise"
STEPS = (ENROL, RETIRE, COMPROMISE)
# What an administrator vouches for; the rest of a person's record may change without them.
VOUCHED = ("name", "departments", "roles", "keys", "git_identity", "voided")


class Enrolments:
    """The enrolled persons of a library."""

    def __init__(
        self,
        library: Library,
        folders: Mapping[str, Sequence[Folder]],
        policies: Policies,
        day_of: Callable[[str], str],
    ) -> None:
        """Judge the enrolments of every person, then again those with keys that were somebody else's before."""
        self.library, self.policies, self.day_of = library, policies, day_of
        self.chains: dict[str, Chain] = {}
        self._owners: dict[bytes, str] = {}
        record_type = library.schemas.types.get(PERSON)
        if record_type is not None:
            signed = SignedBytes(record_type, is_sound)
            problems_of = partial(self._problems, signed=signed)
            persons = [p for p in folders if p in library.records and library.records[p].type.slug == PERSON]
            self.chains = {person: chain_of(folders[person], signed, problems_of) for person in persons}
            self._owners = _first_owners(self.chains, policies.versions)
            for person in [person for person, chain in self.chains.items() if self._holds_others(person, chain)]:
                self.chains[person] = chain_of(folders[person], signed, problems_of)

    def person(self, person: str) -> Record | None:
        """The person as enrolled."""
        chain = self.chains.get(person)
        return chain.current.record if chain is not None and chain.current is not None else None

    def names(self, person: str) -> frozenset[str]:
        """Every name under which a person was ever enrolled: old statements bear old ones."""
        states = self.chains[person].states if person in self.chains else ()
        return frozenset(str(state.record.data["name"]) for state in states)

    def kept(self, person: str) -> frozenset[str]:
        """The statements that stay good although their key was compromised."""
        states = self.chains[person].states if person in self.chains else ()
        named = (s.filed.statement.evidence for s in states if s.filed.statement.transition == COMPROMISE)
        return frozenset(digest for evidence in named for digest in evidence)

    def problems(self, person: Record) -> Iterator[Violation]:
        """What is wrong with the enrolments of a person, and how the record differs from them."""
        chain = self.chains.get(person.id, Chain())
        if person.faulty:  # said already; bytes that are faulty in the same way need no second report
            return
        yield from chain.problems
        yield from _unusable_keys(person)
        yield from _repeated_keys(person)
        if self.policies.current is None:
            return
        if chain.current is None:
            held = next((name for name in ("keys", "roles") if person.data.get(name)), None)
            if held is not None:
                title = person.type.label((held,))
                yield person.at((held,), trust_codes.PERSON_NEVER_ENROLLED, value=person.id, field=title)
            return
        enrolled = chain.current.record.data
        for name in VOUCHED:
            if person.data.get(name) != enrolled.get(name):
                title = person.type.label((name,))
                code = trust_codes.PERSON_NOT_ENROLLED
                yield person.at((name,) if name in person.data else (), code, value=person.id, field=title)
                return

    def _problems(
        self, filed: Filed, folder: Folder, record: Record, chain: Chain, signed: SignedBytes
    ) -> Iterator[Violation]:
        yield from self._filed_problems(filed, folder, signed)
        yield from self._content_problems(filed, record, chain)

    def _filed_problems(self, filed: Filed, folder: Folder, signed: SignedBytes) -> Iterator[Violation]:
        yield from bytes_problems(
            filed, folder, signed.name(folder.record), self.policies.data.get("repository"), STEPS
        )
        yield from self.policies.period_problems(filed)
        yield from self.policies.administrator_problems(filed, self.day_of(filed.statement.at))
        if filed.statement.person == folder.record:
            yield problem(trust_codes.ENROL_SELF, filed, value=folder.record)

    def _content_problems(self, filed: Filed, record: Record, chain: Chain) -> Iterator[Violation]:
        day, before = self.day_of(filed.statement.at), chain.current
        if before is not None and filed.statement.at < before.at:
            yield problem(codes.STATEMENT_TIME, filed, value=filed.statement.at)
        for field in changed_past(before.record.data, record.data, day) if before is not None else ():
            title = record.type.label((field,))
            yield problem(trust_codes.ENROL_PAST, filed, value=record.id, field=title, date=day)
        yield from self._restored(filed, before, record)
        for entry in record.data.get("keys", ()):
            yield from self._key_problems(filed, entry, before, day)

    @staticmethod
    def _restored(filed: Filed, before: Attested | None, record: Record) -> Iterator[Violation]:
        now = {(keys.blob_of(entry["key"]), entry.get("compromised_on")) for entry in record.data.get("keys", ())}
        for entry in before.record.data.get("keys", ()) if before is not None else ():
            stated = entry.get("compromised_on")
            if stated is not None and (keys.blob_of(entry["key"]), stated) not in now:
                yield problem(trust_codes.ENROL_KEY_RESTORED, filed, value=stated)

    def _key_problems(
        self, filed: Filed, entry: dict[str, Any], before: Attested | None, day: str
    ) -> Iterator[Violation]:
        if before is None and entry["from"] < day:
            yield problem(trust_codes.ENROL_KEY_EARLY, filed, value=entry["from"], date=day)
        owner = self._owners.get(keys.blob_of(entry["key"]) or b"", filed.record)
        if owner != filed.record:
            yield problem(trust_codes.ENROL_KEY_TAKEN, filed, value=entry["key"], other=owner)

    def _holds_others(self, person: str, chain: Chain) -> bool:
        return any(self._owners.get(blob, person) != person for _, _, blob in _claims(person, chain))


def _first_owners(chains: Mapping[str, Chain], versions: Iterable[PolicyVersion]) -> dict[bytes, str]:
    """Whose each key is: the person for whom it was signed first, as an administrator or by enrolment."""
    claims = [claim for person, chain in chains.items() for claim in _claims(person, chain)]
    claims += [(v.enacted_at, person, blob) for v in versions for person, blob in v.administrators.items()]
    owners: dict[bytes, str] = {}
    for _, person, blob in sorted(claims):
        owners.setdefault(blob, person)
    return owners


def _claims(person: str, chain: Chain) -> Iterator[tuple[str, str, bytes]]:
    for state in chain.states:
        for entry in state.record.data.get("keys", ()):
            if (blob := keys.blob_of(entry["key"])) is not None:
                yield state.at, person, blob


def _unusable_keys(person: Record) -> Iterator[Violation]:
    """Keys that sign nothing: of an old kind, too weak, or mistyped."""
    for index, entry in enumerate(person.data.get("keys", ())):
        try:
            keys.parse_public_line(entry["key"])
        except UnusableKey as error:
            place = ("keys", index, "key")
            yield person.at(place, trust_codes.ENROL_KEY_UNUSABLE, value=index + 1, problem=error.code)


def _repeated_keys(person: Record) -> Iterator[Violation]:
    """Keys that are in force twice at once: ended in one entry, such a key would go on in the other."""
    going = [
        (i, w) for i, w in enumerate(person.data.get("keys", ())) if not w.keys() & {"retired_on", "compromised_on"}
    ]
    for (first, one), (index, other) in combinations(going, 2):
        both = max(one["from"], other["from"]) <= min(one.get("until", END), other.get("until", END))
        if both and keys.blob_of(one["key"]) == keys.blob_of(other["key"]) is not None:
            place = ("keys", index, "key")
            yield person.at(place, trust_codes.ENROL_KEY_TWICE, value=index + 1, first=first + 1, person=person.id)
