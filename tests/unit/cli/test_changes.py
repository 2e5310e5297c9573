from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from docctl.cli.changes import Base
from docctl.cli.session import Session
from docctl.cli.session import take_snapshot
from docctl.git import Repository
from docctl.library import Library

if TYPE_CHECKING:
    from tests.company_repository import Company


def test_of_each_commit_only_the_one_before_is_kept(company: Company) -> None:
    start = company.text("rev-parse", "HEAD")
    for number in range(8):
        company.write(f"records/x{number}", "not a record\n")
        company.commit(f"Commit {number}")
    repository = Repository.open(str(company.path))
    base = Base.of(Session(repository, take_snapshot(repository, rev="HEAD")), start)
    before = _libraries()
    assert list(base.each()) == []
    assert _libraries() - before <= 3, "that of the session, and of the last commit with the one before it"


def _libraries() -> int:
    gc.collect()
    return sum(isinstance(found, Library) for found in gc.get_objects())
