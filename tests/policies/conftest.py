"""The whole example company, for the policies that are tried on it."""

from __future__ import annotations

import pytest

from tests.company_repository import Company
from tests.company_repository import ask
from tests.company_repository import build
from tests.company_repository import company

__all__ = ["ask", "company", "pristine"]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The company as it is, with the records of every type: not to be changed by a test."""
    return build(tmp_path_factory.mktemp("whole") / "company")
