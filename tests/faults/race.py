"""Numbers under load: `python -m tests.faults.race COUNT` (part of `make faults`): 8 writers draw as many each."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.git import Repository
from docctl.writing.clone import Clone
from docctl.writing.clone import Writer
from docctl.writing.lock import locked
from docctl.writing.numbers import Series
from docctl.writing.numbers import reserve
from docctl.writing.recovery import recover

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

WRITERS = 8
# Eight of them in one clone on a busy machine: nobody gives up here.
PATIENCE = 600.0


def draw(place: str, person: int, wanted: int) -> list[str]:
    """As many numbers as wanted, one after the other, in a clone of one's own."""
    clone = Clone.of(Repository.open(place))
    assert clone is not None
    writer = Writer("new", f"P-{person}", "here", "2026-11-21T08:00:00Z", os.getpid())

    def candidates(given: Collection[str]) -> Iterator[str]:
        last = max((int(name.removeprefix("X-")) for name in given), default=0)
        return (f"X-{number}" for number in count(last + 1))

    found = []
    for _ in range(wanted):
        with locked(clone, writer, lambda _: None, PATIENCE):
            recover(clone, writer)
            found.append(reserve(clone, Series("X-", candidates), writer, "x", "origin").number)
    return found


def race(folder: Path, wanted: int, clones: Iterable[str] = ()) -> list[str]:
    """All numbers that eight writers were given."""
    subprocess.run(["git", "init", "--quiet", "--bare", "server.git"], cwd=folder, check=True)
    places = list(clones) or [f"clone-{person}" for person in range(WRITERS)]
    for place in dict.fromkeys(places):
        subprocess.run(["git", "init", "--quiet", place], cwd=folder, check=True)
        subprocess.run(["git", "remote", "add", "origin", "../server.git"], cwd=folder / place, check=True)
    with ProcessPoolExecutor(WRITERS) as pool:
        tasks = [pool.submit(draw, str(folder / place), person, wanted) for person, place in enumerate(places)]
        return [number for task in tasks for number in task.result()]


def main() -> int:
    """Print how many numbers were given, and how many twice."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = race(Path(folder), int(sys.argv[1]))
    spent = time.monotonic() - began
    twice, gaps = len(found) - len(set(found)), max(int(name.removeprefix("X-")) for name in found) - len(set(found))
    each = spent / len(found) * 1000
    print(f"{len(found)} numbers by {WRITERS} writers, {twice} twice, {gaps} gaps, {each:.0f} ms each")
    return 1 if twice else 0


if __name__ == "__main__":
    sys.exit(main())
