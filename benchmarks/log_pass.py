"""Seconds of the revision log of a repository beside those of git alone, in one process, as JSON."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.git import Repository
from docctl.git.log import log_arguments
from docctl.history.log import RevisionLog

if TYPE_CHECKING:
    from collections.abc import Callable

MORE = 50


def main(folder: str) -> None:
    """Print what each step took."""
    repository = Repository.open(folder)
    tip, before = repository.resolve("HEAD"), repository.resolve(f"HEAD~{MORE}")
    cache = Path(repository.shared_folder(), "docctl")

    def cold(commit: str) -> None:
        shutil.rmtree(cache, ignore_errors=True)
        RevisionLog(repository, commit)

    def git_alone() -> None:
        for _ in repository.stream(*log_arguments(tip)):
            pass

    steps = {"git": timed(git_alone), "cold": timed(lambda: cold(tip))}
    cold(before)
    steps["extended"] = timed(lambda: _open(repository, tip))
    steps["again"] = timed(lambda: _open(repository, tip))
    print(json.dumps(steps))


def _open(repository: Repository, tip: str) -> None:
    RevisionLog(repository, tip)


def timed(work: Callable[[], None]) -> dict[str, float]:
    """Seconds on the wall, and of processor with the programs started."""
    wall, cpu = time.perf_counter(), sum(os.times()[:4])
    work()
    return {"wall": time.perf_counter() - wall, "cpu": sum(os.times()[:4]) - cpu}


if __name__ == "__main__":
    main(sys.argv[1])
