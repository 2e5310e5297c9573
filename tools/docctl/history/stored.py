"""The log of a repository as the cache keeps it: read from git once, extended by what is new, else read again."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.cache import image
from docctl.git import GitError
from docctl.git.log import read_log
from docctl.git.plumbing import path_bytes
from docctl.history.landing import landings
from docctl.history.landing import main_line
from docctl.library.library import APPROVALS
from docctl.library.library import ROOT
from docctl.library.load import is_record_path
from docctl.reader import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.git import Repository
    from docctl.git.log import Logged

# The number rises when the tables, or what is read from git, change.
_MAGIC = b"docctl log 1\n"
_NAME = "docctl/log.sqlite"
# A file's `touches` have one length each: the number of a commit (four bytes) and the blob that it left, or zeros.
_TABLES = """
create table logged(number integer primary key, hash blob, landed integer, main integer, moment integer, words blob);
create table file(path blob primary key, owner blob, touches blob) without rowid;
"""
_TOUCH = """
insert into file values (?, ?, ?)
on conflict(path) do update set touches = cast(touches || excluded.touches as blob)
"""
_LOGGED = "select landed, main, hash, moment, words from logged where number = ? and landed <= ?"


class StoredTouch(NamedTuple):
    """What one commit did to one file; `landed` is where on the main line the commit became part of it."""

    path: str
    oid: str
    landed: int
    main: bool
    commit: str
    moment: int
    author: str
    subject: str


def stored_log(repository: Repository, tip: str) -> tuple[sqlite3.Connection, int]:
    """A database with the log of a commit, and the commit's place on its main line: what landed later is not of it."""
    file = Path(repository.shared_folder(), _NAME)
    connection = image.load(file, _MAGIC)
    place = None if connection is None else _place(connection, tip)
    if connection is None or place is None:
        extended = connection is not None and _extend(connection, repository, tip)
        if connection is None or not extended:
            connection = _read(repository, tip)
        image.save(file, _MAGIC, connection)
        place = _last(connection)
    return connection, place


def touches_of(connection: sqlite3.Connection, owner: str, place: int) -> Iterator[StoredTouch]:
    """What happened to the files of an owner up to a place on the main line."""
    files = connection.execute("select path, touches from file where owner = ?", (path_bytes(owner),))
    for path, touches in files.fetchall():
        for number, oid in _unpacked(connection, touches):
            row = connection.execute(_LOGGED, (number, place)).fetchone()
            if row is not None:
                landed, main, commit, moment, words = row
                author, subject = words.decode("utf-8", "replace").split("\0")
                name = path.decode("utf-8", "surrogateescape")
                yield StoredTouch(name, oid, landed, bool(main), commit.hex(), moment, author, subject)


def _unpacked(connection: sqlite3.Connection, touches: bytes) -> Iterator[tuple[int, str]]:
    size = 4 + len(connection.execute("select hash from logged limit 1").fetchone()[0])
    for start in range(0, len(touches), size):
        oid = touches[start + 4 : start + size]
        yield int.from_bytes(touches[start : start + 4]), oid.hex() if any(oid) else ""


def owner_of(path: str) -> str:
    """Whose history a file belongs to: a record's, or that of a document's statements; empty for anything else."""
    if path.startswith(APPROVALS):
        record, slash, _ = path.removeprefix(APPROVALS).partition("/")
        return APPROVALS + record if slash else ""
    _, _, inner = path.removeprefix(ROOT).partition("/")
    return stem_of(inner) if inner and is_record_path(path) else ""


def _place(connection: sqlite3.Connection, tip: str) -> int | None:
    row = connection.execute("select landed from logged where hash = ? and main", (bytes.fromhex(tip),)).fetchone()
    return None if row is None else int(row[0])


def _last(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select max(landed) from logged").fetchone()[0])


def _read(repository: Repository, tip: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    found = _collected(read_log(repository, tip, below=ROOT), 0)
    _add(connection, found, main_line(found.parents, tip), 0)
    return connection


def _extend(connection: sqlite3.Connection, repository: Repository, tip: str) -> bool:
    """Add what came after the cache; impossible where history was rewritten or its main line took another way."""
    last = _last(connection)
    known = connection.execute("select hash from logged where landed = ? and main", (last,)).fetchone()[0].hex()
    count = connection.execute("select count(*) from logged").fetchone()[0]
    try:
        found = _collected(read_log(repository, tip, known, below=ROOT), count)
    except GitError:  # the known commit may be gone; if git is in trouble, reading everything will tell
        return False
    line = main_line(found.parents, tip)
    if not line or found.parents[line[0]][:1] != (known,):
        return False
    _add(connection, found, line, last + 1)
    return True


class _Collected(NamedTuple):
    """What git told: commits, the number of the first, and what they did to each file, in the form of the table."""

    commits: list[Logged]
    parents: dict[str, tuple[str, ...]]
    first: int
    touched: dict[str, list[str]]


def _collected(log: Iterable[Logged], first: int) -> _Collected:
    """Everything that can be done while git still reads the rest."""
    found = _Collected([], {}, first, {})
    commits, parents, _, touched = found
    for number, logged in enumerate(log, first):
        commits.append(logged)
        parents[logged.commit] = logged.parents
        absent = "0" * len(logged.commit)
        for path, new in logged.touches:
            touched.setdefault(path, []).append(f"{number:08x}{new or absent}")
    return found


def _add(connection: sqlite3.Connection, found: _Collected, line: Sequence[str], place: int) -> None:
    """Insert commits whose main line begins at a place."""
    landed, main = landings(found.parents, line, place), frozenset(line)
    rows = (
        (
            number,
            bytes.fromhex(logged.commit),
            landed[logged.commit],
            logged.commit in main,
            logged.moment,
            path_bytes(f"{logged.author}\0{logged.subject}"),
        )
        for number, logged in enumerate(found.commits, found.first)
    )
    connection.executemany("insert into logged values (?, ?, ?, ?, ?, ?)", rows)
    owned = ((path, owner_of(path), touches) for path, touches in found.touched.items())
    files = ((path_bytes(path), path_bytes(owner), bytes.fromhex("".join(t))) for path, owner, t in owned if owner)
    connection.executemany(_TOUCH, sorted(files))
    connection.commit()
