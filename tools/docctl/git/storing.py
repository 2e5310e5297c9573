"""What git keeps for docctl besides commits of people: objects by one process, refs by compare-and-swap, all synced."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.git.objects import hash_of
from docctl.git.objects import object_id
from docctl.git.process import GitError
from docctl.git.process import path_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.git.plumbing import Repository

# Left alone, git syncs neither loose objects nor refs: after a power cut they are there and empty.
# A colleague's `git gc` holds a ref for a moment: worth waiting for.
DURABLE: tuple[str, ...] = (
    "-c",
    "core.fsync=all",
    "-c",
    "core.fsyncMethod=fsync",
    "-c",
    "core.filesRefLockTimeout=1000",
)
_KINDS = {"commit": 1, "tree": 2, "blob": 3}
# From so many objects on they stay together in one file, as git itself does it.
_LOOSE = 100
_FORMAT = "--format=%(objectname)%00%(objecttype)%00%(refname)%00%(contents)%00"


class Ref(NamedTuple):
    """A ref, the kind and id of the object that it names, and the message of a commit."""

    name: str
    oid: str
    kind: str
    message: str


class Objects:
    """Objects to be stored together; each has its id before anything is written."""

    def __init__(self, repository: Repository) -> None:
        """Nothing yet."""
        self._repository = repository
        self._found: dict[str, tuple[str, bytes]] = {}

    def blob(self, data: bytes) -> str:
        """A file's content."""
        return self._add("blob", data)

    def tree(self, files: Mapping[str, str]) -> str:
        """Files by path, each with the id of its content, in the folders that the paths name."""
        inner: dict[str, dict[str, str]] = {}
        entries: list[tuple[bytes, bytes, str]] = []
        for path, oid in files.items():
            name, mark, rest = path.partition("/")
            if mark:
                inner.setdefault(name, {})[rest] = oid
            else:
                entries.append((path_bytes(name), b"100644", oid))
        # Git sorts a folder as if its name ended in a slash.
        entries += [(path_bytes(name) + b"/", b"40000", self.tree(held)) for name, held in inner.items()]
        rows = (b"%s %s\0" % (mode, name.rstrip(b"/")) + bytes.fromhex(oid) for name, mode, oid in sorted(entries))
        return self._add("tree", b"".join(rows))

    def commit(self, tree: str, message: str, by: tuple[str, str], moment: int) -> str:
        """A commit without parents; `by` is a name and an address, `moment` in seconds since 1970 (UTC)."""
        name, mail = (_word(part) or "docctl" for part in by)
        person = f"{name} <{mail}> {moment} +0000"
        text = f"tree {tree}\nauthor {person}\ncommitter {person}\n\n{message}\n"
        return self._add("commit", text.encode("utf-8", "replace"))

    def store(self) -> None:
        """Write all of them, and see them on the disk."""
        command = ("unpack-objects", "-q") if len(self._found) <= _LOOSE else ("index-pack", "--stdin")
        self._repository.run(*DURABLE, *command, stdin=self._pack())

    def _add(self, kind: str, data: bytes) -> str:
        oid = object_id(kind, data, self._repository.object_format)
        self._found[oid] = (kind, data)
        return oid

    def _pack(self) -> bytes:
        """All objects in the form in which a push carries them: gitformat-pack(5)."""
        parts = [b"PACK", struct.pack(">II", 2, len(self._found))]
        for kind, data in self._found.values():
            parts += [_head(_KINDS[kind], len(data)), zlib.compress(data, 1)]
        whole = b"".join(parts)
        return whole + hash_of(self._repository.object_format)(whole, usedforsecurity=False).digest()


def _word(text: str) -> str:
    """A text without what the head of a commit cannot hold."""
    return "".join(character for character in text if character.isprintable() and character not in "<>").strip()


def _head(kind: int, size: int) -> bytes:
    """Kind and size of a packed object: four bits of the size, then seven in each further byte."""
    byte, rest = kind << 4 | size & 15, size >> 4
    found = bytearray()
    while rest:
        found.append(byte | 128)
        byte, rest = rest & 127, rest >> 7
    return bytes([*found, byte])


def read_refs(repository: Repository, *patterns: str) -> dict[str, Ref]:
    """The refs with these names, or below these folders."""
    tokens = repository.run("for-each-ref", _FORMAT, *patterns).decode("utf-8", "replace").split("\0")[:-1]
    rows = zip(tokens[0::4], tokens[1::4], tokens[2::4], tokens[3::4], strict=True)
    return {name: Ref(name, oid.strip(), kind, message) for oid, kind, name, message in rows}


def swap_ref(repository: Repository, name: str, new: str, old: str | None) -> bool:
    """Let a ref name another object if it still names the old one (None: if there is no such ref yet)."""
    expected = old or "0" * len(new)
    given = f"update {name}\0{new}\0{expected}\0".encode()
    try:
        repository.run(*DURABLE, "update-ref", "--stdin", "-z", stdin=given)
    except GitError:
        current = read_refs(repository, name).get(name)
        if (current.oid if current is not None else None) == old:
            raise
        return False
    return True


def settings(repository: Repository, names: Iterable[str]) -> dict[str, str]:
    """The settings of git with these names (section and key in lower case); the last value of each counts."""
    wanted = frozenset(names)
    listed = repository.run("config", "--list", "-z").decode("utf-8", "replace").split("\0")[:-1]
    found = dict(entry.partition("\n")[::2] for entry in listed)
    return {name: value for name, value in found.items() if name in wanted}
