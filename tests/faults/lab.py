"""A machine that fails at a chosen moment, and the promises that must hold afterwards."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.git import GitError
from docctl.git.storing import read_refs
from docctl.writing.abandoned import AGE
from docctl.writing.disk import leftovers
from docctl.writing.journal import Refused
from docctl.writing.journal import Unfinished
from docctl.writing.lock import locked
from docctl.writing.numbers import reservations
from docctl.writing.recovery import recover
from tests.depot import Depot
from tests.faults.operations import FILES
from tests.faults.operations import OPERATIONS
from tests.faults.operations import SHOP
from tests.faults.operations import WRITER
from tests.faults.operations import new
from tests.faults.operations import new_with_server
from tests.faults.operations import open_clone
from tests.faults.operations import push
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.writing.clone import Clone
    from tests.faults.operations import Operation

SOURCE = Path(__file__).with_name("crashpoint.c")
# What the machine does at the chosen call; after a power cut, files that were not synced are empty.
FAULTS = ("kill", "power", "full", "error")
EXPECTED = (GitError, OSError, Unfinished, Refused)
_BOARD = struct.Struct("lll4096L")


@dataclass
class Row:
    """The runs of one operation with one fault, and each promise that was broken, how often."""

    operation: str
    fault: str
    points: int
    runs: int = 0
    acknowledged: int = 0
    locks: int = 0  # of the server, that the next push found there, a minute later
    broken: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """One line of the table."""
        broken = ", ".join(f"{text} ({number})" for text, number in self.broken.items()) or "0"
        numbers = f"{self.points:5} {self.runs:5} {self.acknowledged:5} {self.locks:5}"
        return f"{self.operation:18} {self.fault:6} {numbers}  {broken}"


HEAD = f"{'operation':18} {'fault':6} {'calls':>5} {'runs':>5} {'acked':>5} {'locks':>5}  broken promises"


class Lab:
    """A folder with the state from which every run starts, and the process that makes victims."""

    def __init__(self, folder: Path, compiler: str, *options: str) -> None:
        self.folder = folder
        library = compiled(folder, compiler)
        os.environ.update(_environment(folder))
        _make_start(folder / "start")
        self._victims = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim", str(library), *options],
            env={**os.environ, "LD_PRELOAD": str(library), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """End the process that makes victims."""
        self._victims.communicate()

    def row(self, operation: Operation, fault: str, step: int = 1, first: int = 1) -> Row:
        """One fault at every `step`-th call of an operation."""
        row = Row(operation.name, fault, self._suffer(operation, "count", 0))
        for at in range(first, row.points + 1, step):
            self.one(operation, fault, at, row)
        return row

    def one(self, operation: Operation, fault: str, at: int, row: Row) -> None:
        """One run with one fault, and what it broke."""
        self._suffer(operation, "kill" if fault == "power" else fault, at)
        if fault == "power":
            self._empty_unsynced()
        said = (self.folder / "out").read_text(encoding="utf-8")
        acknowledged = re.search(r"^ACK (\S+)$", said, re.MULTILINE)
        row.runs += 1
        row.acknowledged += acknowledged is not None
        broken: set[str] = set()
        try:
            broken.update(_check(self.folder / "run", operation, acknowledged and acknowledged[1], row))
        except EXPECTED as error:
            broken.add(f"the next command fails: {error}")
        if "BROKEN" in said:
            broken.add(f"exception: {said.strip().splitlines()[-1]}")
        row.broken.update(f"{text} at {at}" for text in broken)

    def _suffer(self, operation: Operation, mode: str, at: int) -> int:
        """Run an operation from the start; how many calls there were."""
        place, board = self.folder / "run", self.folder / "board"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder / "start", place, symlinks=True)
        board.write_bytes(bytes(_BOARD.size))
        root = place / SHOP / "server.git" if operation.servers_only else place
        request = {
            "operation": operation.name, "place": str(place), "root": str(root), "board": str(board),
            "mode": mode, "at": at, "out": str(self.folder / "out"),
        }  # fmt: skip
        assert self._victims.stdin is not None
        assert self._victims.stdout is not None
        self._victims.stdin.write(json.dumps(request) + "\n")
        self._victims.stdin.flush()
        assert self._victims.stdout.readline(), "the process that makes victims is gone"
        return int(self._board()[0])

    def _board(self) -> tuple[int, ...]:
        found: tuple[int, ...] = _BOARD.unpack((self.folder / "board").read_bytes())
        return found

    def _empty_unsynced(self) -> None:
        """What a power cut leaves of files that were renamed but not synced."""
        unsynced = {number for number in self._board()[3:] if number}
        for place in (self.folder / "run").rglob("*"):
            if place.is_file() and place.lstat().st_ino in unsynced:
                place.chmod(0o644)
                os.truncate(place, 0)


def compiled(folder: Path, compiler: str) -> Path:
    """The library that makes calls fail."""
    library = folder / "crashpoint.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def _environment(folder: Path) -> dict[str, str]:
    (folder / "gitconfig").write_text(
        "[user]\n name = Test\n email = test@example.invalid\n[gc]\n auto = 0\n[maintenance]\n auto = false\n"
        "[init]\n templateDir =\n defaultBranch = main\n",
        encoding="utf-8",
    )
    return {"GIT_CONFIG_GLOBAL": str(folder / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}


def _git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *args], cwd=folder, capture_output=True, text=True, check=False)


def _make_start(place: Path) -> None:
    """A server, a clone of it with some records, and a commit that is not pushed yet."""
    clone = place / "clone"
    clone.mkdir(parents=True)
    for path, data in FILES.items():
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        (clone / path).write_bytes(data)
    for folder, *args in (
        (place, "init", "--quiet", "--bare", "server.git"),
        (place / "server.git", "config", "core.fsync", "all"),
        (clone, "init", "--quiet"),
        (clone, "remote", "add", "origin", "../server.git"),
        (clone, "add", "--all"),
        (clone, "commit", "--quiet", "--message=start"),
        (clone, "push", "--quiet", "origin", "main"),
        (clone, "checkout", "--quiet", "-b", "work"),
        (clone, "commit", "--quiet", "--allow-empty", "--message=more"),
        (clone, "checkout", "--quiet", "main"),
    ):
        done = _git(folder, *args)
        assert done.returncode == 0, done.stderr
    _make_shop(place / SHOP)
    os.sync()


def _make_shop(place: Path) -> None:
    """A guarded server, a clone of it, and a commit that is not pushed yet."""
    place.mkdir()
    depot = Depot(place)
    depot.clone.run("checkout", "--quiet", "-b", "work")
    for path, text in order(2).items():
        depot.clone.write(path, text)
    depot.commit("P-3")
    depot.clone.run("checkout", "--quiet", "main")


def _check(place: Path, operation: Operation, acknowledged: str | None, row: Row) -> Iterator[str]:
    """Every promise that does not hold any more. The next command comes first: it is what helps."""
    if operation.servers_only:
        yield from _check_server(place, acknowledged, row)
        return
    clone = open_clone(place)
    with locked(clone, WRITER, lambda _: None):
        recover(clone, WRITER)
    standing = {path: (place / "clone" / path).read_bytes() for path in _paths(place / "clone")}
    yield from _files_broken(operation, acknowledged, standing)
    yield from _left(clone)
    numbers = {reservation.number for reservation in reservations(clone.repository)}
    if acknowledged is not None and operation.name.startswith(("new", "renumber")) and acknowledged not in numbers:
        yield "number not reserved"
    with_server = "server" in operation.name
    number = (new_with_server if with_server else new)(place)
    if number == acknowledged or number in numbers or f"records/note/{number}.yaml" in standing:
        yield "number given twice"
    for repository in (place / "clone", place / "server.git"):
        if _git(repository, "fsck", "--strict", "--full").returncode:
            yield f"{repository.name} damaged"
    if with_server and _reserved(place / "server.git").get(number) != _reserved(place / "clone").get(number):
        yield "server knows another number"


def _left(clone: Clone) -> Iterator[str]:
    if list(leftovers(os.fsencode(clone.root), b"records")):
        yield "temporary file left"
    if any(ref.kind == "commit" for ref in read_refs(clone.repository, clone.pending).values()):
        yield "write still noted"


def _files_broken(operation: Operation, acknowledged: str | None, standing: dict[str, bytes]) -> Iterator[str]:
    """The files are as before, or as after; acknowledged ones are as after."""
    numbers = [acknowledged] if acknowledged is not None else ["N-4", ""]
    states = [_applied(operation, number) for number in numbers if number]
    if standing not in (states if acknowledged is not None else [*states, FILES]):
        yield "acknowledged write lost" if acknowledged is not None else "half a write"


def _applied(operation: Operation, word: str) -> dict[str, bytes]:
    after = {**FILES, **operation.after(word)}
    return {path: data for path, data in after.items() if data is not None}


def _paths(clone: Path) -> list[str]:
    return [
        place.relative_to(clone).as_posix()
        for place in clone.rglob("*")
        if place.is_file() and ".git/" not in f"{place}/"
    ]


def _reserved(repository: Path) -> dict[str, str]:
    listed = _git(repository, "for-each-ref", "--format=%(refname:lstrip=3) %(objectname)", "refs/docctl/num").stdout
    return dict(line.split(" ") for line in listed.splitlines())


def _check_server(place: Path, acknowledged: str | None, row: Row) -> Iterator[str]:
    """A push arrived or it did not, and the next one arrives."""
    server = place / SHOP / "server.git"
    if _git(server, "fsck", "--strict", "--full").returncode:
        yield "server damaged"
    tips = [_git(place / SHOP / "clone", "rev-parse", name).stdout for name in ("work", "main")]
    tip = _git(server, "rev-parse", "--verify", "refs/heads/main").stdout
    if tip not in (tips[:1] if acknowledged else tips):
        yield "acknowledged push lost" if acknowledged else "half a push"
    for lock in server.rglob("*.lock"):
        os.utime(lock, (0, time.time() - AGE - 1))
        row.locks += 1
    try:
        push(place)
    except OSError:
        yield "next push refused"


def run_all(lab: Lab, step: int = 1) -> Iterator[Row]:
    """Every operation with every fault."""
    for index, operation in enumerate(OPERATIONS.values()):
        for shift, fault in enumerate(FAULTS):
            yield lab.row(operation, fault, step, 1 + (index + shift) % step)
