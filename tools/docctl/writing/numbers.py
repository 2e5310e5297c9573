"""Numbers, each given once: a ref that nobody else may have made, here and on the server, says whose it is.

The ref names a commit of nothing whose message says who reserved the number for what, with a random word: so two
reservations of one moment by one person are still two, and of two pushes only one is taken.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.git.remote import Declined
from docctl.git.remote import create_remote_refs
from docctl.git.remote import remote_refs
from docctl.git.remote import take_over
from docctl.git.storing import Objects
from docctl.git.storing import read_refs
from docctl.git.storing import swap_ref
from docctl.writing.clone import NUMBERS
from docctl.writing.clone import Writer
from docctl.writing.journal import seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable

    from docctl.git import Repository
    from docctl.writing.clone import Clone

# A program takes only so many arguments.
_AT_ONCE = 500
_TRIES = 3


class NumberTaken(Exception):  # noqa: N818 - read as a sentence
    """No number of those that were asked for is free."""


@dataclass(frozen=True)
class Reservation:
    """A number that is given away: for a record of which type, to whom and when, and the number that it replaces."""

    number: str
    type: str
    person: str
    at: str
    replaces: str = ""


@dataclass(frozen=True)
class Series:
    """The numbers to choose from: `candidates` is told which are given away; all known ones begin with `prefix`."""

    prefix: str
    candidates: Callable[[Collection[str]], Iterable[str]]


@dataclass(frozen=True)
class Reserved:
    """What was reserved, and which numbers that were reserved here without the server it gave to somebody else."""

    number: str
    lost: tuple[str, ...] = ()


def reservations(repository: Repository, prefix: str = "") -> list[Reservation]:
    """The numbers that are known here to be given away, in order."""
    return [_read(name, ref.message) for name, ref in sorted(read_refs(repository, f"{NUMBERS}{prefix}*").items())]


def reserve(
    clone: Clone, series: Series, writer: Writer, slug: str, remote: str | None = None, replaces: str = ""
) -> Reserved:
    """Reserve the first number that is free here and on a server; the caller holds the lock.

    Raises `NumberTaken`, and `Unreachable` or `Declined` of the server, before anything is reserved here.
    """
    repository = clone.repository
    pattern = f"{NUMBERS}{series.prefix}*"
    known = {name: ref.oid for name, ref in read_refs(repository, pattern).items()}
    lost: tuple[str, ...] = ()
    if remote is not None:
        theirs = remote_refs(repository, remote, pattern)
        lost = _publish(clone, remote, known, theirs)
        known |= theirs
    objects = Objects(repository)
    text = writer.to_json(type=slug, replaces=replaces, nonce=secrets.token_hex(16))
    claim = objects.commit(objects.tree({}), text, writer.by, seconds(writer.at))
    objects.store()
    declined: list[Declined] = []
    for number in series.candidates([_number(name) for name in known]):
        ref = NUMBERS + number
        if ref in known:
            continue
        try:
            taken = remote is not None and create_remote_refs(repository, remote, {ref: claim})[ref] != claim
        except Declined as error:
            # A server that was killed leaves a lock on this one number; one that refuses us refuses the next ones too.
            declined.append(error)
            if len(declined) == _TRIES:
                break
            continue
        if not taken and swap_ref(repository, ref, claim, None):
            return Reserved(number, lost)
    raise declined[-1] if declined else NumberTaken


def _publish(clone: Clone, remote: str, ours: dict[str, str], theirs: dict[str, str]) -> tuple[str, ...]:
    """Reserve on the server what was reserved without it; the numbers that it has given to others meanwhile."""
    missing = sorted(ours.keys() - theirs.keys())
    held = dict(theirs)
    for start in range(0, len(missing), _AT_ONCE):
        some = {name: ours[name] for name in missing[start : start + _AT_ONCE]}
        held |= create_remote_refs(clone.repository, remote, some)
    lost = [name for name, oid in ours.items() if held[name] != oid]
    for name in lost:
        take_over(clone.repository, remote, name)
    return tuple(_number(name) for name in lost)


def _number(ref: str) -> str:
    return ref.removeprefix(NUMBERS)


def _read(ref: str, message: str) -> Reservation:
    """A reservation as far as its message tells; whoever made it, the number is given away."""
    writer = Writer.read(message)
    if writer is None:
        return Reservation(_number(ref), "", "", "")
    data = json.loads(message)
    slug, replaces = str(data.get("type", "")), str(data.get("replaces", ""))
    return Reservation(_number(ref), slug, writer.person, writer.at, replaces)
