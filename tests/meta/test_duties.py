"""schemas/duties.yaml holds every row of section D.3 of the requirements, with the departments that it names."""

from __future__ import annotations

import re
from pathlib import Path

from docctl.schema import load_schemas
from docctl.schema.duties import PARTS
from docctl.schema.duties import department_of
from docctl.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"\b[A-Z]{2,}\b")
# No department of D.1: an abbreviation of the source.
NO_DEPARTMENT = {"IE", "IT"}


def rows() -> list[list[str]]:
    text = (ROOT / "docs/requirements/d-roles.md").read_text(encoding="utf-8")
    table = text.partition("### D.3")[2].partition("### D.4")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_row_is_there_with_its_departments() -> None:
    schemas, problems = load_schemas(Snapshot.of_worktree(ROOT, ["schemas/"]))
    assert problems == []
    given = rows()
    assert len(given) == len(schemas.duties)
    for row, (name, duty) in zip(given, schemas.duties.items(), strict=True):
        for cell, part in zip(row[1:], PARTS, strict=True):
            said = " ".join(str(party) for party in duty.get(part, ()))
            held = {department_of(party) for party in duty.get(part, ())} - {None}
            named = set(CODE.findall(cell.replace("R&D", "RD"))) - NO_DEPARTMENT
            in_words = {code for code, one in schemas.departments.items() if one["x-zh"] in cell}
            assert held <= named | in_words, (name, part)
            missing = [code for code in named - held if schemas.departments[code]["x-zh"] not in said]
            assert missing == [], (name, part)
            assert bool(duty.get(part)) == (cell != "—"), (name, part)
