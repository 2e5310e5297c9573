from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docctl.cli.catalogue import ENGINE_CODES
from docctl.cli.catalogue import entries
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from tests.company_repository import Company


def test_every_code_of_the_engine_is_listed_once() -> None:
    assert [code for code, count in Counter(c.code for c in ENGINE_CODES).items() if count > 1] == []


def test_entries_are_ordered_and_name_their_place(pristine: Company) -> None:
    found = entries(load_schemas(Snapshot.of_worktree(pristine.path, ["schemas/"]))[0])
    assert [(e.id, e.slug) for e in found] == sorted((e.id, e.slug) for e in found)
    for entry in found:
        path, _, line = entry.defined_in.partition(":")
        lines = (pristine.path / path).read_text(encoding="utf-8").splitlines()
        assert 1 <= int(line) <= len(lines)
    due = next(e for e in found if e.kind == "due")
    assert (due.phase, due.severity) == ("as-of", "warning")
