from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from docctl.cache.kept import Kept
from docctl.git import Entry
from docctl.guard.limits import Limits
from docctl.guard.listing import SHELF
from docctl.guard.listing import listing_problems
from tests.unit.test_person_numbers import PHONE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

GOOD = ["README.md", "docs/a.md", "docs/guide/b.md", "records/order/O-1.yaml", "records/order/O-2.yaml"]
BAD = ["docs/guide/B.md", "Docs/a.md", "records/Order/O-3.yaml", "records/order/nul", f"docs/guide/{PHONE}", "con"]


def entries(paths: Iterable[str], mode: str = "100644") -> list[Entry]:
    return [Entry(path, mode, "") for path in sorted(paths)]


def found(listed: Iterable[Entry], kept: Kept | None = None, **options: Limits | set[str]) -> list[tuple[str, str]]:
    given = {"limits": Limits(), **options}
    return [(problem.code, problem.path) for problem in listing_problems(listed, kept=kept, **given)]  # type: ignore[arg-type]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept.of(str(tmp_path), [])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/guide/B.md", [("PATH_COLLISION", "docs/guide/b.md")]),
        ("Docs/a.md", [("PATH_COLLISION", "docs/a.md")]),
        ("records/Order/O-3.yaml", [("PATH_COLLISION", "records/order/O-1.yaml")]),
        ("records/order/nul", [("PATH_RESERVED", "records/order/nul")]),
        ("con", [("PATH_RESERVED", "con")]),
        (f"docs/guide/{PHONE}", [("PERSONAL_NUMBER", f"docs/guide/{PHONE}")]),
    ],
)
def test_one_wrong_name_is_told_once_wherever_it_lies(kept: Kept, path: str, expected: list[tuple[str, str]]) -> None:
    assert found(entries(GOOD), kept) == []
    assert found(entries([*GOOD, path]), kept) == expected
    assert found(entries([*GOOD, path]), kept) == expected


def test_a_mode_is_part_of_what_was_right(kept: Kept) -> None:
    assert found(entries(GOOD), kept) == []
    program = [*entries(GOOD[:-1]), *entries(GOOD[-1:], "100755")]
    assert found(program, kept) == [("MODE_EXECUTABLE", GOOD[-1])]


def test_so_are_the_limits_and_the_numbers_that_are_nobodys(kept: Kept) -> None:
    paths = entries([*GOOD, f"records/order/{PHONE}"])
    assert found(paths, kept, reserved={PHONE}) == []
    assert found(paths, kept) == [("PERSONAL_NUMBER", f"records/order/{PHONE}")]
    assert {code for code, _ in found(entries(GOOD), kept, limits=Limits(path_length=20))} == {"PATH_TOO_LONG"}


@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_changes_no_answer(kept: Kept, seed: int) -> None:
    rng, paths = random.Random(seed), set(GOOD)  # noqa: S311 - the same changes in every run
    for _ in range(30):
        paths ^= {rng.choice([*GOOD, *BAD])}
        assert found(entries(paths), kept) == found(entries(paths))


def test_each_part_is_kept_by_itself(kept: Kept) -> None:
    listing = entries([*GOOD, "records/customer/C-1.yaml"])
    assert found(listing, kept) == []
    before = kept.shelf(SHELF)
    assert found([*listing, *entries(["records/order/O-3.yaml"])], kept) == []
    after = kept.shelf(SHELF)
    assert before.keys() == after.keys() == {"docs/guide", "records/customer", "records/order"}
    assert [name for name in after if after[name] != before[name]] == ["records/order"]
