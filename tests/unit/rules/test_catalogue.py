"""Every rule of the schemas, in order, with its place and what a failure says."""

from __future__ import annotations

from pathlib import Path

from docctl.rules.catalogue import entries
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[3]


def test_entries_are_ordered_and_name_their_place() -> None:
    found = entries(load_schemas(Snapshot.of_worktree(ROOT, ["schemas/"]))[0])
    assert [(e.id, e.slug) for e in found] == sorted((e.id, e.slug) for e in found)
    for entry in found:
        path, _, line = entry.defined_in.partition(":")
        lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
        assert 1 <= int(line) <= len(lines)
    due = next(e for e in found if e.kind == "due")
    assert (due.phase, due.severity) == ("as-of", "warning")
    assert due.message is not None
    assert next(e for e in found if e.kind == "lifecycle").message is None
