"""The site of the example company as its readers get it: built once for all workers."""

from __future__ import annotations

import fcntl
from functools import cache
from pathlib import Path

from docctl.due import compile_dues
from docctl.due import due_items
from docctl.library import load_library
from docctl.publish.audience import readable
from docctl.publish.engine.run import build_site
from docctl.publish.site import Site
from docctl.publish.site import site_files
from docctl.publish.stage import stage_site
from docctl.reader import read
from docctl.registers.build import compile_registers
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-21"


@cache
def example() -> Site:
    """The example company on a day, for its own people."""
    return site_of(Snapshot.of_worktree(ROOT, ("records/", "schemas/", "site/")), DAY)


def site_of(snapshot: Snapshot, day: str) -> Site:
    """The site of a snapshot, which has no fault."""
    schemas, problems = load_schemas(snapshot)
    library, found = load_library(snapshot, schemas)
    book = Rulebook(schemas)
    registers = compile_registers(schemas, book.compiler, problems)
    dues = compile_dues(schemas, book.compiler, problems)
    assert [*problems, *found, *book.problems] == []
    base, _ = read("mkdocs.yml", (ROOT / "mkdocs.yml").read_bytes())
    assert base is not None
    seen = readable(book.open(library), base.data["extra"]["docctl"]["audience"], day)
    check = seen.check
    tables = [register.table(book.host, check.approvals, day) for register in registers.values()]
    due = due_items(dues, check.library, book.host, check.approvals, day)
    moment = f"{day}T00:00:00Z"
    return Site(check, tables, due, schemas, None, moment, day, *site_files(snapshot), base.data, seen)


def build(site: Site, folder: Path) -> Path:
    """Stage and build a site in a folder; another worker that asks for the same waits and takes it."""
    folder.mkdir(exist_ok=True)
    out = folder / "site"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for language in site.languages:
                for path, data in stage_site(site, language).items():
                    place = folder / language / path
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(data)
            build_site(site, folder, out)
            (folder / "done").touch()
    return out
