"""Policy and persons of test libraries as administrators would have signed them long ago, with demonstration keys."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval import statement as statements
from docctl.approval.signature import sshsig
from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.approval.signature.sshsig import PrivateKey

POLICY = "schemas/policy.yaml"
PERSONS = "records/person/"
DELEGATIONS = "records/delegation/"
APPROVALS = "records/approvals/"
LONG_AGO = "2020-01-01T00:00:00Z"


def trusted(files: Mapping[str, bytes], enacted: Iterable[str] = (LONG_AGO,)) -> dict[str, bytes]:
    """The files with the policy of the given moments and every person signed for, and no older such signatures."""
    policy = files.get(POLICY)
    if policy is None:
        return dict(files)
    persons, given = _under(files, PERSONS), _under(files, DELEGATIONS)
    ours = tuple(f"{APPROVALS}{name}/" for name in ("POLICY", *persons, *given))
    kept = {path: data for path, data in files.items() if not path.startswith(ours)}
    for number, at in enumerate(enacted, 1):
        kept |= dict(_version(policy, number, at))
    for person, source in persons.items():
        kept |= dict(_enrolled(policy, person, source))
    for name, source in given.items():
        kept |= dict(_delegated(policy, name, source))
    return kept


def _under(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {p.removeprefix(folder).removesuffix(".yaml"): data for p, data in files.items() if p.startswith(folder)}


def data_of(source: bytes) -> dict[str, Any]:
    """What a YAML file says; nothing where it cannot be read."""
    document, _ = read("any.yaml", source)
    return document.data if document is not None else {}


@lru_cache(maxsize=256)
def _version(policy: bytes, number: int, at: str) -> tuple[tuple[str, bytes], ...]:
    """One enacted version: earlier ones hold the same with their own number."""
    data = data_of(policy)
    if "administrators" not in data:
        return ()
    source = policy.replace(f"version: {data['version']}".encode(), f"version: {number}".encode())
    found = {f"{APPROVALS}POLICY/{number}/policy.yaml": source}
    for index, entry in enumerate(data["administrators"], 1):
        act = (f"POLICY/{number}/", "policy.yaml", source, "enact", entry["id"], at)
        found |= _signed(data, index, act, max(1, number - 1))
    return tuple(found.items())


def enacted(policy: bytes, number: int, by: Iterable[str], at: str) -> dict[str, bytes]:
    """A version of the policy as some of its administrators signed it."""
    data, found = data_of(policy), {f"{APPROVALS}POLICY/{number}/policy.yaml": policy}
    for index, person in enumerate(by, 1):
        act = (f"POLICY/{number}/", "policy.yaml", policy, "enact", person, at)
        found |= _signed(data, index, act, max(1, number - 1))
    return found


@lru_cache(maxsize=2048)
def _enrolled(policy: bytes, person: str, source: bytes) -> tuple[tuple[str, bytes], ...]:
    data = data_of(policy)
    others = [entry["id"] for entry in data.get("administrators", ()) if entry["id"] != person]
    if not others:
        return ()
    name = f"{person}.yaml"
    found = {f"{APPROVALS}{person}/1/{name}": source}
    act = (f"{person}/1/", name, source, "enrol", others[0], LONG_AGO)
    return tuple((found | _signed(data, 1, act, 1)).items())


@lru_cache(maxsize=64)
def _delegated(policy: bytes, record: str, source: bytes) -> tuple[tuple[str, bytes], ...]:
    """A delegation signed on its own first day, when the principal's key is in use."""
    given, name = data_of(source), f"{record}.yaml"
    if not {"principal", "from"} <= given.keys():
        return ()
    act = (f"{record}/1/", name, source, "delegate", given["principal"], f"{given['from']}T00:00:00Z")
    return tuple(({f"{APPROVALS}{record}/1/{name}": source} | _signed(data_of(policy), 1, act, 1)).items())


def _signed(
    data: Mapping[str, Any], index: int, act: tuple[str, str, bytes, str, str, str], policy: int
) -> dict[str, bytes]:
    folder, name, source, step, administrator, at = act
    record, number = folder.rstrip("/").split("/")
    given = Statement(
        repository=str(data["repository"]),
        record=record,
        revision=number,
        files={name: statements.digest(source)},
        transition=step,
        meaning="test",
        person=administrator,
        name=administrator,
        role="administrator",
        at=at,
        method="ssh",
        seen=[],
        requires=[],
        policy=policy,
        tool="docctl test",
    ).to_bytes()
    path = f"{APPROVALS}{folder}{index:02d}-{step}-{administrator}.json"
    return {path: given, path + ".sig": sshsig.sign(given, _key(data, administrator), NAMESPACE)}


def _key(data: Mapping[str, Any], person: str) -> PrivateKey:
    """The key that the policy names for an administrator: the published one, or that of `own_key`."""
    own = own_key(person)
    stated = [entry["key"] for entry in data.get("administrators", ()) if entry["id"] == person]
    return own if public_line(own) in stated else demo_key(person)


def own_key(person: str) -> PrivateKey:
    """A key that is no person's published one."""
    return demo_key(f"own key of {person}")
