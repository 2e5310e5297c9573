"""A library under attack: the test company after honest work, and the means of those who would forge its records."""

from __future__ import annotations

import re
from dataclasses import asdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import statement as statements
from docctl.approval.signature import sshsig
from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from tests.company import APPROVER
from tests.company import AUTHOR
from tests.company import DOCUMENT
from tests.company import POLICY
from tests.company import REVIEWER
from tests.company import Company

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from docctl.approval.signature.sshsig import PrivateKey
    from docctl.violation import Violation

REPOSITORY = "6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44"
ROOT = "records/approvals/"
CONTROLLER, DELEGATE, OUTSIDER = "P-008", "P-003", "P-004"
DELEGATION = "DLG-2026-009"
TEXT = """id: {name}
type: delegation
schema_version: 1
status: active
confidentiality: 普通级
owner_department: ADMIN
created_on: 2026-01-08
principal: {principal}
delegate: {delegate}
roles:
  - {role}
from: {first}
until: {last}
reason: away
"""
# Whoever acts here began on one day, whenever the example company took them on.
PERSONS, BEGIN = (AUTHOR, REVIEWER, APPROVER, CONTROLLER, DELEGATE, OUTSIDER), "2026-01-05"
SCAN = b"%PDF-1.7 a slip with a signature\n"
# Work that was done before the attack, by the name of what it left behind.
_DONE: dict[str, dict[str, bytes]] = {}


def line(seed: str) -> str:
    """A public key of nobody in particular."""
    return public_line(demo_key(seed))


