"""The short form of `make faults`: every operation and fault, at calls spread over the whole of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import optional
from tests.faults.lab import FAULTS
from tests.faults.lab import Lab
from tests.faults.operations import OPERATIONS
from tests.faults.race import WRITERS
from tests.faults.race import race

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Every so many calls: about 200 runs in all.
STEP = 11


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    yield from _lab(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    yield from _lab(tmp_path_factory.mktemp("careless"), "careless")


def _lab(folder: Path, *options: str) -> Iterator[Lab]:
    before = dict(os.environ)
    made = Lab(folder, optional.require("cc"), *options)
    yield made
    made.close()
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_fault_breaks_a_promise(lab: Lab, name: str, fault: str) -> None:
    first = 1 + (list(OPERATIONS).index(name) * 3 + FAULTS.index(fault) * 5) % STEP
    row = lab.row(OPERATIONS[name], fault, STEP, first)
    assert row.points > (10 if name == "push" else 60), "the calls of git and docctl are not counted"
    assert row.runs >= row.points // STEP
    assert not row.broken


def test_the_lab_finds_what_is_lost_where_nothing_is_synced(careless: Lab) -> None:
    row = careless.row(OPERATIONS["approve"], "power", 5, 20)
    assert row.broken


@pytest.mark.parametrize("clones", [(), ("one",) * WRITERS], ids=["clones of one server", "one clone"])
def test_no_number_is_given_twice(tmp_path: Path, clones: tuple[str, ...]) -> None:
    wanted = 10 if not clones else 2
    found = race(tmp_path, wanted, clones)
    assert len(set(found)) == len(found) == WRITERS * wanted
    assert max(int(name.removeprefix("X-")) for name in found) == len(found)
