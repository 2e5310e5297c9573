"""The example company, for every test of the command line; and one that has issued a copy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.company_repository import Company
from tests.company_repository import ask
from tests.company_repository import company
from tests.company_repository import pristine
from tests.unit.cli import copying

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ask", "company", "printing", "pristine"]


@pytest.fixture(scope="session")
def printed(pristine: Company, tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A company that issued three prints of one copy of a revision that is superseded today: not to be changed."""
    place = tmp_path_factory.mktemp("printed") / "company"
    shutil.copytree(pristine.path, place, symlinks=True)
    company = copying.with_paper(Company(place))
    done = copying.issue(company, "--copies", "3", "--recipient", "P-009", "--as-of", copying.BEFORE)
    assert (done.code, done.err) == (0, ""), done.err
    company.commit("A copy")
    return company


@pytest.fixture
def printing(printed: Company, tmp_path: Path) -> Company:
    """A copy of it to change."""
    shutil.copytree(printed.path, tmp_path / "printing", symlinks=True)
    return Company(tmp_path / "printing")