class Siege(Company):
    """Honest work up to a stage; from then on every byte is what the attacker wrote."""

    def __init__(self, stage: str = "issued") -> None:
        """A draft, something submitted, reviewed or issued; awaiting its release; on paper, or adopted from there."""
        super().__init__()
        for person in PERSONS:
            path = f"records/person/{person}.yaml"
            self.files[path] = re.sub(rb"from: [0-9-]{10}", f"from: {BEGIN}".encode(), self.files[path])
        self.edit(
            f"records/person/{CONTROLLER}.yaml",
            "roles:\n",
            "roles:\n  - role: document_controller\n    from: 2026-01-05\n",
        )
        if stage not in _DONE:
            self._work(stage)
            _DONE[stage] = dict(self.files)
        self.files = dict(_DONE[stage])
        self.vouched = False

    def _work(self, stage: str) -> None:
        if stage in {"awaiting", "released"}:
            self.edit(self.path, "file_type:", "release_conditions: [培训已完成]\nfile_type:")
        if stage in {"paper", "adopted"}:
            self.write(effective_on="2026-01-20")
            approval = "paper_approval: {approved_by: 张三, approved_on: 2025-06-01}\nfile_type:"
            self.edit(self.path, "file_type:", approval)
        if stage == "attached":
            self.files[f"records/controlled-document/{DOCUMENT}.files/form.pdf"] = b"%PDF-1.7 a form"
        if stage == "delegated":
            self.delegate(vouched=True)
        steps = {"submitted": 1, "reviewed": 2, "rejected": 2, "draft": 0, "paper": 0, "adopted": 0, "released": 4}.get(
            stage, 3
        )
        usual = (("submit", AUTHOR), ("review", REVIEWER), ("approve", APPROVER), ("release", CONTROLLER))
        for hour, (transition, person) in enumerate(usual[:steps], 1):
            self.sign(transition, person, f"2026-02-01T{hour:02d}:00:00Z")
        if stage == "adopted":
            self.sign("adopt", CONTROLLER, "2026-02-01T01:00:00Z", method="adopt")
        assert self.check is not None
        self.vouched = False
        self._later(stage)

    def _later(self, stage: str) -> None:
        """What happened after the policy and the persons were signed for."""
        if stage == "rejected":
            self.sign("reject", DELEGATE, "2026-02-01T03:00:00Z", role="reviewer")
        if stage == "policy_changed":
            self.enact(self.policy(2))
        if stage == "administrator_removed":
            keys = [public_line(demo_key(person)) for person in ("P-007", DELEGATE)]
            self.enact(self.policy(2, (f"P-007, key: {keys[0]}", f"{DELEGATE}, key: {keys[1]}")))
        if stage == "leaked":
            key = f"- key: {public_line(demo_key(APPROVER))}\n    from: 2026-01-05"
            source = self.text(APPROVER, (key, f"{key}\n    compromised_on: 2026-03-05"))
            self.enrol(APPROVER, source, step="compromise", at="2026-03-05T01:00:00Z")

    def remove(self, *parts: str) -> None:
        """Take away every file whose path holds one of some texts."""
        gone = [path for path in self.files if any(part in path for part in parts)]
        assert gone, parts
        for path in gone:
            del self.files[path]

    def move(self, old: str, new: str) -> None:
        """Give every file whose path holds a text another path."""
        moved = [path for path in self.files if old in path]
        assert moved, old
        for path in moved:
            self.files[path.replace(old, new)] = self.files.pop(path)

    def again(self, step: str, key: PrivateKey | None = None, **changes: Any) -> str:
        """File a genuine statement anew with other fields and a good signature, in the place of the genuine one."""
        judged = next(j for j in self.revision().statements if j.transition == step)
        self.remove(f"{self.folder()}{judged.filed.number:02d}-{step}-")
        return self._put(judged.statement, judged.filed.number, key, changes)

    def more(self, like: str, number: int, key: PrivateKey | None = None, **changes: Any) -> str:
        """File one statement more, made from a genuine one."""
        return self._put(
            next(j.statement for j in self.revision().statements if j.transition == like), number, key, changes
        )

    def _put(self, base: Statement, number: int, key: PrivateKey | None, changes: dict[str, Any]) -> str:
        person, step = changes.get("person", base.person), changes.get("transition", base.transition)
        given = {**asdict(base), "name": self.called(person), **changes}
        path = f"{self.folder()}{number:02d}-{step}-{person}.json"
        return self.file(path, Statement(**given).to_bytes(), key or demo_key(person))

    def called(self, person: str) -> str:
        """The name of a person, or what stands for it."""
        record = self.library.get(person)
        return record.title if record is not None else person

    def digests(self, *transitions: str) -> list[str]:
        """What later statements name some genuine ones by."""
        return [j.filed.digest for j in self.revision().statements if j.transition in transitions]

    def text(self, person: str, *edits: tuple[str, str]) -> bytes:
        """The record of a person with some texts replaced that must be there."""
        source = self.files[f"records/person/{person}.yaml"]
        for old, new in edits:
            assert old.encode() in source, (person, old)
            source = source.replace(old.encode(), new.encode(), 1)
        return source

    def enrol(self, person: str, source: bytes, *, work: bool = True, **given: Any) -> str:
        """File an enrolment of a person as it would stand, by default by an administrator who may; its path."""
        by = given.pop("by", "P-007" if person == "P-001" else "P-001")
        if work:
            self.files[f"records/person/{person}.yaml"] = source
        return self._attest(person, source, step=given.pop("step", "enrol"), by=by, **given)

    def delegate(self, *, vouched: bool = False, work: bool = True, **given: Any) -> str:
        """File a delegation, by default one that its principal signed beforehand; its path."""
        name = given.pop("name", DELEGATION)
        values = {"principal": APPROVER, "delegate": DELEGATE, "role": "approver"}
        values |= {"first": "2026-01-20", "last": "2026-02-20"}
        values |= {key: given.pop(key) for key in tuple(values) if key in given}
        source = TEXT.format(name=name, **values).encode()
        if work:
            self.files[f"records/delegation/{name}.yaml"] = source
        if vouched:
            return ""
        by, at = given.pop("by", values["principal"]), given.pop("at", f"{values['first']}T00:00:00Z")
        return self._attest(name, source, step="delegate", by=by, at=at, **{"number": 1, **given})

    def enact(
        self, source: bytes, number: int = 2, by: Iterable[str] = ("P-001", "P-007"), *, work: bool = True, **given: Any
    ) -> None:
        """File a version of the policy, by default signed by everybody who must."""
        if work:
            self.files[POLICY] = source
        for index, person in enumerate(by, 1):
            act = {"policy": max(1, number - 1), **given}
            self._attest("POLICY", source, step="enact", by=person, number=number, index=index, **act)

    def policy(self, version: int = 2, *edits: tuple[str, str]) -> bytes:
        """The policy with another version and some texts replaced that must be there."""
        source = self.files[f"{ROOT}POLICY/1/policy.yaml"].replace(b"version: 1", f"version: {version}".encode())
        for old, new in edits:
            assert old.encode() in source, old
            source = source.replace(old.encode(), new.encode(), 1)
        return source

    def _attest(self, record: str, source: bytes, *, step: str, by: str, **given: Any) -> str:
        number, index = given.pop("number", 2), given.pop("index", 1)
        name = "policy.yaml" if record == "POLICY" else f"{record}.yaml"
        folder, key = f"{ROOT}{record}/{number}/", given.pop("key", None) or demo_key(by)
        values: dict[str, Any] = {
            "repository": REPOSITORY,
            "record": record,
            "revision": str(number),
            "files": {name: statements.digest(source)},
            "transition": step,
            "meaning": "test",
            "person": by,
            "name": by,
            "role": "administrator",
            "at": "2026-03-01T01:00:00Z",
            "method": "ssh",
            "seen": [],
            "requires": [],
            "policy": 1,
            "tool": "docctl test",
        }
        self.files[folder + name] = source
        statement = Statement(**{**values, **given})
        return self.file(f"{folder}{index:02d}-{step}-{by}.json", statement.to_bytes(), key)

    def raw(self, path: str, source: bytes, person: str, namespace: str = NAMESPACE) -> None:
        """File bytes that no docctl writes, properly signed."""
        self.files[path] = source
        self.files[path + ".sig"] = sshsig.sign(source, demo_key(person), namespace)

    def found(self) -> list[Violation]:
        """Everything that is wrong with policy, persons, delegations and documents."""
        approvals = self.approvals
        wanted = sorted({*approvals.documents(), *(r.id for r in self.library.of_type("controlled-document"))})
        return [*approvals.trust.trust_problems(), *(p for name in wanted for p in approvals.problems(name))]


def codes_of(found: Iterable[Violation]) -> set[str]:
    """The codes of violations as users read them."""
    return {v.slug.removeprefix("engine.").upper().replace("-", "_") for v in found}


@dataclass(frozen=True)
class Attack:
    """What an attacker does to a library, and the codes with which it is refused."""

    name: str
    stage: str
    codes: frozenset[str]
    run: Callable[[Siege], object]
    # Whether the revision under attack counts all the same: the attack only adds what is not believed.
    stands: bool = False


@dataclass
class Attacks:
    """The attacks of one kind, in the order of their definition."""

    all: list[Attack]

    def __call__(
        self, *codes: str, stage: str = "issued", stands: bool = False
    ) -> Callable[[Callable[[Siege], object]], Callable[[Siege], object]]:
        """Make a function an attack: its name says what is done."""

        def keep(run: Callable[[Siege], object]) -> Callable[[Siege], object]:
            self.all.append(Attack(run.__name__, stage, frozenset(codes), run, stands))
            return run

        return keep
