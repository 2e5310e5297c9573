"""Where the time of a check goes, stage by stage, within one process.

Run as `python -m benchmarks.stages REPOSITORY`; prints JSON: seconds for each stage in the order of the pipeline.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from docctl.library import load_library
from docctl.library.load import is_record_path
from docctl.reader import read
from docctl.rules.engine import Rulebook
from docctl.schema import Shape
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from docctl.library import Library
    from docctl.schema import Schemas

PREFIXES = ("records/", "schemas/", "site/")


class Watch:
    """Notes the seconds that have passed since it was last asked."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {"start and imports": time.process_time()}
        self._last = time.perf_counter()

    def note(self, stage: str) -> None:
        """What has passed belongs to a stage."""
        now = time.perf_counter()
        self.stages[stage] = now - self._last
        self._last = time.perf_counter()


def measure(root: str) -> dict[str, float]:
    """Seconds of every stage; `library` is what loading adds to reading, parsing and shape."""
    watch = Watch()
    snapshot = Snapshot.of_worktree(root, PREFIXES)
    sources = snapshot.read_all([path for path in snapshot.paths("records/") if is_record_path(path)])
    watch.note("list and read")
    schemas, _ = load_schemas(snapshot)
    watch.note("schemas")
    documents = [document for path, data in sources.items() if (document := read(path, data)[0]) is not None]
    watch.note("parse")
    shapes = {slug: Shape(record_type) for slug, record_type in schemas.types.items()}
    for document in documents:
        shapes[document.path.split("/")[1]].check(document)
    watch.note("shape")
    library, _ = load_library(Snapshot.of_files(sources), schemas)
    watch.note("library")
    watch.stages["library"] = max(0.0, watch.stages["library"] - watch.stages["parse"] - watch.stages["shape"])
    _judge(watch, load_library(snapshot, schemas)[0], schemas)
    return watch.stages | {"records": float(len(library))}


def _judge(watch: Watch, library: Library, schemas: Schemas) -> None:
    watch.note("")
    book = Rulebook(schemas)
    watch.note("compile")
    check = book.open(library)
    watch.note("open")
    for document in check.approvals.documents():
        check.approvals.of(document)
    watch.note("approvals")
    found = sum(1 for _ in check.run())
    watch.note("rules")
    del watch.stages[""]
    watch.stages["violations"] = float(found)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
