"""What a check found out, kept beside the repository: named entries on shelves, each with the key for which it holds.

One file for each set of schemas and each docctl; deleting it changes nothing but time (ADR 22).
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.cache import image
from docctl.cache.engine import engine

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

_MAGIC = b"docctl kept 1\n"
_PREFIX, _SUFFIX = "kept-", ".sqlite"
# Branches, and the rules of a change beside those of its base.
_MOST_FILES = 4
_TABLE = (
    "create table if not exists entry(shelf text, name text, key text, value text, primary key(shelf, name))"
    " without rowid"
)
Entry = tuple[str, str]


class Kept:
    """The shelves of one set of schemas; without a place nothing is kept."""

    def __init__(self, place: Path | None = None) -> None:
        """Open the file of a place; one that is damaged counts as absent."""
        self.place = place
        self._changed = False
        loaded = image.load(place, _MAGIC) if place is not None else None
        self._connection = loaded if loaded is not None else sqlite3.connect(":memory:")
        self._connection.execute(_TABLE)

    @classmethod
    def of(cls, folder: str | None, sources: Iterable[tuple[str, bytes]]) -> Kept:
        """The shelves for some schemas by path and bytes, in the cache folder of a repository."""
        if folder is None or not image.SERIALIZES:
            return cls()
        digest = blake2b(engine(), digest_size=16)
        for path, source in sources:
            digest.update(f"\0{path}\0{len(source)}\0".encode("utf-8", "surrogateescape") + source)
        return cls(Path(folder, f"{_PREFIX}{digest.hexdigest()}{_SUFFIX}"))

    @property
    def keeps(self) -> bool:
        """Whether anything that is put here will be found again."""
        return self.place is not None

    def shelf(self, name: str) -> dict[str, Entry]:
        """Key and value of every entry on a shelf, by name."""
        rows = self._connection.execute("select name, key, value from entry where shelf = ?", (name,))
        return {entry: (key, value) for entry, key, value in rows}

    def value(self, shelf: str, name: str) -> str:
        """The value of one entry; empty where there is none."""
        row = self._connection.execute("select value from entry where shelf = ? and name = ?", (shelf, name)).fetchone()
        return row[0] if row is not None else ""

    def put(self, shelf: str, entries: Iterable[tuple[str, str, str]]) -> None:
        """Put name, key and value of entries on a shelf, in place of those of their names."""
        rows = [(shelf, *entry) for entry in entries if _is_text(entry)]
        if rows and self.keeps:
            self._connection.executemany("insert or replace into entry values (?, ?, ?, ?)", rows)
            self._changed = True

    def drop(self, shelf: str, names: Collection[str]) -> None:
        """Take entries off a shelf."""
        if names:
            rows = [(shelf, name) for name in names]
            self._connection.executemany("delete from entry where shelf = ? and name = ?", rows)
            self._changed = True

    def save(self) -> None:
        """Write what is new; where that cannot be done, the next run works it out again."""
        if self.place is None or not self._changed:
            return
        self._connection.commit()
        image.save(self.place, _MAGIC, self._connection)
        self._changed = False
        _forget_oldest(self.place.parent)


def _is_text(entry: tuple[str, str, str]) -> bool:
    """Whether an entry can be stored: names that are not UTF-8 cannot."""
    try:
        "".join(entry).encode()
    except UnicodeEncodeError:
        return False
    return True


def _forget_oldest(folder: Path) -> None:
    with suppress(OSError):
        found = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in found[_MOST_FILES:]:
            file.unlink()


def packed(value: Any) -> str:
    """A plain value as a shelf keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
