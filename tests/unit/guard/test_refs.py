"""What git tells the hook is read to the letter, and asked of it no more often than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.guard.limits import Limits
from docctl.guard.refs import RefGuard
from docctl.guard.refs import Update
from docctl.guard.refs import parse_updates
from docctl.violation import Stop
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from pathlib import Path

A, B = "a" * 40, "b" * 40


def test_lines_are_read_to_the_letter() -> None:
    assert parse_updates(f"{A} {B} refs/heads/一\n".encode(), "sha1") == (Update(A, B, "refs/heads/一"),)
    wide = "c" * 64
    assert parse_updates(f"{wide} {wide} x\n".encode(), "sha256")[0].old == wide


@pytest.mark.parametrize(
    "given",
    [
        "",
        f"{A} {B} refs/heads/x",
        f"{A} {B}  \n\n",
        f"{A} {B.upper()} refs/heads/x\n",
        f"{A[1:]} {B} refs/heads/x\n",
        f"{A} {B} refs/heads/x\nmore\n",
        f"{A} {B} refs/heads/x\n{A} {A} refs/heads/x\n",
        f"{A} {B} refs/heads/x\0\n",
    ],
)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(Stop, match="cannot be read"):
        parse_updates(given.encode(), "sha1")


def test_two_names_of_one_history_are_asked_about_once(tmp_path: Path) -> None:
    made = GitRepo(tmp_path / "made")
    made.write("a", "1")
    old = made.commit()
    made.write("a", "2")
    new = made.commit()
    repository = Repository.open(made.path)
    names = ("refs/heads/x", "refs/heads/y")
    guard = RefGuard(repository, Limits(), dict.fromkeys(names, old), old)
    updates = [Update(old, new, name) for name in names]
    assert list(guard.kind_problems(updates)) == []
    assert list(guard.history_problems(updates)) == []
    back = [Update(new, old, name) for name in names]
    list(guard.kind_problems(back))
    assert [v.code for v in guard.history_problems(back)] == ["REF_NON_FF", "REF_NON_FF"]
