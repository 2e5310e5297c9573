"""The library of this repository as workbooks, for tests."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.exchange.records_book import RecordsBook
from docctl.exchange.records_book import Shown
from docctl.exchange.values import Names
from docctl.library import Record
from docctl.library import load_library
from docctl.reader import read
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.example_library import type_examples

if TYPE_CHECKING:
    from docctl.library import Library
    from docctl.schema import Schemas

ROOT = Path(__file__).resolve().parents[1]


@cache
def schemas() -> Schemas:
    """The schemas of this repository."""
    found, problems = load_schemas(Snapshot.of_worktree(str(ROOT), ("schemas/",)))
    assert problems == []
    return found


@cache
def library() -> Library:
    """The records of this repository."""
    return load_library(Snapshot.of_worktree(str(ROOT), ("records/",)), schemas())[0]


@cache
def examples() -> dict[str, list[Record]]:
    """The right examples of every type, and the records of this repository."""
    found: dict[str, list[Record]] = {slug: list(library().of_type(slug)) for slug in schemas().types}
    for example in type_examples():
        if example.is_valid:
            document, _ = read(f"records/{example.slug}/{example.path.name}", example.path.read_bytes())
            assert document is not None
            found[example.slug].append(Record(example.id, schemas().types[example.slug], document))
    return found


def names() -> Names:
    """What the records of this repository are called."""
    return Names({slug: {r.id: r.title for r in library().of_type(slug)} for slug in schemas().types})


def shown(record: Record) -> Shown:
    """A record as it goes into a workbook."""
    return Shown(record.id, hashlib.sha256(record.document.source).hexdigest(), record.data, "x")


def book(slug: str, records: list[Record], language: str = "zh") -> bytes:
    """A workbook of records."""
    return RecordsBook(schemas().types[slug], language, names()).data([shown(record) for record in records])
