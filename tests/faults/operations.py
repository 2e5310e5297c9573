"""What is done while the machine fails: the steps of the writing commands, with records as small as can be."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from docctl.git import Repository
from docctl.writing.clone import Clone
from docctl.writing.clone import Writer
from docctl.writing.journal import write
from docctl.writing.lock import locked
from docctl.writing.numbers import Series
from docctl.writing.numbers import reserve
from docctl.writing.recovery import recover
from tests.depot import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

WRITER = Writer("fault", "Test", "here", "2026-11-21T08:00:00Z", 1)
PREFIX = "N-"
START = {f"records/note/N-{number}.yaml": f"id: N-{number}\ntype: note\nafter: N-1\n".encode() for number in (1, 2, 3)}
DRAFT = b"---\nid: D-1\ntype: document\nafter: N-3\n---\n\n# D-1\n"
FILES = START | {
    "records/document/D-1.md": DRAFT,
    "records/document/D-1.files/plan.txt": b"plan\n",
    "records/approvals/D-2/A-0/D-2.md": b"D-2\n",
    "records/approvals/D-2/A-0/01-submit-P-1.json": b"{}\n",
}
Files = dict[str, "bytes | None"]
# The folder with a guarded server, and a clone that pushes to it.
SHOP = "shop"


@dataclass(frozen=True)
class Operation:
    """A step that is acknowledged with a word, and what its files are afterwards, given that word."""

    name: str
    run: Callable[[Path], str]
    after: Callable[[str], Files]
    servers_only: bool = False


def open_clone(place: Path) -> Clone:
    found = Clone.of(Repository.open(place / "clone"))
    assert found is not None
    return found


def save(clone: Clone, files: Files, seen: Mapping[str, bytes] = FILES) -> None:
    """As a command writes: what was interrupted first, then its own."""
    read = {path: clone.repository.hash_object(seen[path]) if path in seen else None for path in files}
    with locked(clone, WRITER, lambda _: None):
        recover(clone, WRITER)
        write(clone, files, read, WRITER)


def draw(clone: Clone, remote: str | None, replaces: str = "") -> str:
    """As `docctl new` draws a number."""
    stems = [name.partition(".")[0] for name in os.listdir(clone.place("records/note").decode())]

    def candidates(given: Collection[str]) -> Iterator[str]:
        last = max(int(name.removeprefix(PREFIX)) for name in (*stems, *given))
        return (f"{PREFIX}{number}" for number in count(last + 1))

    with locked(clone, WRITER, lambda _: None):
        recover(clone, WRITER)
        return reserve(clone, Series(PREFIX, candidates), WRITER, "note", remote, replaces).number


def note(number: str) -> Files:
    return {f"records/note/{number}.yaml": f"id: {number}\ntype: note\n".encode() * 300}


def renamed(number: str) -> Files:
    found: Files = {"records/note/N-3.yaml": None, f"records/note/{number}.yaml": b"id: " + number.encode() + b"\n"}
    return {**found, "records/document/D-1.md": DRAFT.replace(b"N-3", number.encode())}


def signed(folder: str, number: int, step: str) -> Files:
    base = f"records/approvals/{folder}/A-0/"
    statement = f"{base}{number:02d}-{step}-P-{number}.json"
    return {statement: b'{"transition": "%s"}\n' % step.encode() * 30, f"{statement}.sig": b"signature\n" * 20}


def submitted(_: str) -> Files:
    copies = {"records/approvals/D-1/A-0/D-1.md": DRAFT, "records/approvals/D-1/A-0/plan.txt": b"plan\n"}
    return {**signed("D-1", 1, "submit"), **copies, "records/document/D-1.md": DRAFT + b"\nfinal\n"}


def approved(_: str) -> Files:
    return signed("D-2", 2, "approve")


def new(place: Path) -> str:
    clone = open_clone(place)
    number = draw(clone, None)
    save(clone, note(number))
    return number


def new_with_server(place: Path) -> str:
    clone = open_clone(place)
    number = draw(clone, "origin")
    save(clone, note(number))
    return number


def renumber(place: Path) -> str:
    clone = open_clone(place)
    number = draw(clone, None, "N-3")
    save(clone, renamed(number))
    return number


def submit(place: Path) -> str:
    save(open_clone(place), submitted(""))
    return "submitted"


def approve(place: Path) -> str:
    save(open_clone(place), approved(""))
    return "approved"


def push(place: Path) -> str:
    """A commit of a clone arrives at a guarded server."""
    who = {"DOCCTL_PERSON": "P-3", "SOURCE_DATE_EPOCH": str(NOW)}
    command = ["git", "push", "--quiet", "../server.git", "work:main"]
    if subprocess.run(command, cwd=place / SHOP / "clone", env={**os.environ, **who}, check=False).returncode:
        raise OSError("push refused")
    return "pushed"


def nothing(_: str) -> Files:
    return {}


OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation("new", new, note),
        Operation("new, with a server", new_with_server, note),
        Operation("submit", submit, submitted),
        Operation("approve", approve, approved),
        Operation("renumber", renumber, renamed),
        Operation("push", push, nothing, servers_only=True),
    )
}
