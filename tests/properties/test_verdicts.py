"""What a check takes over from an earlier one is what it would have found itself."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from docctl.library import load_library
from docctl.library import touched
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests import example_library as library

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.schema import Schemas
    from docctl.violation import Violation
    from tests.example_library import Files

STEPS = 12


def found(schemas: Schemas, book: Rulebook, files: Files, *, again: bool) -> list[Violation]:
    """What a check of some files finds, in the order of a report."""
    loaded, problems = load_library(Snapshot.of_files(files), schemas)
    check = book.open(loaded)
    violations = [*problems, *(check.run_again() if again else check.run())]
    return sorted(violations, key=lambda violation: (violation.order, violation.slug))


def cold(files: Files) -> list[Violation]:
    """The same by a check that knows nothing."""
    book = library.book()
    return found(book.schemas, book.rules, files, again=False)


def warm(folder: Path, files: Files) -> list[Violation]:
    """The same by a check of its own that finds what others left in a folder."""
    schemas, problems = load_schemas(Snapshot.of_files(library.schema_files()), folder=str(folder))
    assert not problems
    book = Rulebook(schemas)
    if not book.problems:
        book.found_right()
    return found(schemas, book, files, again=True)


def changed(files: Files, rng: random.Random) -> Files:
    """Files after one arbitrary change: cut, swapped, dropped, taken back, or given another word."""
    paths = sorted(files)
    path, other = rng.choice(paths), rng.choice(paths)
    base = library.base_files()
    words = files[path].split()
    return rng.choice(
        [
            {**files, path: files[path][: rng.randrange(len(files[path]) + 1)]},
            {**files, path: files[other]},
            {name: data for name, data in files.items() if name != path},
            {**files, **{name: base[name] for name in base if name.startswith(path[:22])}},
            {**files, path: files[path].replace(rng.choice(words), rng.choice(words), 1) if words else b""},
            {**files, path: files[path].replace(b"2026-0", b"2027-0")},
            {**files, f"{path.rpartition('.')[0]}X.yaml": files[path]},
        ]
    )


# Told by what differs, and by what every question is answered.
@pytest.mark.parametrize("most", [touched.MOST, 0])
@pytest.mark.parametrize("seed", range(2))
def test_a_check_that_takes_over_finds_the_same(
    tmp_path: Path, seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "MOST", most)
    rng = random.Random(seed)  # noqa: S311 - the same changes in every run
    files = dict(library.base_files())
    for _ in range(STEPS):
        assert warm(tmp_path, files) == cold(files)
        files = changed(files, rng)


def test_where_nothing_changed_nothing_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = library.base_files()
    assert warm(tmp_path, files) == []

    def judged(*_: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr("docctl.rules.engine.Check._check", judged)
    monkeypatch.setattr("docctl.approval.approvals.Approvals.problems", judged)
    assert warm(tmp_path, files) == []
