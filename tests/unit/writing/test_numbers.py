from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.git.remote import Declined
from docctl.git.remote import Unreachable
from docctl.git.storing import Objects
from docctl.git.storing import read_refs
from docctl.git.storing import swap_ref
from docctl.writing import numbers
from docctl.writing.clone import NUMBERS
from docctl.writing.clone import Clone
from docctl.writing.numbers import NumberTaken
from docctl.writing.numbers import Reservation
from docctl.writing.numbers import Reserved
from docctl.writing.numbers import Series
from docctl.writing.numbers import reservations
from docctl.writing.numbers import reserve
from tests.gitrepo import GitRepo
from tests.unit.writing.conftest import WRITER

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator


def _next(given: Collection[str]) -> Iterator[str]:
    first = max((int(name[2:]) for name in given), default=0) + 1
    return (f"X-{number}" for number in range(first, first + 9))


DRAWN = Series("X-", _next)


def only(number: str) -> Series:
    return Series(number, lambda _: (number,))


def with_server(clone: Clone) -> GitRepo:
    server = GitRepo(Path(clone.root).parent / "server.git", "--bare")
    GitRepo(Path(clone.root)).run("remote", "add", "origin", "../server.git")
    return server


def other_clone(clone: Clone) -> Clone:
    repo = GitRepo(Path(clone.root).parent / "other")
    repo.run("remote", "add", "origin", "../server.git")
    found = Clone.of(Repository.open(repo.path))
    assert found is not None
    return found


def test_a_number_is_given_once_here(clone: Clone) -> None:
    assert reserve(clone, DRAWN, WRITER, "note") == Reserved("X-1")
    assert reserve(clone, DRAWN, WRITER, "note", replaces="X-1") == Reserved("X-2")
    with pytest.raises(NumberTaken):
        reserve(clone, only("X-2"), WRITER, "note")
    assert reservations(clone.repository, "X-") == [
        Reservation("X-1", "note", "Anna", WRITER.at),
        Reservation("X-2", "note", "Anna", WRITER.at, "X-1"),
    ]
    assert reservations(clone.repository, "Y-") == []


def test_a_reservation_of_somebody_elses_making_still_counts(clone: Clone) -> None:
    objects = Objects(clone.repository)
    foreign = objects.commit(objects.tree({}), "mine!", ("x", ""), 0)
    objects.store()
    swap_ref(clone.repository, f"{NUMBERS}X-7", foreign, None)
    assert reserve(clone, DRAWN, WRITER, "note").number == "X-8"
    assert reservations(clone.repository)[0] == Reservation("X-7", "", "", "")


def test_a_server_gives_each_number_once(clone: Clone) -> None:
    with_server(clone)
    other = other_clone(clone)
    assert reserve(clone, DRAWN, WRITER, "note", "origin").number == "X-1"
    assert reserve(other, DRAWN, WRITER, "note", "origin").number == "X-2"
    with pytest.raises(NumberTaken):
        reserve(clone, only("X-2"), WRITER, "note", "origin")


def test_a_number_that_goes_at_this_very_moment_is_passed_over(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    with_server(clone)
    reserve(other_clone(clone), DRAWN, WRITER, "note", "origin")
    monkeypatch.setattr(numbers, "remote_refs", lambda *_: {})
    assert reserve(clone, DRAWN, WRITER, "note", "origin").number == "X-2"


def test_numbers_reserved_without_the_server_follow_or_are_lost(clone: Clone) -> None:
    server = with_server(clone)
    other = other_clone(clone)
    for _ in range(2):
        reserve(clone, DRAWN, WRITER, "note")
    reserve(other, only("X-2"), WRITER, "note", "origin")
    assert reserve(clone, DRAWN, WRITER, "note", "origin") == Reserved("X-3", ("X-2",))
    held = {name: ref.oid for name, ref in read_refs(clone.repository, NUMBERS + "*").items()}
    assert server.text("for-each-ref", "--format=%(refname) %(objectname)") == "\n".join(
        f"{name} {oid}" for name, oid in sorted(held.items())
    )
    assert reserve(clone, DRAWN, WRITER, "note", "origin") == Reserved("X-4")


def test_a_lock_left_on_one_number_of_a_server_costs_this_number(clone: Clone) -> None:
    server = with_server(clone)
    server.write("refs/docctl/num/X-1.lock", "")
    assert reserve(clone, DRAWN, WRITER, "note", "origin").number == "X-2"


def test_a_server_that_declines_or_is_away_reserves_nothing_here(clone: Clone) -> None:
    server = with_server(clone)
    for number in range(1, 5):
        server.write(f"refs/docctl/num/X-{number}.lock", "")
    with pytest.raises(Declined):
        reserve(clone, DRAWN, WRITER, "note", "origin")
    with pytest.raises(Declined):
        reserve(clone, only("X-1"), WRITER, "note", "origin")
    with pytest.raises(Unreachable):
        reserve(clone, DRAWN, WRITER, "note", "../nowhere.git")
    assert reservations(clone.repository) == []


def test_two_commands_that_hold_no_lock_still_get_two_numbers(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    reserve(clone, DRAWN, WRITER, "note")
    monkeypatch.setattr(numbers, "read_refs", lambda *_: {})
    assert reserve(clone, DRAWN, WRITER, "note").number == "X-2"
